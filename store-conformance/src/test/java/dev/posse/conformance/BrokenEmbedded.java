package dev.posse.conformance;

import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Stores in the memory of this process: nothing in them waits, and what they do wrong takes some nanoseconds. */
final class BrokenEmbedded {

    private static final String EMBEDDED = "embedded stores without delays";

    private BrokenEmbedded() {}

    static List<BrokenStore> all() {
        return List.of(
                one("containsKey, then put", Clause.S2, "adds that race", ContainsThenPut::new),
                one("get, compare, then put", Clause.S4, "swaps that race", GetThenPut::new),
                one("++version, unsynchronized", Clause.S5, "threads that swap keys of their own", PlainCounter::new),
                one(
                        "++version of a volatile field",
                        Clause.S5,
                        "threads that swap keys of their own",
                        VolatileCounter::new),
                one("add by get and null", Clause.S2, "adds that race", AddByGet::new));
    }

    private static BrokenStore one(String defect, Clause clause, String check, Supplier<CasKeyValueStore> store) {
        return new BrokenStore(EMBEDDED, defect, clause, check, () -> new StoreConformance() {
            @Override
            protected CasKeyValueStore openStore() {
                return store.get();
            }
        });
    }

    /** Right in all; the broken ones change one thing. */
    abstract static class Embedded implements CasKeyValueStore {
        final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
        private final AtomicLong counter = new AtomicLong();
        private volatile boolean closed;

        Version next() {
            return new Version("" + counter.incrementAndGet());
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("closed");
            }
        }

        final Entry entry(String key, byte[] value) {
            requireOpen();
            StoreLimits.checkKey(key);
            return new Entry(StoreLimits.checkValue(key, value), next());
        }

        @Override
        public Optional<Entry> get(String key) {
            requireOpen();
            return Optional.ofNullable(entries.get(StoreLimits.checkKey(key)));
        }

        @Override
        public AddResult add(String key, byte[] value) {
            Entry entry = entry(key, value);
            return entries.putIfAbsent(key, entry) == null ? AddResult.added(entry.version()) : AddResult.exists();
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            Entry entry = entry(key, value);
            SwapResult[] result = {SwapResult.missing()};
            entries.computeIfPresent(key, (same, current) -> {
                boolean swaps = current.version().equals(expected);
                result[0] = swaps ? SwapResult.swapped(entry.version()) : SwapResult.conflict();
                return swaps ? entry : current;
            });
            return result[0];
        }

        @Override
        public StoreFitness fitness() {
            requireOpen();
            return new StoreFitness("embedded store", List.of());
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    static final class ContainsThenPut extends Embedded {
        @Override
        public AddResult add(String key, byte[] value) {
            Entry entry = entry(key, value);
            if (entries.containsKey(key)) {
                return AddResult.exists();
            }
            entries.put(key, entry);
            return AddResult.added(entry.version());
        }
    }

    static final class AddByGet extends Embedded {
        @Override
        public AddResult add(String key, byte[] value) {
            if (get(key).isPresent()) {
                return AddResult.exists();
            }
            Entry entry = entry(key, value);
            entries.put(key, entry);
            return AddResult.added(entry.version());
        }
    }

    static final class GetThenPut extends Embedded {
        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            Entry entry = entry(key, value);
            Entry current = entries.get(key);
            if (current == null) {
                return SwapResult.missing();
            }
            if (!current.version().equals(expected)) {
                return SwapResult.conflict();
            }
            entries.put(key, entry);
            return SwapResult.swapped(entry.version());
        }
    }

    static final class PlainCounter extends Embedded {
        private long version;

        @Override
        Version next() {
            return new Version("" + ++version);
        }
    }

    static final class VolatileCounter extends Embedded {
        private volatile long version;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // This is what is wrong with it.
        Version next() {
            return new Version("" + ++version);
        }
    }
}
