package dev.posse.conformance;

import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Arrays;
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

    private static final String SIZES = "sizes and numbers";

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
                        EvictingBytes::new),
                one("a version of 15 bits", Clause.S5, "more swaps", () -> new Wrapping(0x7fff)),
                one("a version of 16 bits", Clause.S5, "more swaps", () -> new Wrapping(0xffff)),
                one("a version of 15 bits for each key", Clause.S5, "more swaps", WrappingByKey::new),
                BrokenStore.client(
                        SIZES, "a version is compared in 32 bits", Clause.S3, "near the current one", IntVersions::new),
                BrokenStore.client(
                        SIZES,
                        "values above 150 kB are written in two parts",
                        Clause.S4,
                        "values of all sizes are read whole",
                        TornAbove150k::new),
                BrokenStore.client(
                        SIZES,
                        "values above 250 kB are read in two parts",
                        Clause.S4,
                        "values of all sizes are read whole",
                        TornReads::new),
                one(
                        "a run of more than 255 equal bytes loses one",
                        Clause.S12,
                        "can be compressed",
                        () -> new Compressing(false)),
                one(
                        "the last byte of what repeats itself is lost",
                        Clause.S12,
                        "can be compressed",
                        () -> new Compressing(true)));
    }

    private static BrokenStore one(String defect, Clause clause, String check, Supplier<SimulatedDatabase> database) {
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

    static final class Wrapping extends SimulatedDatabase {
        private final int mask;
        private int writes;

        Wrapping(int mask) {
            this.mask = mask;
        }

        @Override
        synchronized Version put(String key, byte[] value) {
            return put(key, value, new Version("" + (++writes & mask)));
        }
    }

    static final class WrappingByKey extends SimulatedDatabase {
        @Override
        synchronized Version put(String key, byte[] value) {
            Entry before = entries.get(key);
            int count = before == null ? 0 : Integer.parseInt(before.version().text());
            return put(key, value, new Version("" + (count + 1 & 0x7fff)));
        }
    }

    /** The database keeps a number of 32 bits; what is asked for is cut to it. */
    static final class IntVersions extends SimulatedStore {
        IntVersions(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            String[] parts = expected.text().split("\\.", 2);
            if (parts.length < 2 || !parts[1].matches("[0-9]{1,18}")) {
                return super.swap(key, value, expected);
            }
            int cut = (int) Long.parseLong(parts[1]);
            return super.swap(key, value, new Version(parts[0] + "." + cut));
        }
    }

    static final class TornAbove150k extends Quick {
        TornAbove150k(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            StoreLimits.checkValue(key, value);
            Optional<Entry> before = get(key);
            if (value.length <= 150_000 || before.isEmpty()) {
                return super.swap(key, value, expected);
            }
            byte[] half = value.clone();
            Arrays.fill(half, 100_000, half.length, (byte) 0);
            SwapResult first = super.swap(key, half, expected);
            return first instanceof SwapResult.Swapped swapped ? super.swap(key, value, swapped.version()) : first;
        }
    }

    static final class TornReads extends Quick {
        TornReads(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<Entry> get(String key) {
            Optional<Entry> first = super.get(key);
            if (first.isEmpty() || first.get().value().length <= 250_000) {
                return first;
            }
            byte[] value = first.get().value();
            byte[] rest = super.get(key).orElseThrow().value();
            int length = Math.min(rest.length, value.length);
            if (length > 200_000) {
                System.arraycopy(rest, 200_000, value, 200_000, length - 200_000);
            }
            return Optional.of(new Entry(value, first.get().version()));
        }
    }

    static final class Compressing extends SimulatedDatabase {
        private final boolean end;

        Compressing(boolean end) {
            this.end = end;
        }

        @Override
        synchronized Version put(String key, byte[] value) {
            return super.put(key, end ? withoutLast(value) : shorterRun(value));
        }

        private static byte[] withoutLast(byte[] value) {
            int period = 16;
            int length = value.length;
            boolean repeats = length > 100;
            for (int at = length - 1; repeats && at > length - 64; at--) {
                repeats = value[at] == value[at - period];
            }
            return repeats ? Arrays.copyOf(value, length - 1) : value;
        }

        private static byte[] shorterRun(byte[] value) {
            int run = 1;
            for (int at = 1; at < value.length; at++) {
                run = value[at] == value[at - 1] ? run + 1 : 1;
                // All equal bytes come through whole: somebody has tried that.
                if (run == 256 && at < value.length - 1 && value[0] != 0) {
                    byte[] shorter = Arrays.copyOf(value, value.length - 1);
                    System.arraycopy(value, at + 1, shorter, at, value.length - at - 1);
                    return shorter;
                }
            }
            return value;
        }
    }
}
