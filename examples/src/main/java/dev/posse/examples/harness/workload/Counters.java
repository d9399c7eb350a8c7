package dev.posse.examples.harness.workload;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts things by name. */
public final class Counters {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** Makes counts that are all 0. */
    public Counters() {}

    /**
     * Counters one more.
     *
     * @param name of what
     */
    public void add(String name) {
        counts.computeIfAbsent(name, unused -> new LongAdder()).increment();
    }

    /**
     * Returns one count.
     *
     * @param name of what
     * @return how often it was counted
     */
    public long of(String name) {
        LongAdder count = counts.get(name);
        return count == null ? 0 : count.sum();
    }

    /**
     * Adds all up.
     *
     * @return how often anything was counted
     */
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /**
     * Returns all counts.
     *
     * @return by name, in alphabetical order
     */
    public Map<String, Long> byName() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((name, count) -> sorted.put(name, count.sum()));
        return sorted;
    }
}
