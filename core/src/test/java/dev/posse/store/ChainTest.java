package dev.posse.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.memory.InMemoryStore;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S22: chains, one by one")
class ChainTest {

    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2};

    private final InMemoryStore store = new InMemoryStore();

    @Test
    @DisplayName("the links are taken in order, each from what the ones before have left")
    void inOrder() {
        Version before = added("a");

        ChainResult result = store.chain(List.of(
                new Expect("a", before),
                new ExpectAbsent("b"),
                new Add("b", ONE),
                new Swap("a", TWO, before),
                new SwapOf("b", TWO, 2),
                new SwapOf("b", ONE, 4)));

        assertInstanceOf(Ending.Complete.class, result.ending());
        assertEquals(Optional.of(before), result.happened().get(0));
        assertEquals(Optional.empty(), result.happened().get(1));
        assertEquals(versionOf("a"), result.happened().get(3));
        assertEquals(versionOf("b"), result.happened().get(5));
    }

    @Test
    @DisplayName("the first link that does not happen ends the chain, and no later one is made")
    void stops() {
        Version before = added("a");
        Version spent = new Version("spent");
        for (ChainedWrite stop :
                List.of(new Add("a", TWO), new Swap("a", TWO, spent), new Expect("a", spent), new ExpectAbsent("a"))) {
            ChainResult result = store.chain(List.of(new Expect("a", before), stop, new Add("later", ONE)));

            assertEquals(new ChainResult(List.of(Optional.of(before)), new Ending.Refused()), result, stop::toString);
            assertTrue(store.get("later").isEmpty());
        }
        assertEquals(Optional.of(before), versionOf("a"));
    }

    @Test
    @DisplayName("an absent key has no version, and is not swapped")
    void absent() {
        Version some = new Version("some");

        assertInstanceOf(
                Ending.Refused.class,
                store.chain(List.of(new Expect("a", some))).ending());
        assertInstanceOf(
                Ending.Refused.class,
                store.chain(List.of(new Swap("a", ONE, some))).ending());
    }

    @Test
    @DisplayName("a link may expect only what an earlier write of its own key gives")
    void references() {
        Version version = added("a");
        for (List<ChainedWrite> wrong : List.<List<ChainedWrite>>of(
                List.of(new SwapOf("a", ONE, 0)),
                List.of(new Add("b", ONE), new SwapOf("a", ONE, 0)),
                List.of(new Add("b", ONE), new SwapOf("b", ONE, -1)),
                List.of(new Expect("a", version), new SwapOf("a", ONE, 0)),
                List.of(new ExpectAbsent("b"), new SwapOf("b", ONE, 0)))) {
            assertThrows(IllegalArgumentException.class, () -> store.chain(wrong), wrong::toString);
        }
        assertTrue(store.get("b").isEmpty());
    }

    @Test
    @DisplayName(
            "a chain that is empty, too long or holds an unusable key or value is refused before anything is written")
    void refusedWhole() {
        assertThrows(IllegalArgumentException.class, () -> store.chain(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> store.chain(Collections.nCopies(StoreLimits.MAX_CHAIN_LINKS + 1, new ExpectAbsent("nothing"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> store.chain(List.of(new Add("b", ONE), new Add("with space", ONE))));
        assertThrows(
                IllegalArgumentException.class,
                () -> store.chain(List.of(new Add("b", ONE), new Add("c", new byte[StoreLimits.MAX_VALUE_BYTES + 1]))));
        assertTrue(store.get("b").isEmpty());
    }

    @Test
    @DisplayName("S17: on a closed store a chain is refused, and one that is closed in the middle says how far it came")
    void closed() {
        CasKeyValueStore closing = new ClosingStore();

        ChainResult result = closing.chain(List.of(new ExpectAbsent("a"), new Add("b", ONE)));

        assertEquals(1, result.happened().size());
        assertInstanceOf(Ending.Failed.class, result.ending());
        assertThrows(IllegalStateException.class, () -> closing.chain(List.of(new ExpectAbsent("a"))));
    }

    private Version added(String key) {
        return ((AddResult.Added) store.add(key, ONE)).version();
    }

    private Optional<Version> versionOf(String key) {
        return store.get(key).map(Entry::version);
    }

    /** Is closed by the first read. */
    private static final class ClosingStore implements CasKeyValueStore {
        private final InMemoryStore store = new InMemoryStore();

        @Override
        public Optional<Entry> get(String key) {
            Optional<Entry> found = store.get(key);
            store.close();
            return found;
        }

        @Override
        public AddResult add(String key, byte[] value) {
            return store.add(key, value);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            return store.swap(key, value, expected);
        }

        @Override
        public StoreFitness fitness() {
            return store.fitness();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
