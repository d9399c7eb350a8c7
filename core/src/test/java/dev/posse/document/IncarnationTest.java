package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The mark of a data set: objected to once, until a person confirms it")
class IncarnationTest {

    private final Incarnation fresh =
            new Incarnation("i-1", Samples.SINCE, Optional.of("run-1"), Samples.unknown("{\"by\":\"ops\"}"));

    @Test
    @DisplayName("the first objection stands")
    void firstObjection() {
        Incarnation objected = fresh.with("slot 7 is gone");

        assertEquals(Optional.of("slot 7 is gone"), objected.objection());
        assertEquals(objected, objected.with("slot 8 is gone"));
    }

    @Test
    @DisplayName("an objection of a thousand characters is kept whole, a longer one is cut")
    void longObjection() {
        String longest = "x".repeat(1000);

        assertEquals(Optional.of(longest), fresh.with(longest).objection());
        assertEquals(Optional.of(longest + " …"), fresh.with(longest + "y").objection());
    }

    @Test
    @DisplayName(
            "a confirmation takes the objection back, notes the store's own mark, and has the number of its microsecond")
    void confirmed() {
        Incarnation confirmed =
                fresh.with("slot 7 is gone").confirmed(Instant.EPOCH.plusMillis(5), Optional.of("run-2"));

        assertEquals(
                new Incarnation("i-1", Samples.SINCE, Optional.of("run-2"), 5_000, Optional.empty(), fresh.unknown()),
                confirmed);
    }

    @Test
    @DisplayName("two confirmations of one microsecond, or with a clock that goes back, have different numbers")
    void confirmedAgain() {
        Incarnation once = fresh.confirmed(Instant.EPOCH.plusMillis(5), Optional.empty());

        assertEquals(
                5_001,
                once.confirmed(Instant.EPOCH.plusMillis(5), Optional.empty()).confirmation());
        assertEquals(5_001, once.confirmed(Instant.EPOCH, Optional.empty()).confirmation());
    }
}
