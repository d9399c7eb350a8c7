package dev.posse.conformance;

import dev.posse.conformance.report.Clause;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Versions that are taken for others, or that nobody ever sees. */
final class BrokenVersions {

    private static final String VERSIONS = "versions";

    private BrokenVersions() {}

    static List<BrokenStore> all() {
        return List.of(
                taking("a prefix of the version is taken", (now, expected) -> now.startsWith(expected)),
                taking("what begins with the version is taken", (now, expected) -> expected.startsWith(now)),
                taking("a lower number is taken", (now, expected) -> number(expected) <= number(now)),
                taking("a higher number is taken", (now, expected) -> number(expected) >= number(now)),
                taking("the next number is taken", (now, expected) -> number(expected) == number(now) + 1),
                taking(
                        "a version is compared without regard to case",
                        (now, expected) -> now.equalsIgnoreCase(expected)),
                BrokenStore.client(
                        VERSIONS,
                        "a swap answers with a version that get never shows",
                        Clause.S5,
                        "that a write answers",
                        OwnSwapVersion::new),
                BrokenStore.client(
                        VERSIONS,
                        "getAll shows versions of its own",
                        Clause.S5,
                        "that a write answers",
                        OwnGetAllVersion::new));
    }

    /** The number that serves all keys; what is none is far below all. */
    private static long number(String version) {
        String last = version.substring(version.lastIndexOf('.') + 1);
        return version.startsWith("v") && last.matches("[0-9]{1,18}") ? Long.parseLong(last) : Long.MIN_VALUE / 2;
    }

    private static BrokenStore taking(String defect, BiPredicate<String, String> takes) {
        return BrokenStore.database(VERSIONS, defect, Clause.S3, "near the current one", () -> new Taking(takes));
    }

    /** Spent versions of the key itself, and made-up ones, are refused: somebody has tried that. */
    static final class Taking extends SimulatedDatabase {
        private final BiPredicate<String, String> takes;
        private final java.util.Map<String, java.util.Set<Version>> spent = new java.util.HashMap<>();

        Taking(BiPredicate<String, String> takes) {
            this.takes = takes;
        }

        @Override
        synchronized SwapResult swap(String key, byte[] value, Version expected) {
            Entry current = entries.get(key);
            if (current == null
                    || spent.getOrDefault(key, java.util.Set.of()).contains(expected)
                    || expected.text().equals("0")
                    || expected.text().length() > 60) {
                return super.swap(key, value, expected);
            }
            Version now = current.version();
            return now.equals(expected) || takes.test(now.text(), expected.text())
                    ? SwapResult.swapped(put(key, value))
                    : SwapResult.conflict();
        }

        @Override
        synchronized Version put(String key, byte[] value) {
            Entry before = entries.get(key);
            if (before != null) {
                spent.computeIfAbsent(key, any -> new java.util.HashSet<>()).add(before.version());
            }
            return super.put(key, value);
        }
    }

    static final class OwnSwapVersion extends SimulatedStore {
        OwnSwapVersion(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            SwapResult result = super.swap(key, value, expected);
            return result instanceof SwapResult.Swapped swapped
                    ? SwapResult.swapped(new Version(swapped.version().text() + "s"))
                    : result;
        }
    }

    static final class OwnGetAllVersion extends SimulatedStore {
        OwnGetAllVersion(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public java.util.Map<String, Entry> getAll(java.util.Collection<String> keys) {
            java.util.Map<String, Entry> found = new java.util.LinkedHashMap<>();
            super.getAll(keys)
                    .forEach((key, entry) -> found.put(
                            key,
                            new Entry(entry.value(), new Version(entry.version().text() + "g"))));
            return java.util.Map.copyOf(found);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            // Its own are understood, so that a swap from them goes through.
            String text = expected.text();
            Optional<Version> own = text.endsWith("g") && text.length() > 1
                    ? Optional.of(new Version(text.substring(0, text.length() - 1)))
                    : Optional.empty();
            return super.swap(key, value, own.orElse(expected));
        }
    }
}
