package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reads of several keys, some of which the store does not answer")
class KeyReaderTest {

    private final PartlyDownStore store = new PartlyDownStore();
    private final KeyReader reads = new KeyReader(store::getAll, store::get, KeyReader.Policy.untilDone(3));

    @Test
    @DisplayName("present, absent and unread are three things; the others are read all the same")
    void threeStates() {
        store.inner.add("a", new byte[] {1});
        store.refused.add("b");

        Reading found = reads.read(List.of("a", "b", "c"));

        assertTrue(found.entry("a").isPresent());
        assertFalse(found.isKnown("b"));
        assertFalse(found.isAbsent("b"));
        assertTrue(found.isAbsent("c"));
        assertTrue(found.isKnown("c"));
    }

    @Test
    @DisplayName("what is answered at once is read at once; nothing asked for is no read")
    void atOnce() {
        reads.read(List.of("a", "b"));
        reads.read(List.of());

        assertEquals(List.of(), store.singly);
    }

    @Test
    @DisplayName("so many keys in a row without an answer, over several calls, mean that the store is down")
    void down() {
        store.refused.addAll(List.of("a", "b", "c", "d"));

        reads.read(List.of("a", "b"));
        assertThrows(StoreException.class, () -> reads.read(List.of("c", "d")));

        assertEquals(List.of("a", "b", "c"), store.singly);
    }

    @Test
    @DisplayName("a store that has noticed the loss of its data is not asked key by key")
    void dataLoss() {
        store.loss = Optional.of(new DataLossException("started anew"));

        assertThrows(DataLossException.class, () -> reads.read(List.of("a", "b")));
        assertEquals(List.of(), store.singly);
    }

    @Test
    @DisplayName("nor is it asked any further where it notices the loss in the middle")
    void dataLossInTheMiddle() {
        DataLossException loss = new DataLossException("started anew");
        KeyReader noticing = new KeyReader(
                keys -> {
                    throw new StoreException("no answer");
                },
                key -> {
                    throw loss;
                },
                KeyReader.Policy.untilDone(3));

        assertSame(loss, assertThrows(DataLossException.class, () -> noticing.read(List.of("a", "b"))));
    }

    @Test
    @DisplayName(
            "a store that breaks over a key ends what somebody waits for, and is no answer to who goes round for ever")
    void breaks() {
        KeyReader.Policy goingRound = new KeyReader.Policy(3, Duration.ofSeconds(1), () -> 0, 10);

        StoreException failure =
                breaking(goingRound).read(List.of("a")).failure("a").orElseThrow();

        assertTrue(String.valueOf(failure.getMessage()).contains("a bug over a"), failure::getMessage);
        assertThrows(
                IllegalStateException.class,
                () -> breaking(KeyReader.Policy.untilDone(3)).read(List.of("a")));
    }

    private static KeyReader breaking(KeyReader.Policy policy) {
        return new KeyReader(
                keys -> {
                    throw new IllegalStateException("a bug");
                },
                key -> {
                    throw new IllegalStateException("a bug over " + key);
                },
                policy);
    }

    @Test
    @DisplayName("what patience is over before it was asked for has no answer; it is not asked for any more")
    void patience() {
        store.refused.addAll(List.of("a", "b"));
        Iterator<Integer> seconds = List.of(0, 0, 10, 11, 11).iterator();
        KeyReader impatient = new KeyReader(
                store::getAll,
                store::get,
                new KeyReader.Policy(3, Duration.ofSeconds(10), () -> TimeUnit.SECONDS.toNanos(seconds.next()), 10));

        Reading found = impatient.read(List.of("a", "b", "x"));

        assertEquals(List.of("a", "b"), store.singly);
        assertEquals(Set.of("a", "b", "x"), found.failures().keySet());
        assertFalse(found.isAbsent("x"));
    }

    @Test
    @DisplayName("an answer in between says that the store is not down")
    void notDown() {
        store.refused.addAll(List.of("a", "b", "c", "d"));

        Reading found = reads.read(List.of("a", "b", "x", "c", "d"));
        reads.read(List.of("y"));
        Reading later = reads.read(List.of("a", "b"));

        assertEquals(Set.of("a", "b", "c", "d"), found.failures().keySet());
        assertEquals(Set.of("a", "b"), later.failures().keySet());
    }

    /** Refuses some keys, as a Redis does that finds a list under one, or a client whose server is down. */
    private static final class PartlyDownStore implements CasKeyValueStore {

        private final InMemoryStore inner = new InMemoryStore();
        private final Set<String> refused = new HashSet<>();
        private final List<String> singly = new ArrayList<>();
        private boolean inBatch;
        private Optional<DataLossException> loss = Optional.empty();

        @Override
        public Optional<Entry> get(String key) {
            if (!inBatch) {
                singly.add(key);
            }
            loss.ifPresent(noticed -> {
                throw noticed;
            });
            if (refused.contains(key)) {
                throw new StoreException("no answer for " + key);
            }
            return inner.get(key);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            inBatch = true;
            try {
                return CasKeyValueStore.super.getAll(keys);
            } finally {
                inBatch = false;
            }
        }

        @Override
        public AddResult add(String key, byte[] value) {
            throw new AssertionError("reads only");
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            throw new AssertionError("reads only");
        }

        @Override
        public StoreFitness fitness() {
            return inner.fitness();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
