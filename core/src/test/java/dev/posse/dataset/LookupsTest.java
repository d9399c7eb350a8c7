package dev.posse.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Reading;
import dev.posse.document.UnknownFields;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was told is looked for until it is found; only some of what stands is looked for again")
class LookupsTest {

    private final NodeMemory memory = new NodeMemory();
    private Reading reading = Reading.NONE;

    private void sold(int count) {
        IntStream.rangeClosed(1, count).forEach(slot -> memory.sales().sold("drop", slot, "alice", "order-" + slot));
    }

    private void stands(Document document) {
        reading = reading.and(Reading.answered(
                List.of(document.key()), Map.of(document.key(), new Entry(document.encode(), new Version("v")))));
    }

    private void claimed(long slot, String account) {
        stands(new Claim(
                "drop", slot, account, "order-" + slot, "a", 100, Optional.empty(), Instant.EPOCH, UnknownFields.NONE));
    }

    @Test
    @DisplayName("sales that stand are not missing, and the newest sixteen of them are looked for again")
    void salesStand() {
        sold(20);
        IntStream.rangeClosed(1, 20).forEach(slot -> claimed(slot, "alice"));

        assertFalse(memory.sales().ask("drop").isAnyMissing(reading));
        assertEquals(List.of(), memory.sales().ask("drop").missing(reading));
        assertEquals(16, memory.sales().ask("drop").keys().size());
    }

    @Test
    @DisplayName(
            "a claim with the version that its node has given it is that sale, whatever it says; with another one it is understood")
    void versions() {
        memory.sales().sold("drop", 1, "alice", "order-1", Optional.of(new Version("v")));
        memory.sales().sold("drop", 2, "alice", "order-2", Optional.of(new Version("w")));
        claimed(1, "bob");
        claimed(2, "alice");
        assertEquals(List.of(), memory.sales().ask("drop").missing(reading));

        claimed(2, "bob");
        assertEquals(1, memory.sales().ask("drop").missing(reading).size());
    }

    @Test
    @DisplayName("one look at which nothing is missing is enough: what stood there is not read again and again")
    void salesFound() {
        sold(20);
        IntStream.rangeClosed(1, 19).forEach(slot -> claimed(slot, "alice"));

        assertFalse(memory.sales().ask("drop").isAnyMissing(reading));

        assertEquals(17, memory.sales().ask("drop").keys().size());
    }

    @Test
    @DisplayName("a look at which something is missing takes note of nothing: all is looked for then")
    void salesOfAGoneOne() {
        sold(20);
        IntStream.rangeClosed(1, 20).forEach(slot -> claimed(slot, slot == 20 ? "bob" : "alice"));

        assertTrue(memory.sales().ask("drop").isAnyMissing(reading));

        assertEquals(20, memory.sales().ask("drop").keys().size());
    }

    @Test
    @DisplayName("sales that could not be read are not missing, and all of them are looked for again")
    void salesUnread() {
        sold(20);

        assertFalse(memory.sales().ask("drop").isAnyMissing(reading));
        assertEquals(List.of(), memory.sales().ask("drop").missing(reading));
        assertEquals(20, memory.sales().ask("drop").keys().size());
    }

    @Test
    @DisplayName("a sale whose slot is another's is missing")
    void saleGone() {
        sold(2);
        claimed(1, "alice");
        claimed(2, "bob");

        assertTrue(memory.sales().ask("drop").isAnyMissing(reading));
        assertEquals(1, memory.sales().ask("drop").missing(reading).size());
    }

    @Test
    @DisplayName("accounts that could not be read are all looked for again, of those that stand the newest sixteen")
    void accounts() {
        IntStream.rangeClosed(1, 200).forEach(number -> memory.bookings().opened("a" + number));
        assertEquals(Map.of(), memory.bookings().ask().missing(reading));
        assertEquals(200, memory.bookings().ask().keys().size());
        IntStream.rangeClosed(1, 200).forEach(number -> stands(Account.opened("a" + number)));

        assertEquals(Map.of(), memory.bookings().ask().missing(reading));

        assertEquals(16, memory.bookings().ask().keys().size());
        assertEquals(200, memory.bookings().askAll().keys().size());
    }
}
