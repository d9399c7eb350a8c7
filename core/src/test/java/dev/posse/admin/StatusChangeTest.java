package dev.posse.admin;

import static dev.posse.admin.StoreAnswers.end;
import static dev.posse.admin.StoreAnswers.failed;
import static dev.posse.admin.StoreAnswers.found;
import static dev.posse.admin.StoreAnswers.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Closing, stopping and opening a campaign")
class StatusChangeTest {

    private final Campaign open = Campaign.created("drop", 100, 5).settled(1);
    private final Campaign stopped = open.with(Status.STOPPED, Optional.of("a sale is lost"));
    private final Step<Optional<Campaign>> close = StatusChange.begin("drop", Status.CLOSED, Optional.empty());

    static Answer[] uncertain() {
        return new Answer[] {StoreAnswers.REFUSED, StoreAnswers.UNKNOWN};
    }

    @Test
    @DisplayName("reads the campaign and swaps its status alone, from the version that was read")
    void changes() {
        assertEquals(Operation.Read.of("campaign/drop"), close.operation());

        Step<Optional<Campaign>> write = step(close.on(found(open)));

        Campaign closed = open.with(Status.CLOSED, Optional.empty());
        assertEquals(new Operation.Swap(closed, new Version("7")), write.operation());
        assertEquals(Optional.of(closed), end(write.on(StoreAnswers.HAPPENED)));
        assertEquals(1, closed.lastPurchasedSlot());
    }

    @Test
    @DisplayName("a campaign that has the status already is left as it is")
    void already() {
        Campaign closed = open.with(Status.CLOSED, Optional.of("sold enough"));

        assertEquals(Optional.of(closed), end(close.on(found(closed))));
    }

    @Test
    @DisplayName("an absent campaign is none")
    void absent() {
        assertEquals(Optional.empty(), end(close.on(StoreAnswers.NOTHING)));
    }

    @Test
    @DisplayName("closing does not lift a stop")
    void closeAfterStop() {
        assertEquals(Optional.of(stopped), end(close.on(found(stopped))));
    }

    @Test
    @DisplayName("opening lifts a stop and forgets its reason, stopping overrides a closing")
    void openAndStop() {
        Step<Optional<Campaign>> reopen =
                step(StatusChange.begin("drop", Status.OPEN, Optional.empty()).on(found(stopped)));
        Step<Optional<Campaign>> stop = step(StatusChange.begin("drop", Status.STOPPED, Optional.of("a sale is lost"))
                .on(found(open.with(Status.CLOSED, Optional.empty()))));

        assertEquals(open, StoreAnswers.written(reopen));
        assertEquals(stopped, StoreAnswers.written(stop));
    }

    @ParameterizedTest
    @MethodSource("uncertain")
    @DisplayName("A10: after any other answer than a success it looks again, at what has changed meanwhile")
    void looksAgain(Answer answer) {
        Step<Optional<Campaign>> again = step(step(close.on(found(open))).on(answer));
        Campaign sold = open.settled(2);

        assertEquals(close.operation(), again.operation());
        assertEquals(sold.with(Status.CLOSED, Optional.empty()), StoreAnswers.written(step(again.on(found(sold)))));
    }

    @Test
    @DisplayName(
            "a write that fails for certain is thrown with the store's reason; after one of which nobody knows it is doubt")
    void writeFails() {
        Step<Optional<Campaign>> write = step(close.on(found(open)));
        assertThrows(StoreException.class, () -> write.on(failed()));

        Step<Optional<Campaign>> second =
                step(step(write.on(StoreAnswers.UNKNOWN)).on(found(open)));
        assertEquals(close.operation(), step(second.on(failed())).operation());
    }

    @Test
    @DisplayName("a first read that fails is thrown: nothing has happened")
    void readFails() {
        assertThrows(StoreException.class, () -> close.on(failed()));
    }

    @Test
    @DisplayName("A10: a read that fails after a write is tried again, and is never taken for a definite failure")
    void laterReadFails() {
        Step<Optional<Campaign>> look = step(step(close.on(found(open))).on(StoreAnswers.UNKNOWN));
        for (int round = 2; round < 100; round++) {
            look = step(look.on(failed()));
        }
        Step<Optional<Campaign>> last = look;

        assertEquals(close.operation(), last.operation());
        assertThrows(OutcomeUnknownException.class, () -> last.on(failed()));
    }

    @Test
    @DisplayName("after a hundred lost races nobody knows, and the error names campaign and status")
    void bounded() {
        Step<Optional<Campaign>> look = close;
        for (int round = 1; round < 100; round++) {
            look = step(step(look.on(found(open))).on(StoreAnswers.REFUSED));
        }
        Step<Optional<Campaign>> last = step(look.on(found(open)));

        String message = String.valueOf(assertThrows(OutcomeUnknownException.class, () -> last.on(StoreAnswers.REFUSED))
                .getMessage());
        assertTrue(message.contains("drop") && message.contains("CLOSED"), message);
    }

    @Test
    @DisplayName("the steps say which campaign they are about")
    void subject() {
        Step<Optional<Campaign>> write = step(close.on(found(open)));

        assertEquals("status.look campaign=drop", close.name() + " " + close.subject());
        assertEquals("status campaign=drop", write.name() + " " + write.subject());
    }
}
