package dev.posse.conformance;

import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** What goes wrong beyond some size or number. */
final class BrokenSizes {

    static final String SIZES = "sizes and numbers";

    private BrokenSizes() {}

    static List<BrokenStore> all() {
        return List.of(
                one("keys are hashed with CRC-32", Clause.S11, "meet in a hash", () -> new Hashing(BrokenSizes::crc)),
                one(
                        "keys are hashed by hashCode",
                        Clause.S11,
                        "meet in a hash",
                        () -> new Hashing(key -> "" + key.hashCode())),
                one(
                        "keys are hashed by a mix of one's own",
                        Clause.S11,
                        "tens of thousands",
                        () -> new Hashing(BrokenSizes::ownHash)),
                getAll("getAll stops at 10,000 keys", "tens of thousands", TenThousand::new),
                getAll("getAll stops at 16 MiB", "many large values", SixteenMebibytes::new),
                getAll("getAll finds no more than 10,000", "tens of thousands", TenThousandFound::new),
                one(
                        "the oldest of more than 10,000 entries is evicted",
                        Clause.S18,
                        "tens of thousands",
                        Evicting::new),
                one(
                        "what was written first is evicted beyond 20 MiB",
                        Clause.S18,
                        "many large values",
                        EvictingBytes::new));
    }

    static BrokenStore one(String defect, Clause clause, String check, Supplier<SimulatedDatabase> database) {
        return BrokenStore.of(SIZES, defect, clause, check, database, Quick::new);
    }

    private static BrokenStore getAll(String defect, String check, SimulatedConformance.Opening opening) {
        return BrokenStore.client(SIZES, defect, Clause.S14, check, opening);
    }

    /** As close to its database as an embedded one is. */
    static class Quick extends SimulatedStore {
        Quick(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
            link.withoutDelay();
        }
    }

    private static String crc(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return "" + crc.getValue();
    }

    private static String ownHash(String key) {
        int hash = 17;
        for (int at = 0; at < key.length(); at++) {
            hash = Integer.rotateLeft(hash * 0x2c1b3c6d, 7) + key.charAt(at) * 0x297a2d39;
        }
        return "" + hash;
    }

    static final class Hashing extends SimulatedDatabase {
        private final UnaryOperator<String> hash;

        Hashing(UnaryOperator<String> hash) {
            this.hash = hash;
        }

        @Override
        synchronized Optional<Entry> get(String key) {
            return super.get(hash.apply(key));
        }

        @Override
        synchronized AddResult add(String key, byte[] value) {
            return super.add(hash.apply(key), value);
        }

        @Override
        synchronized SwapResult swap(String key, byte[] value, Version expected) {
            return super.swap(hash.apply(key), value, expected);
        }
    }

    static final class TenThousand extends Quick {
        TenThousand(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            return super.getAll(keys.stream().limit(10_000).toList());
        }
    }

    static final class TenThousandFound extends Quick {
        TenThousandFound(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            Map<String, Entry> found = new LinkedHashMap<>();
            super.getAll(keys).entrySet().stream()
                    .limit(10_000)
                    .forEach(one -> found.put(one.getKey(), one.getValue()));
            return Map.copyOf(found);
        }
    }

    static final class SixteenMebibytes extends Quick {
        SixteenMebibytes(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            Map<String, Entry> found = new LinkedHashMap<>();
            long bytes = 0;
            for (Map.Entry<String, Entry> one : super.getAll(keys).entrySet()) {
                bytes += one.getValue().value().length;
                if (bytes <= 16 << 20) {
                    found.put(one.getKey(), one.getValue());
                }
            }
            return Map.copyOf(found);
        }
    }

    static final class Evicting extends SimulatedDatabase {
        private final LinkedHashMap<String, Boolean> order = new LinkedHashMap<>();

        @Override
        synchronized Version put(String key, byte[] value) {
            order.put(key, true);
            if (order.size() > 10_000) {
                String oldest = order.keySet().iterator().next();
                order.remove(oldest);
                entries.remove(oldest);
            }
            return super.put(key, value);
        }
    }

    static final class EvictingBytes extends SimulatedDatabase {
        private final LinkedHashMap<String, Integer> order = new LinkedHashMap<>();
        private long bytes;

        @Override
        synchronized Version put(String key, byte[] value) {
            Integer before = order.put(key, value.length);
            bytes += value.length - (before == null ? 0 : before);
            while (bytes > 20 << 20 && order.size() > 1) {
                String oldest = order.keySet().iterator().next();
                Integer length = order.remove(oldest);
                bytes -= length == null ? 0 : length;
                entries.remove(oldest);
            }
            return super.put(key, value);
        }
    }
}
