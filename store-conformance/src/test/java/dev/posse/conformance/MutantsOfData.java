package dev.posse.conformance;

import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Keys, values and data that are not what they were. */
final class MutantsOfData {

    private MutantsOfData() {}

    static List<Mutant> all() {
        return List.of(
                keys("keys are told apart without regard to case", key -> key.toLowerCase(Locale.ROOT)),
                keys(
                        "keys are normalized like paths",
                        key -> key.replace("//", "/").replace("/./", "/")),
                keys("keys are decoded like URLs", key -> key.replace("%61", "a")),
                keys("long keys are cut", key -> key.substring(0, Math.min(key.length(), 190))),
                values("values are cut at 64 KiB", value -> Arrays.copyOf(value, Math.min(value.length, 65_536))),
                values(
                        "values go through a String",
                        value -> new String(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)),
                values("trailing zeros are taken for padding", MutantsOfData::withoutTrailingZeros),
                Mutant.client("a key with a space is taken", Clause.S11, TakesSpaces::new),
                Mutant.client("a too long value removes the old one", Clause.S12, Destroying::new),
                Mutant.client("the caller's array is kept", Clause.S13, SharedArrays::new),
                Mutant.client("long values are written in two halves", Clause.S4, TwoHalves::new),
                Mutant.database("reads come from a replica that lags", Clause.S1, LaggingReplica::new),
                Mutant.client("reads come from a cache of this client", Clause.S1, ClientCache::new),
                Mutant.database("now and then an acknowledged write is lost", Clause.S18, LosesWrites::new),
                Mutant.database("entries expire, and add writes over them", Clause.S18, Expiring::new),
                Mutant.database("documents of one kind get lost", Clause.PROTOCOL, LosesTransactions::new));
    }

    private static byte[] withoutTrailingZeros(byte[] value) {
        int length = value.length;
        while (length > 0 && value[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(value, length);
    }

    private static Mutant keys(String defect, UnaryOperator<String> change) {
        return Mutant.database(defect, Clause.S11, () -> new Changing(change, UnaryOperator.identity()));
    }

    private static Mutant values(String defect, UnaryOperator<byte[]> change) {
        return Mutant.database(defect, Clause.S12, () -> new Changing(UnaryOperator.identity(), change));
    }

    static final class Changing extends SimulatedDatabase {
        private final UnaryOperator<String> keys;
        private final UnaryOperator<byte[]> values;

        Changing(UnaryOperator<String> keys, UnaryOperator<byte[]> values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        synchronized Optional<Entry> get(String key) {
            return super.get(keys.apply(key));
        }

        @Override
        synchronized AddResult add(String key, byte[] value) {
            return super.add(keys.apply(key), values.apply(value));
        }

        @Override
        synchronized SwapResult swap(String key, byte[] value, Version expected) {
            return super.swap(keys.apply(key), values.apply(value), expected);
        }
    }

    static final class TakesSpaces extends SimulatedStore {
        TakesSpaces(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<Entry> get(String key) {
            return key.contains(" ") ? read(() -> database.get(key)) : super.get(key);
        }
    }

    /** What a binary memcached client does with a value near 1 MiB. */
    static final class Destroying extends SimulatedStore {
        Destroying(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            if (value.length > 1_000_000) {
                synchronized (database) {
                    database.entries.remove(key);
                }
            }
            return super.swap(key, value, expected);
        }
    }

    /** The array goes to a queue and is looked at when it is sent. */
    static final class SharedArrays extends SimulatedStore {
        private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

        SharedArrays(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            AddResult result = super.add(key, value);
            if (result instanceof AddResult.Added) {
                kept.put(key, value);
            }
            return result;
        }

        @Override
        public Optional<Entry> get(String key) {
            byte[] mine = kept.remove(key);
            Optional<Entry> found = super.get(key);
            return mine == null || found.isEmpty()
                    ? found
                    : Optional.of(new Entry(mine, found.get().version()));
        }
    }

    static final class TwoHalves extends SimulatedStore {
        TwoHalves(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            StoreLimits.checkValue(key, value);
            Optional<Entry> before = get(key);
            if (value.length < 10_000 || before.isEmpty()) {
                return super.swap(key, value, expected);
            }
            byte[] half = value.clone();
            byte[] old = before.get().value();
            int from = value.length / 2;
            Arrays.fill(half, from, half.length, (byte) 0);
            int length = Math.min(old.length, value.length);
            if (length > from) {
                System.arraycopy(old, from, half, from, length - from);
            }
            SwapResult first = super.swap(key, half, expected);
            MutantsOfOperations.pause();
            return first instanceof SwapResult.Swapped swapped ? super.swap(key, value, swapped.version()) : first;
        }
    }

    static final class LaggingReplica extends SimulatedDatabase {
        private final Map<String, Entry> replica = new HashMap<>();
        private int behind;

        @Override
        synchronized Optional<Entry> get(String key) {
            return Optional.ofNullable(replica.get(key));
        }

        @Override
        synchronized Version put(String key, byte[] value) {
            Version version = super.put(key, value);
            // One write in thirty arrives with the next one.
            behind++;
            if (behind % 30 != 0) {
                replica.putAll(entries);
            }
            return version;
        }
    }

    static final class ClientCache extends SimulatedStore {
        private final Map<String, Entry> cache = new ConcurrentHashMap<>();

        ClientCache(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<Entry> get(String key) {
            Entry cached = cache.get(key);
            if (cached != null) {
                return Optional.of(cached);
            }
            Optional<Entry> found = super.get(key);
            found.ifPresent(entry -> cache.put(key, entry));
            return found;
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            try {
                return super.swap(key, value, expected);
            } finally {
                cache.remove(key);
            }
        }
    }

    static final class LosesWrites extends SimulatedDatabase {
        private int writes;

        @Override
        synchronized Version put(String key, byte[] value) {
            Entry before = entries.get(key);
            Version version = super.put(key, value);
            if (++writes % 150 == 0) {
                entries.remove(key);
                if (before != null) {
                    entries.put(key, before);
                }
            }
            return version;
        }
    }

    static final class Expiring extends SimulatedDatabase {
        private final Map<String, Long> written = new HashMap<>();

        @Override
        synchronized Optional<Entry> get(String key) {
            expire(key);
            return super.get(key);
        }

        @Override
        synchronized AddResult add(String key, byte[] value) {
            expire(key);
            return super.add(key, value);
        }

        @Override
        synchronized Version put(String key, byte[] value) {
            written.put(key, System.nanoTime());
            return super.put(key, value);
        }

        private void expire(String key) {
            if (System.nanoTime() - written.getOrDefault(key, System.nanoTime()) > 300_000_000) {
                entries.remove(key);
            }
        }

        @Override
        synchronized void restartEmpty() {
            written.clear();
            super.restartEmpty();
        }
    }

    /** As a shard does that lost its disk: nothing of what the other checks write is there. */
    static final class LosesTransactions extends SimulatedDatabase {
        @Override
        synchronized Version put(String key, byte[] value) {
            Version version = super.put(key, value);
            if (key.contains("/transaction/")) {
                entries.remove(key);
            }
            return version;
        }
    }
}
