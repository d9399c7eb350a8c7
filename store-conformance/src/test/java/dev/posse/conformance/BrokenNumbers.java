package dev.posse.conformance;

import dev.posse.conformance.BrokenSizes.Quick;
import dev.posse.conformance.report.Clause;
import dev.posse.store.Entry;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Versions of too few bits, and values that are torn or compressed badly. */
final class BrokenNumbers {

    private BrokenNumbers() {}

    static List<BrokenStore> all() {
        return List.of(
                BrokenSizes.one("a version of 15 bits", Clause.S5, "more swaps", () -> new Wrapping(0x7fff)),
                BrokenSizes.one("a version of 16 bits", Clause.S5, "more swaps", () -> new Wrapping(0xffff)),
                BrokenSizes.one("a version of 15 bits for each key", Clause.S5, "more swaps", WrappingByKey::new),
                BrokenStore.client(
                        BrokenSizes.SIZES,
                        "a version is compared in 32 bits",
                        Clause.S3,
                        "near the current one",
                        IntVersions::new),
                BrokenStore.client(
                        BrokenSizes.SIZES,
                        "values above 150 kB are written in two parts",
                        Clause.S4,
                        "values of all sizes are read whole",
                        TornAbove150k::new),
                BrokenStore.client(
                        BrokenSizes.SIZES,
                        "values above 250 kB are read in two parts",
                        Clause.S4,
                        "values of all sizes are read whole",
                        TornReads::new),
                BrokenSizes.one(
                        "a run of more than 255 equal bytes loses one",
                        Clause.S12,
                        "can be compressed",
                        () -> new Compressing(false)),
                BrokenSizes.one(
                        "the last byte of what repeats itself is lost",
                        Clause.S12,
                        "can be compressed",
                        () -> new Compressing(true)));
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
