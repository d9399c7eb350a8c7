package dev.posse.conformance;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is remembered from check to check: acknowledged writes, to look for them at the end (S18), and the fitness. */
final class AcknowledgedWrites {

    private static final int MOST = 50_000;
    private static final int AT_ONCE = 500;

    private final long started = System.nanoTime();
    private final Map<String, Integer> hashes = new LinkedHashMap<>();
    private Optional<StoreFitness> fitness = Optional.empty();

    /** Notes the last write of a key. */
    synchronized void acknowledged(String key, byte[] value) {
        if (hashes.size() < MOST || hashes.containsKey(key)) {
            hashes.put(key, Arrays.hashCode(value));
        }
    }

    /** Forgets everything: the stores that are opened next may be on another database. */
    synchronized void clear() {
        hashes.clear();
    }

    synchronized void fitness(StoreFitness read) {
        fitness = Optional.of(read);
    }

    synchronized Optional<StoreFitness> fitness() {
        return fitness;
    }

    private synchronized Map<String, Integer> copy() {
        return new LinkedHashMap<>(hashes);
    }

    void requireAll(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Map<String, Integer> expected = copy();
        List<String> keys = new ArrayList<>(expected.keySet());
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
            Map<String, Entry> found = store.getAll(some);
            for (String key : some) {
                Entry entry = found.get(key);
                if (entry == null || Arrays.hashCode(entry.value()) != expected.getOrDefault(key, 0)) {
                    throw new ClauseBroken(
                            Clause.S18,
                            "an acknowledged write of " + key + " is gone: "
                                    + (entry == null ? "absent" : ValueText.of(entry.value())));
                }
            }
        }
        context.figure("keys", keys.size());
        context.figure("over s", Duration.ofNanos(System.nanoTime() - started).toSeconds());
    }
}
