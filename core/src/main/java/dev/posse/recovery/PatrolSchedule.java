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
final class PatrolSchedule {

    private static final Duration DIRECTORY_INTERVAL = Duration.ofSeconds(1);

    /**
     * How long after a buyer was beaten at an unsettled slot its node looks whether it is settled now. Live drivers settle
     * within milliseconds; measured on this node's own clock, so that skewed ones do not matter.
     */
    private static final Duration STALE = Duration.ofMillis(200);

    private static final long SPREAD_MILLIS = 100;

    /** An unsettled slot, when to look at it, and whether other nodes will have seen it, too. */
    private record Suspicion(long slot, Instant look, boolean seenByMany) {

        /** The highest slot, for those below it are settled; of one slot the earliest look. */
        private static final Comparator<Suspicion> URGENCY =
                Comparator.comparing(Suspicion::slot).thenComparing(Suspicion::look, Comparator.reverseOrder());
    }

    private final PatrolRate rate;
    private final RandomGenerator random;
    private final Map<String, Suspicion> sightings = new ConcurrentHashMap<>();
    private final Map<String, CampaignState> states = new LinkedHashMap<>();
    private final Set<String> woken = ConcurrentHashMap.newKeySet();
    private int firstOpenPage = 1;
    private Instant directoryDue = Instant.MIN;
    private int quiet;

    PatrolSchedule(PatrolRate rate, RandomGenerator random) {
        this.rate = rate;
        this.random = random;
    }

    void wake(String campaign) {
        woken.add(campaign);
    }

    /** Takes note that a buyer of this node was beaten at a slot that the campaign has not caught up with. */
    void suspect(String campaign, long slot, Instant now) {
        sighted(campaign, new Suspicion(slot, now.plus(STALE), true));
    }

    /** Takes note of a sale that this node leaves unsettled. */
    void left(String campaign, long slot, Instant now) {
        sighted(campaign, new Suspicion(slot, now, false));
    }

    private void sighted(String campaign, Suspicion sighting) {
        sightings.merge(campaign, sighting, BinaryOperator.maxBy(Suspicion.URGENCY));
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
        if (!states.containsKey(campaign)) {
            CampaignState state = new CampaignState(campaign, now);
            states.put(campaign, state);
            schedule(state, now);
        }
    }

    Set<String> campaigns() {
        return Set.copyOf(states.keySet());
    }

    /** Takes those that are due, the longest waiting first. */
    List<CampaignState> due(Instant now, int most) {
        wakeUp(now);
        quiet = (int)
                states.values().stream().filter(state -> state.isQuiet(now)).count();
        return states.values().stream()
                .filter(state -> !state.due().isAfter(now))
                .sorted(Comparator.comparing(CampaignState::due))
                .limit(most)
                .collect(Collectors.toUnmodifiableList());
    }

    private void wakeUp(Instant now) {
        for (String campaign : List.copyOf(woken)) {
            woken.remove(campaign);
            Optional.ofNullable(states.get(campaign))
                    .filter(state -> state.isQuiet(now))
                    .ifPresent(state -> state.wake(now));
        }
        sightings.forEach((campaign, sighting) -> {
            if (!sighting.look().isAfter(now) && sightings.remove(campaign, sighting)) {
                // Spread, so that ten nodes with the same suspicion do not come at once.
                long spread = sighting.seenByMany() ? random.nextLong(SPREAD_MILLIS) : 0;
                Optional.ofNullable(states.get(campaign))
                        .ifPresent(state -> state.suspect(sighting.slot(), now.plusMillis(spread)));
            }
        });
    }

    void schedule(CampaignState state, Instant now) {
        state.dueAt(now.plus(rate.draw(state.isQuiet(now), states.size() - quiet, quiet, random)));
    }

    /** Draws anew for all: after the clock was set back nothing would be due for as long as it was set back. */
    void startOver(Instant now) {
        directoryDue = now;
        states.values().forEach(state -> schedule(state, now));
    }

    Instant nextDue() {
        return states.values().stream()
                .map(CampaignState::due)
                .min(Comparator.naturalOrder())
                .filter(due -> due.isBefore(directoryDue))
                .orElse(directoryDue);
    }
}
