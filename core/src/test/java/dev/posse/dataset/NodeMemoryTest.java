package dev.posse.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.document.Campaign;
import dev.posse.document.Keys;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a node remembers of a data set: all of it, until a person confirms the data set as it is")
class NodeMemoryTest {

    private final NodeMemory memory = new NodeMemory();

    @Test
    @DisplayName("campaigns, sales and bookings are remembered, and forgotten together")
    void forgetsAll() {
        memory.highest().saw(Campaign.created("drop", 100, 10));
        memory.sales().sold("drop", 1, "alice", "order");
        memory.bookings().opened("alice");
        assertEquals(1, memory.highest().campaigns().size());
        assertEquals(1, memory.sales().size());
        assertEquals(List.of(Keys.slot("drop", 1)), memory.sales().ask("drop").keys());
        assertEquals(List.of(Keys.account("alice")), memory.bookings().ask().keys());

        memory.forget();

        assertEquals(0, memory.highest().campaigns().size());
        assertEquals(0, memory.sales().size());
        assertEquals(List.of(), memory.sales().askAll("drop").keys());
        assertEquals(List.of(), memory.bookings().askAll().keys());
    }
}
