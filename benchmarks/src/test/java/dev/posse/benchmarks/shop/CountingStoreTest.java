package dev.posse.benchmarks.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.store.AddResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Version;
import dev.posse.store.memory.InMemoryStore;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CountingStoreTest {

    private static final byte[] VALUE = {1};

    private final CountingStore store = new CountingStore(new InMemoryStore());

    @Test
    @DisplayName("every call counts, whatever it asks for")
    void everyCallCounts() {
        store.get("key");
        store.getAll(List.of("key", "other"));
        AddResult.Added added = (AddResult.Added) store.add("key", VALUE);
        store.swap("key", VALUE, added.version());

        assertEquals(new StoreCounts(4, 0), store.counts());
    }

    @Test
    @DisplayName("a conditional write that does not happen is a refusal as well")
    void refusalsCount() {
        store.add("key", VALUE);
        store.add("key", VALUE);
        store.swap("key", VALUE, new Version("another"));
        store.swap("absent", VALUE, new Version("another"));

        assertEquals(new StoreCounts(4, 3), store.counts());
    }

    @Test
    @DisplayName("a chain is one call, and one refusal if it ends early")
    void aChainIsOneCall() {
        store.chain(List.of(new ChainedWrite.Add("key", VALUE), new ChainedWrite.Add("other", VALUE)));
        store.chain(List.of(new ChainedWrite.Add("third", VALUE), new ChainedWrite.Add("key", VALUE)));

        assertEquals(new StoreCounts(2, 1), store.counts());
    }

    @Test
    @DisplayName("a store that takes chains takes them as before")
    void chainsStayAsLong() {
        try (InMemoryStore backend = new InMemoryStore()) {
            assertEquals(backend.chainLength(), new CountingStore(backend).chainLength());
        }
    }
}
