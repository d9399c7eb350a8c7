package dev.posse.conformance;

import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Wrong results of add, swap and getAll, and wrong versions. */
final class MutantsOfOperations {

    private MutantsOfOperations() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.client("add looks, then writes", Clause.S2, NonAtomicAdd::new),
                Mutant.client("add writes over what is there", Clause.S2, OverwritingAdd::new),
                Mutant.client("swap looks, then writes", Clause.S4, NonAtomicSwap::new),
                Mutant.client("swap ignores the version", Clause.S3, BlindSwap::new),
                Mutant.client("swap creates an absent key", Clause.S3, CreatingSwap::new),
                Mutant.client("swap of an absent key is a conflict", Clause.S3, NothingIsMissing::new),
                Mutant.client("swap compares values", Clause.S5, ValueComparingSwap::new),
                Mutant.client("swap is refused for ever after a while", Clause.S6, StubbornSwap::new),
                Mutant.database("the version is a hash of the value", Clause.S5, HashVersions::new),
                Mutant.client("each process counts its own versions", Clause.S5, VersionPerProcess::new),
                Mutant.client("add answers with a version of its own", Clause.S5, MadeUpVersion::new),
                Mutant.client("getAll drops what is beyond a batch", Clause.S14, DroppingGetAll::new),
                Mutant.client("getAll puts values under the wrong keys", Clause.S14, ShiftingGetAll::new),
                Mutant.client("getAll reads value and version apart", Clause.S4, TearingGetAll::new),
                Mutant.client("getAll answers a map that can be changed", Clause.S14, ModifiableGetAll::new));
    }

    /** Long enough for another thread to come between. */
    static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(1_000);
    }

    static final class NonAtomicAdd extends SimulatedStore {
        NonAtomicAdd(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            if (get(key).isPresent()) {
                return AddResult.exists();
            }
            pause();
            byte[] copy = dev.posse.store.StoreLimits.checkValue(key, value).clone();
            return write(() -> AddResult.added(database.put(key, copy)));
        }
    }

    static final class OverwritingAdd extends SimulatedStore {
        OverwritingAdd(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            AddResult result = super.add(key, value);
            if (result instanceof AddResult.Exists) {
                database.put(key, value);
            }
            return result;
        }
    }

    static final class NonAtomicSwap extends SimulatedStore {
        NonAtomicSwap(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            dev.posse.store.StoreLimits.checkValue(key, value);
            Optional<Entry> found = get(key);
            if (found.isEmpty()) {
                return SwapResult.missing();
            }
            if (!found.get().version().equals(expected)) {
                return SwapResult.conflict();
            }
            pause();
            byte[] copy = value.clone();
            return write(() -> SwapResult.swapped(database.put(key, copy)));
        }
    }

    static final class BlindSwap extends SimulatedStore {
        BlindSwap(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            Optional<Entry> found = get(key);
            return found.isEmpty()
                    ? SwapResult.missing()
                    : super.swap(key, value, found.get().version());
        }
    }

    static final class CreatingSwap extends SimulatedStore {
        CreatingSwap(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            SwapResult result = super.swap(key, value, expected);
            return result instanceof SwapResult.Missing ? SwapResult.swapped(database.put(key, value)) : result;
        }
    }

    static final class NothingIsMissing extends SimulatedStore {
        NothingIsMissing(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            SwapResult result = super.swap(key, value, expected);
            return result instanceof SwapResult.Missing ? SwapResult.conflict() : result;
        }
    }

    /** Remembers which value a version stood for, and lets the database compare that: A→B→A goes through. */
    static final class ValueComparingSwap extends SimulatedStore {
        private final Map<Version, byte[]> values = new ConcurrentHashMap<>();

        ValueComparingSwap(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<Entry> get(String key) {
            Optional<Entry> found = super.get(key);
            found.ifPresent(entry -> values.put(entry.version(), entry.value()));
            return found;
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            Optional<Entry> now = get(key);
            byte[] compared = values.get(expected);
            return now.isPresent()
                            && compared != null
                            && Arrays.equals(compared, now.get().value())
                    ? super.swap(key, value, now.get().version())
                    : super.swap(key, value, expected);
        }
    }

    static final class StubbornSwap extends SimulatedStore {
        private int swaps;

        StubbornSwap(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public synchronized SwapResult swap(String key, byte[] value, Version expected) {
            return swaps++ > 200 && swaps < 300 ? SwapResult.conflict() : super.swap(key, value, expected);
        }
    }

    static final class HashVersions extends SimulatedDatabase {
        @Override
        synchronized Version put(String key, byte[] value) {
            return put(key, value, new Version("h" + Arrays.hashCode(value)));
        }
    }

    static final class VersionPerProcess extends SimulatedStore {
        private int writes;

        VersionPerProcess(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        private synchronized Version next() {
            return new Version(String.valueOf(++writes));
        }

        @Override
        public AddResult add(String key, byte[] value) {
            AddResult result = super.add(key, value);
            return result instanceof AddResult.Added ? AddResult.added(database.put(key, value, next())) : result;
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            SwapResult result = super.swap(key, value, expected);
            return result instanceof SwapResult.Swapped ? SwapResult.swapped(database.put(key, value, next())) : result;
        }
    }

    static final class MadeUpVersion extends SimulatedStore {
        MadeUpVersion(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            AddResult result = super.add(key, value);
            return result instanceof AddResult.Added ? AddResult.added(new Version("1")) : result;
        }
    }

    static final class DroppingGetAll extends SimulatedStore {
        DroppingGetAll(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            return super.getAll(keys.stream().limit(100).toList());
        }
    }

    static final class ShiftingGetAll extends SimulatedStore {
        ShiftingGetAll(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            // Pairs the answers with the keys one by one, and forgets that absent ones give no answer.
            List<Entry> answers = List.copyOf(super.getAll(keys).values());
            Map<String, Entry> found = new LinkedHashMap<>();
            for (String key : keys) {
                if (found.size() < answers.size()) {
                    found.put(key, answers.get(found.size()));
                }
            }
            return Map.copyOf(found);
        }
    }

    static final class TearingGetAll extends SimulatedStore {
        TearingGetAll(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            Map<String, Entry> values = super.getAll(keys);
            pause();
            Map<String, Entry> versions = super.getAll(keys);
            Map<String, Entry> found = new LinkedHashMap<>();
            values.forEach((key, entry) -> found.put(
                    key,
                    new Entry(entry.value(), versions.getOrDefault(key, entry).version())));
            return Map.copyOf(found);
        }
    }

    static final class ModifiableGetAll extends SimulatedStore {
        ModifiableGetAll(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            return new LinkedHashMap<>(super.getAll(keys));
        }
    }
}
