package dev.posse.store.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.StoreFitness.Verdict;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("In-memory store")
class InMemoryStoreTest {

    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2};

    private final InMemoryStore store = new InMemoryStore();

    @Test
    @DisplayName("S2: add writes if the key is absent and leaves it as it was otherwise")
    void add() {
        Version version = added("k");

        assertEquals(AddResult.exists(), store.add("k", TWO));
        assertArrayEquals(ONE, store.get("k").orElseThrow().value());
        assertEquals(version, store.get("k").orElseThrow().version());
    }

    @Test
    @DisplayName("S3: swap writes from the expected version only, and creates nothing")
    void swap() {
        Version first = added("k");

        assertEquals(SwapResult.conflict(), store.swap("k", TWO, new Version("other")));
        assertEquals(SwapResult.missing(), store.swap("absent", TWO, first));
        assertEquals(Optional.empty(), store.get("absent"));
        assertInstanceOf(SwapResult.Swapped.class, store.swap("k", TWO, first));
        assertArrayEquals(TWO, store.get("k").orElseThrow().value());
    }

    @Test
    @DisplayName("S5: a version never returns, even when the value does")
    void versions() {
        Version first = added("k");
        Version second = swapped("k", TWO, first);
        Version third = swapped("k", ONE, second);

        assertEquals(3, Set.of(first, second, third).size());
        assertEquals(SwapResult.conflict(), store.swap("k", TWO, first));
        assertNotEquals(first, store.get("k").orElseThrow().version());
    }

    @Test
    @DisplayName("S4: of many swaps from one version one wins, in each of a hundred rounds")
    void oneWinner() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 100; round++) {
                String key = "k" + round;
                Version version = added(key);
                List<Future<SwapResult>> results = threads.invokeAll(IntStream.range(0, 8)
                        .<java.util.concurrent.Callable<SwapResult>>mapToObj(
                                thread -> () -> store.swap(key, TWO, version))
                        .toList());
                int winners = 0;
                for (Future<SwapResult> result : results) {
                    winners += result.get() instanceof SwapResult.Swapped ? 1 : 0;
                }
                assertEquals(1, winners);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("S11, S12: limits are checked before anything is written")
    void limits() {
        assertThrows(IllegalArgumentException.class, () -> store.get("no key"));
        assertThrows(IllegalArgumentException.class, () -> store.add("k", new byte[StoreLimits.MAX_VALUE_BYTES + 1]));
        assertEquals(Optional.empty(), store.get("k"));
    }

    @Test
    @DisplayName("S13: what a caller does to its array later does not matter")
    void copies() {
        byte[] value = {1};
        store.add("k", value);
        value[0] = 9;

        assertArrayEquals(ONE, store.get("k").orElseThrow().value());
    }

    @Test
    @DisplayName("S14: several keys are read at once, absent ones left out, repeated ones once")
    void getAll() {
        added("a");
        added("b");

        assertEquals(
                Set.of("a", "b"), store.getAll(List.of("a", "absent", "b", "a")).keySet());
    }

    @Test
    @DisplayName("S17: after close everything throws, and closing twice is harmless")
    void close() {
        Version version = added("k");
        store.close();
        store.close();

        assertThrows(IllegalStateException.class, () -> store.get("k"));
        assertThrows(IllegalStateException.class, () -> store.add("k", ONE));
        assertThrows(IllegalStateException.class, () -> store.swap("k", ONE, version));
        assertThrows(IllegalStateException.class, () -> store.getAll(List.of("k")));
        assertThrows(IllegalStateException.class, store::fitness);
    }

    @Test
    @DisplayName("S20: it says that it forgets everything with its process")
    void fitness() {
        assertTrue(store.fitness().with(Verdict.RISK).size() >= 1);
        assertEquals(Optional.empty(), store.incarnation());
    }

    private Version added(String key) {
        return assertInstanceOf(AddResult.Added.class, store.add(key, ONE)).version();
    }

    private Version swapped(String key, byte[] value, Version expected) {
        return assertInstanceOf(SwapResult.Swapped.class, store.swap(key, value, expected))
                .version();
    }
}
