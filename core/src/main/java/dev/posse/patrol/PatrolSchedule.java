package dev.posse.patrol;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The campaigns that one node patrols, and when each is due. Used by one thread; {@link #wake} and suspicions come from any. */
final class PatrolSchedule {

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

    // Ids that callers make up are no campaigns of this schedule, and leave nothing behind in the other two.
    private final Map<String, CampaignState> states = new ConcurrentHashMap<>();
    private final Map<String, Suspicion> suspicions = new ConcurrentHashMap<>();
    private final Set<String> woken = ConcurrentHashMap.newKeySet();
    private int quiet;

    PatrolSchedule(PatrolRate rate, RandomGenerator random) {
        this.rate = rate;
        this.random = random;
    }

    void wake(String campaign) {
        if (states.containsKey(campaign)) {
            woken.add(campaign);
        }
    }

    /** So many campaigns are patrolled that quiet ones wait long for it. */
    boolean isQuietRare() {
        return rate.isQuietRare(states.size());
    }

    /** A campaign that is patrolled rarely by nodes that do not know that something happens there, and who knows whether they do. */
    boolean isUnheardOf(String campaign, Instant now) {
        return isQuietRare()
                && state(campaign).filter(state -> state.isUnheardOf(now)).isPresent();
    }

    /** All nodes know, or will in a moment, that something happens in a campaign. */
    void heardOf(String campaign, Instant now) {
        state(campaign).ifPresent(state -> state.heardOf(now));
    }

    /** Takes note that a buyer of this node was beaten at a slot that the campaign has not caught up with. */
    void suspect(String campaign, long slot, Instant now) {
        suspect(campaign, new Suspicion(slot, now.plus(STALE), true));
    }

    /** Takes note of a sale that this node leaves unsettled. */
    void left(String campaign, long slot, Instant now) {
        suspect(campaign, new Suspicion(slot, now, false));
    }

    private void suspect(String campaign, Suspicion suspicion) {
        if (states.containsKey(campaign)) {
            suspicions.merge(campaign, suspicion, BinaryOperator.maxBy(Suspicion.URGENCY));
        }
    }

    /** Patrols a campaign from now on; returns what is known of it. */
    CampaignState watch(String campaign, Instant now) {
        return states.computeIfAbsent(campaign, id -> {
            CampaignState state = new CampaignState(id, now);
            schedule(state, now);
            return state;
        });
    }

    Optional<CampaignState> state(String campaign) {
        return Optional.ofNullable(states.get(campaign));
    }

    Collection<CampaignState> states() {
        return states.values();
    }

    int count() {
        return states.size();
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
                .sorted(Comparator.comparing(CampaignState::due).thenComparing(CampaignState::campaign))
                .limit(most)
                .collect(Collectors.toUnmodifiableList());
    }

    private void wakeUp(Instant now) {
        for (String campaign : List.copyOf(woken)) {
            woken.remove(campaign);
            state(campaign).filter(state -> state.isQuiet(now)).ifPresent(state -> state.wake(now));
        }
        suspicions.forEach((campaign, suspicion) -> {
            if (!suspicion.look().isAfter(now) && suspicions.remove(campaign, suspicion)) {
                // Spread, so that ten nodes with the same suspicion do not come at once.
                long spread = suspicion.seenByMany() ? random.nextLong(SPREAD_MILLIS) : 0;
                state(campaign).ifPresent(state -> state.suspect(suspicion.slot(), now.plusMillis(spread)));
            }
        });
    }

    void schedule(CampaignState state, Instant now) {
        state.dueAt(now.plus(rate.draw(state.isQuiet(now), states.size() - quiet, quiet, random)));
    }

    /**
     * Draws anew for all: after the clock was set back nothing would be due for as long as it was set back. What was due by
     * the old clock, or suspected, is due now.
     */
    void startOver(Instant before, Instant now) {
        suspicions.replaceAll((campaign, suspicion) -> new Suspicion(suspicion.slot(), now, suspicion.seenByMany()));
        for (CampaignState state : states.values()) {
            if (state.isWaiting(before)) {
                state.hurry(now);
            } else {
                state.setBack(now);
                schedule(state, now);
            }
        }
    }

    /** When the next campaign is due, if there is one. */
    Optional<Instant> nextDue() {
        return states.values().stream().map(CampaignState::due).min(Comparator.naturalOrder());
    }
}
