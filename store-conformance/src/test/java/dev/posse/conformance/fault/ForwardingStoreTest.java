package dev.posse.conformance.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.ConnectionUse;
import dev.posse.store.Entry;
import dev.posse.store.ForeignValue;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A forwarding store")
class ForwardingStoreTest {

    private static final Version VERSION = new Version("7");
    private static final Entry ENTRY = new Entry(new byte[] {1}, VERSION);
    private static final ChainResult CHAINED = new ChainResult(List.of(), new Ending.NoneMade());
    private static final List<ChainedWrite> CHAIN =
            List.of(new Expect("k", VERSION), new Add("l", new byte[] {2}), new SwapOf("l", new byte[] {3}, 1));
    private static final ForeignValue FOREIGN = new ForeignValue("a list", new byte[] {3}, VERSION);
    private static final ConnectionUse USE = new ConnectionUse(3, 8);
    private static final StoreFitness FITNESS = new StoreFitness("behind", List.of());

    private final List<String> calls = new ArrayList<>();
    private final List<Object> forwarded = new ArrayList<>();

    /** Notes its calls, and answers each operation with something that no default would. */
    private final class Behind implements CasKeyValueStore {
        @Override
        public Optional<Entry> get(String key) {
            calls.add("get " + key);
            return Optional.of(ENTRY);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            calls.add("getAll " + keys);
            return Map.of("k", ENTRY);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            calls.add("add " + key + " " + value[0]);
            return AddResult.added(VERSION);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            calls.add("swap " + key + " " + value[0] + " " + expected);
            return SwapResult.swapped(VERSION);
        }

        @Override
        public ChainResult chain(List<ChainedWrite> links) {
            calls.add("chain of " + links.size());
            return CHAINED;
        }

        @Override
        public int chainLength() {
            return 7;
        }

        @Override
        public StoreFitness fitness() {
            calls.add("fitness");
            return FITNESS;
        }

        @Override
        public Optional<String> incarnation() {
            calls.add("incarnation");
            return Optional.of("first");
        }

        @Override
        public Optional<ForeignValue> foreignValue(String key) {
            calls.add("foreignValue " + key);
            return Optional.of(FOREIGN);
        }

        @Override
        public Optional<ConnectionUse> connections() {
            calls.add("connections");
            return Optional.of(USE);
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    private final CasKeyValueStore store = new ForwardingStore(new Behind()) {
        @Override
        protected <T> T forward(Supplier<T> operation) {
            T answer = super.forward(operation);
            forwarded.add(answer);
            return answer;
        }
    };

    private List<Object> answersToAllOperations() {
        return List.of(
                store.get("k"),
                store.getAll(List.of("k", "l")),
                store.add("k", new byte[] {2}),
                store.swap("k", new byte[] {3}, VERSION),
                store.fitness(),
                store.incarnation(),
                store.foreignValue("k"),
                store.connections());
    }

    @Test
    @DisplayName("passes every call on, once, and every answer back")
    void passesOn() {
        List<Object> answers = answersToAllOperations();
        store.close();
        String swap = "swap k 3 " + VERSION;
        assertEquals(
                List.of(
                        "get k",
                        "getAll [k, l]",
                        "add k 2",
                        swap,
                        "fitness",
                        "incarnation",
                        "foreignValue k",
                        "connections",
                        "close"),
                calls);
        assertEquals(
                List.of(
                        Optional.of(ENTRY),
                        Map.of("k", ENTRY),
                        AddResult.added(VERSION),
                        SwapResult.swapped(VERSION),
                        FITNESS,
                        Optional.of("first"),
                        Optional.of(FOREIGN),
                        Optional.of(USE)),
                answers);
    }

    @Test
    @DisplayName(
            "takes a chain one by one through its own operations, and asks for none: no fault of a subclass is passed by")
    void takesChainsOneByOne() {
        Optional<Version> version = Optional.of(VERSION);
        assertEquals(1, store.chainLength());
        assertEquals(new ChainResult(List.of(version, version, version), new Ending.Complete()), store.chain(CHAIN));
        assertEquals(List.of("get k", "add l 2", "swap l 3 " + VERSION), calls);
        assertEquals(List.of(Optional.of(ENTRY), AddResult.added(VERSION), SwapResult.swapped(VERSION)), forwarded);
    }

    @Test
    @DisplayName("passes a chain on as one if its subclass says so")
    void passesChainsOn() {
        ForwardingStore chaining = new ForwardingStore(new Behind()) {
            @Override
            protected <T> T forward(Supplier<T> operation) {
                T answer = super.forward(operation);
                forwarded.add(answer);
                return answer;
            }

            @Override
            public ChainResult chain(List<ChainedWrite> links) {
                return forwardChain(links);
            }

            @Override
            public int chainLength() {
                return forwardChainLength();
            }
        };
        assertEquals(7, chaining.chainLength());
        assertEquals(CHAINED, chaining.chain(CHAIN));
        assertEquals(List.of("chain of 3"), calls);
        assertEquals(List.of(CHAINED), forwarded);
    }

    @Test
    @DisplayName("makes all operations in one place, where they can be made to fail")
    void onePlace() {
        assertEquals(answersToAllOperations(), forwarded);
    }
}
