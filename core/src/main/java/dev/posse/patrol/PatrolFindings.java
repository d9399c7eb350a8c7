package dev.posse.patrol;

import dev.posse.recovery.UnsettledSales;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What the patrols of a node have found that is not as it should be, for whoever asks how the node is. Thread-safe; written by the thread
 * that patrols, and no larger than the directory.
 */
final class PatrolFindings {

    private final LongSupplier nanoTime;
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final Map<String, UnsettledSales> unsettled = new ConcurrentHashMap<>();
    private volatile long good;

    PatrolFindings(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.good = nanoTime.getAsLong();
    }

    /** A patrol has read what it wanted. */
    void good() {
        good = nanoTime.getAsLong();
    }

    Duration sinceGood() {
        return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - good));
    }

    /** A campaign could be read, and nothing is left to be settled there. */
    void well(String campaign) {
        readable(campaign);
        if (!unsettled.isEmpty()) {
            unsettled.remove(campaign);
        }
    }

    void readable(String campaign) {
        if (!unreadable.isEmpty()) {
            unreadable.remove(campaign);
        }
    }

    void unreadable(String campaign) {
        unreadable.add(campaign);
    }

    long unreadable() {
        return unreadable.size();
    }

    void unsettled(String campaign, UnsettledSales sales) {
        unsettled.put(campaign, sales);
    }

    long unsettled() {
        return unsettled.values().stream().mapToLong(UnsettledSales::count).sum();
    }

    /** How old the oldest is; by the clocks of two nodes, so that it may come out as nothing. */
    Optional<Duration> oldest(Instant now) {
        return unsettled.values().stream()
                .map(UnsettledSales::since)
                .min(Comparator.naturalOrder())
                .map(since -> since.isAfter(now) ? Duration.ZERO : Duration.between(since, now));
    }
}
