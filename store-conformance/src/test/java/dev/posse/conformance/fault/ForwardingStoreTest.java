package dev.posse.conformance.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
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
                store.incarnation());
    }

    @Test
    @DisplayName("passes every call on, once, and every answer back")
    void passesOn() {
        List<Object> answers = answersToAllOperations();
        store.close();
        String swap = "swap k 3 " + VERSION;
        assertEquals(List.of("get k", "getAll [k, l]", "add k 2", swap, "fitness", "incarnation", "close"), calls);
        assertEquals(
                List.of(
                        Optional.of(ENTRY),
                        Map.of("k", ENTRY),
                        AddResult.added(VERSION),
                        SwapResult.swapped(VERSION),
                        FITNESS,
                        Optional.of("first")),
                answers);
    }

    @Test
    @DisplayName("makes all operations in one place, where they can be made to fail")
    void onePlace() {
        assertEquals(answersToAllOperations(), forwarded);
    }
}
