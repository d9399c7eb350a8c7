package dev.posse.observe;

import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.StoreFitness;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Something that happened on a node. The kinds may become more; match those you know and ignore the others. */
public sealed interface PosseEvent {

    /**
     * Names the node.
     *
     * @return on which it happened
     */
    String node();

    /** Who takes steps. */
    enum Actor {
        /** A purchase: D0 to D6. */
        DRIVER,
        /** The resolution of a lock at login: L0 to L2. */
        LOGIN,
        /** The recovery posse: R0 to R3b.ii. */
        PATROL,
        /** Accounts and campaigns: opening, deposits, closing and the like. */
        ADMIN
    }

    /** What the store answered to a step. */
    enum Answer {
        /** A read was answered. */
        FOUND,
        /** A write happened. */
        HAPPENED,
        /** Somebody was first, or the store refused for no reason. */
        REFUSED,
        /** Nobody knows. */
        UNKNOWN,
        /** A definite failure. */
        FAILED,
        /** It was no operation of the store: a wait or an alarm. */
        CONTINUED
    }

    /**
     * A node was opened: its first event.
     *
     * @param node which one
     * @param version of Posse
     * @param settings what was set, in a sentence
     * @param fitness what the deployment of its store promises, as far as it could be read in time
     * @param status tells how the node is; to be kept and asked by whoever wants to know, within a second and a bit, also when it is closed
     */
    record NodeOpened(String node, String version, String settings, StoreFitness fitness, Supplier<NodeStatus> status)
            implements PosseEvent {}

    /**
     * A node was closed: its last event, but for what is under way.
     *
     * @param node which one
     */
    record NodeClosed(String node) implements PosseEvent {}

    /**
     * A step of the protocol was taken.
     *
     * @param node where
     * @param actor who
     * @param step its name
     * @param subject about what
     * @param operation what was asked of the store, such as {@code add slot/drop/1}
     * @param answer what the store said
     * @param took from asking to the answer
     */
    record StepTaken(
            String node, Actor actor, StepName step, Subject subject, String operation, Answer answer, Duration took)
            implements PosseEvent {}

    /**
     * A purchase was answered.
     *
     * @param node where
     * @param subject about what
     * @param outcome what the caller hears
     * @param decided from the beginning to the known sale, if there was one
     * @param took from the beginning to the answer
     */
    record PurchaseEnded(
            String node, Subject subject, PurchaseOutcome outcome, Optional<Duration> decided, Duration took)
            implements PosseEvent {}

    /**
     * A node was closed before all the sales were settled that its callers had heard of. They stay sold; the posse finishes them.
     *
     * @param node where
     * @param sales how many
     */
    record SettlementsLeft(String node, int sales) implements PosseEvent {}

    /**
     * A lock that stood when somebody else came was dealt with.
     *
     * @param node where
     * @param subject about what
     * @param how what became of it
     */
    record LockResolved(String node, Subject subject, How how) implements PosseEvent {

        /** What became of a lock. */
        public enum How {
            /** Its purchase was finished, or had been sold already. */
            SOLD,
            /** Its purchase is over without a sale. */
            CLEARED,
            /** It stays: the store did not let anybody finish it. */
            STUCK
        }
    }

    /**
     * The posse finished a half-done sale.
     *
     * @param node where
     * @param subject about what
     * @param branch of the recovery tree
     * @param age since the driver began, by the clocks of two nodes
     */
    record Recovered(String node, Subject subject, RecoveryBranch branch, Duration age) implements PosseEvent {}

    /**
     * A patrol has finished half-done sales. Each of them was told before by a {@link Recovered}.
     *
     * @param node where
     * @param campaign which one was patrolled
     * @param sales how many
     * @param oldest of their ages
     */
    record PatrolRecovered(String node, String campaign, int sales, Duration oldest) implements PosseEvent {}

    /**
     * A patrol ended early, without alarm: a document could not be read, or the store did not answer.
     *
     * @param node where
     * @param campaign which one was patrolled, or empty if none was reached
     * @param problem what was in the way
     * @param pause how long this node's posse now waits
     */
    record PatrolFailed(String node, Optional<String> campaign, String problem, Duration pause) implements PosseEvent {}

    /**
     * The posse patrols: about once per second, also where there is nothing to do. What is worth an alert is its absence.
     *
     * @param node whose posse
     * @param campaigns how many it looks after
     */
    record PatrolHeartbeat(String node, int campaigns) implements PosseEvent {}

    /** What cannot happen while the store keeps its promises, and is worth a pager: a person has to look. */
    sealed interface Alarm extends PosseEvent {

        /**
         * Says what is wrong.
         *
         * @return in a sentence
         */
        String finding();
    }

    /**
     * The documents contradict each other in a way that cannot happen while the store keeps its promises. Nothing was
     * repaired, and the campaign is being stopped.
     *
     * @param node where
     * @param subject about what
     * @param finding the contradiction
     * @param read all that was read, by key
     */
    record TotalFailure(String node, Subject subject, String finding, Map<String, String> read) implements Alarm {}

    /**
     * The data set is older than what was seen before. The node sells nothing from then on, and the campaigns concerned are
     * stopped, until an operator confirms.
     *
     * @param node where
     * @param campaign which one, or empty if all are concerned
     * @param finding what was seen before and what is there now; each purchase that a buyer was told of and that is gone
     */
    record DataLossDetected(String node, Optional<String> campaign, String finding) implements Alarm {}

    /**
     * An account does not hold any more what this node has told its caller: that it was opened, or that deposits or
     * withdrawals were booked; all of them are named. The books may balance all the same, so that no audit sees it. Nothing is stopped: no campaign
     * is known to be concerned.
     *
     * @param node where
     * @param account which one
     * @param finding what was told and what is there now
     */
    record BookingLost(String node, String account, String finding) implements Alarm {}

    /**
     * The directory does not list a campaign any more that is there: a page of it was lost. Nodes that do not know the
     * campaign would not patrol it; those that do go on, and it is listed again.
     *
     * @param node where
     * @param campaign which one
     * @param finding what was known before and what is there now
     */
    record ListingLost(String node, String campaign, String finding) implements Alarm {}
}
