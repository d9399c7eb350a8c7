package dev.posse;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the buyers of one node claim the slots of a campaign on a store without chains: each has a place, which is a slot,
 * and waits until the one before has claimed his. It is a courtesy that spares them refusals; what makes a claim right is judged by the
 * steps. Whoever hears that the one before did not claim, or does not hear of him for {@link #WAIT_LIMIT}, looks for himself.
 */
final class ClaimOrder {

    /** Several times what a store takes until it gives up. */
    static final Duration WAIT_LIMIT = Duration.ofSeconds(10);

    /** Campaigns whose last place is known; of one that is forgotten two buyers may aim at one slot, and one of them is beaten. */
    private static final int CAMPAIGNS = 1_024;

    private final Duration patience;

    private final Map<String, Place> newest = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
            return size() > CAMPAIGNS;
        }
    };

    /** The threads that have a place just now. */
    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();

    ClaimOrder() {
        this(WAIT_LIMIT);
    }

    ClaimOrder(Duration patience) {
        this.patience = patience;
    }

    private enum State {
        UNDER_WAY,
        CLAIMED,
        LOST
    }

    /** A buyer's place; ended once. */
    final class Place {
        private final String campaign;
        private final long slot;
        private final long began;
        private final Thread owner = Thread.currentThread();
        private @Nullable Place before;
        private long firedAt;
        private volatile State state = State.UNDER_WAY;
        private volatile @Nullable Thread next;

        private Place(String campaign, long slot, long began, @Nullable Place before) {
            this.campaign = campaign;
            this.slot = slot;
            this.began = began;
            this.before = before;
        }

        long slot() {
            return slot;
        }

        /**
         * Waits for the one before.
         *
         * @param most how long the caller has time
         * @return whether he has claimed the slot below, with a shot that was fired while the caller's call was under way
         */
        boolean awaitPredecessor(Duration most) {
            Place awaited = before;
            before = null;
            return awaited != null
                    && awaited.isClaimedWithin(most.compareTo(patience) < 0 ? most : patience)
                    && awaited.isFiredAfter(began);
        }

        private boolean isClaimedWithin(Duration time) {
            long until = System.nanoTime() + time.toNanos();
            boolean interrupted = false;
            next = Thread.currentThread();
            for (long left = time.toNanos(); state == State.UNDER_WAY && left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(ClaimOrder.this, left);
                // An interrupted buyer has locked his account, and waits for the truth (S16).
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return state == State.CLAIMED;
        }

        /** Its shot is about to be fired. */
        void fires() {
            firedAt = System.nanoTime();
        }

        /** Lets the next one know; what is told second is not heard. */
        void ended(boolean claimed) {
            if (!isEndedNow(claimed, this)) {
                return;
            }
            inside.remove(owner);
            Thread waiting = next;
            if (waiting != null) {
                LockSupport.unpark(waiting);
            }
        }

        private boolean isFollowed(long aim, long began) {
            return slot >= aim && (state == State.UNDER_WAY || (state == State.CLAIMED && isFiredAfter(began)));
        }

        private boolean isFiredAfter(long began) {
            return firedAt - began > 0;
        }
    }

    private synchronized boolean isEndedNow(boolean claimed, Place place) {
        if (place.state != State.UNDER_WAY) {
            return false;
        }
        place.state = claimed ? State.CLAIMED : State.LOST;
        if (!claimed) {
            // Those who have places behind this one are not to be followed.
            newest.remove(place.campaign);
        }
        return true;
    }

    /** Whether this thread has a place already: an observer that buys while it hears of a purchase would wait for itself. */
    boolean isInside() {
        return inside.contains(Thread.currentThread());
    }

    /**
     * Takes a place.
     *
     * @param campaign its id
     * @param aim the lowest slot of which the caller's call does not know that it is claimed
     * @param most the highest slot that there is
     * @param began when the call began, in {@link System#nanoTime()}: what was fired before is no evidence in it (law A7)
     * @return the place, to be ended whatever happens; empty if those before have the last slots
     */
    synchronized Optional<Place> taken(String campaign, long aim, long most, long began) {
        Place before = newest.get(campaign);
        boolean follows = before != null && before.isFollowed(aim, began);
        long slot = follows && before != null ? before.slot + 1 : aim;
        if (slot > most) {
            return Optional.empty();
        }
        Place place = new Place(campaign, slot, began, follows ? before : null);
        inside.add(place.owner);
        newest.put(campaign, place);
        return Optional.of(place);
    }
}
