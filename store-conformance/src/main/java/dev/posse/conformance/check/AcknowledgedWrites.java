package dev.posse.conformance.check;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The acknowledged writes of all checks, to look for them at the end (S18). */
final class AcknowledgedWrites {

    private static final int MOST = 50_000;
    private static final int AT_ONCE = 500;
    private static final int THREADS = 8;

    private final long started = System.nanoTime();
    private final Map<String, Integer> hashes = new LinkedHashMap<>();

    /** Notes the last write of a key. */
    synchronized void add(String key, byte[] value) {
        if (hashes.size() < MOST || hashes.containsKey(key)) {
            hashes.put(key, Arrays.hashCode(value));
        }
    }

    /** Forgets everything: the stores that are opened next may be on another database. */
    synchronized void clear() {
        hashes.clear();
    }

    /** The time since the first of them can have been written. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private synchronized Map<String, Integer> copy() {
        return new LinkedHashMap<>(hashes);
    }

    /** Requires that all are there, and returns how many they are. */
    int requireAllIn(CasKeyValueStore store) throws Exception {
        Map<String, Integer> expected = copy();
        List<String> keys = new ArrayList<>(expected.keySet());
        AtomicInteger next = new AtomicInteger();
        ParallelRun.all(Collections.nCopies(THREADS, () -> {
            for (int from = next.getAndAdd(AT_ONCE); from < keys.size(); from = next.getAndAdd(AT_ONCE)) {
                List<String> some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
                requireThere(store.getAll(some), some, expected);
            }
        }));
        return keys.size();
    }

    private static void requireThere(Map<String, Entry> found, List<String> keys, Map<String, Integer> expected) {
        for (String key : keys) {
            Entry entry = found.get(key);
            if (entry == null || Arrays.hashCode(entry.value()) != expected.getOrDefault(key, 0)) {
                throw new ClauseBroken(
                        Clause.S18,
                        "an acknowledged write of " + key + " is gone: "
                                + (entry == null ? "absent" : ValueText.of(entry.value())));
            }
        }
    }
}
