package dev.posse.recovery;

import dev.posse.document.Directory;
import dev.posse.document.DocumentException;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The campaigns that one node patrols, as the directory lists them, and when each is due. Used by one thread; {@link #wake}
 * by any.
 */
final class Watchlist {

    private static final Duration DIRECTORY_INTERVAL = Duration.ofSeconds(1);

    /**
     * How long after a buyer was beaten at an unsettled slot its node looks whether it is settled now. Live drivers settle
     * within milliseconds; measured on this node's own clock, so that skewed ones do not matter.
     */
    private static final Duration STALE = Duration.ofMillis(200);

    private static final long SPREAD_MILLIS = 100;

    /** An unsettled slot, when to look at it, and whether other nodes will have seen it, too. */
    private record Sighting(long slot, Instant look, boolean seenByMany) {

        /** The highest slot, for those below it are settled; of one slot the earliest look. */
        private static final Comparator<Sighting> URGENCY =
                Comparator.comparing(Sighting::slot).thenComparing(Sighting::look, Comparator.reverseOrder());
    }

    private final PatrolRate rate;
    private final RandomGenerator random;
    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private final Set<String> woken = ConcurrentHashMap.newKeySet();
    private int firstOpenPage = 1;
    private Instant directoryDue = Instant.MIN;
    private int quiet;

    Watchlist(PatrolRate rate, RandomGenerator random) {
        this.rate = rate;
        this.random = random;
    }

    void wake(String campaign) {
        woken.add(campaign);
    }

    /** Takes note that a buyer of this node was beaten at a slot that the campaign has not caught up with. */
    void suspect(String campaign, long slot, Instant now) {
        sighted(campaign, new Sighting(slot, now.plus(STALE), true));
    }

    /** Takes note of a sale that this node leaves unsettled. */
    void left(String campaign, long slot, Instant now) {
        sighted(campaign, new Sighting(slot, now, false));
    }

    private void sighted(String campaign, Sighting sighting) {
        sightings.merge(campaign, sighting, BinaryOperator.maxBy(Sighting.URGENCY));
    }

    boolean isDirectoryDue(Instant now) {
        return !directoryDue.isAfter(now);
    }

    /**
     * Reads the pages that may have changed: full pages never do, so a node reads each of them once.
     *
     * @throws DocumentException if a page cannot be understood; what the pages before it list is watched
     */
    void readDirectory(CasKeyValueStore store, Instant now) {
        try {
            readPages(store, now);
        } catch (DocumentException e) {
            directoryDue = now.plus(DIRECTORY_INTERVAL);
            throw e;
        }
        directoryDue = now.plus(DIRECTORY_INTERVAL);
    }

    private void readPages(CasKeyValueStore store, Instant now) {
        boolean more = true;
        // Ends at the first page that is absent or has room; the directory itself is bounded.
        while (more) {
            int first = firstOpenPage;
            Map<String, Entry> found = store.getAll(Directory.pageKeys(first));
            more = false;
            for (int number = first; number < first + Directory.PAGES_AT_ONCE; number++) {
                Optional<Directory> page = Stored.in(found, Keys.directory(number), Directory::decode)
                        .map(Stored::document);
                page.ifPresent(present -> present.campaigns().forEach(campaign -> watch(campaign, now)));
                more = page.isPresent() && page.get().isFull();
                if (!more) {
                    break;
                }
                firstOpenPage = number + 1;
            }
        }
    }

    private void watch(String campaign, Instant now) {
        if (!watches.containsKey(campaign)) {
            Watch watch = new Watch(campaign, now);
            watches.put(campaign, watch);
            schedule(watch, now);
        }
    }

    Set<String> campaigns() {
        return Set.copyOf(watches.keySet());
    }

    /** Takes those that are due, the longest waiting first. */
    List<Watch> due(Instant now, int most) {
        wakeUp(now);
        quiet = (int)
                watches.values().stream().filter(watch -> watch.isQuiet(now)).count();
        return watches.values().stream()
                .filter(watch -> !watch.due().isAfter(now))
                .sorted(Comparator.comparing(Watch::due))
                .limit(most)
                .collect(Collectors.toUnmodifiableList());
    }

    private void wakeUp(Instant now) {
        for (String campaign : List.copyOf(woken)) {
            woken.remove(campaign);
            Optional.ofNullable(watches.get(campaign))
                    .filter(watch -> watch.isQuiet(now))
                    .ifPresent(watch -> watch.wake(now));
        }
        sightings.forEach((campaign, sighting) -> {
            if (!sighting.look().isAfter(now) && sightings.remove(campaign, sighting)) {
                // Spread, so that ten nodes with the same suspicion do not come at once.
                long spread = sighting.seenByMany() ? random.nextLong(SPREAD_MILLIS) : 0;
                Optional.ofNullable(watches.get(campaign))
                        .ifPresent(watch -> watch.suspect(sighting.slot(), now.plusMillis(spread)));
            }
        });
    }

    void schedule(Watch watch, Instant now) {
        watch.dueAt(now.plus(rate.draw(watch.isQuiet(now), watches.size() - quiet, quiet, random)));
    }

    /** Draws anew for all: after the clock was set back nothing would be due for as long as it was set back. */
    void startOver(Instant now) {
        directoryDue = now;
        watches.values().forEach(watch -> schedule(watch, now));
    }

    Instant nextDue() {
        return watches.values().stream()
                .map(Watch::due)
                .min(Comparator.naturalOrder())
                .filter(due -> due.isBefore(directoryDue))
                .orElse(directoryDue);
    }
}
