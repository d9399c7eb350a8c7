package dev.posse.observe;

import java.util.Objects;

/**
 * One thing that is wrong with a node.
 *
 * @param code what it is; stays as it is from release to release
 * @param text what was found and what to do, in a sentence, with the place in {@code docs/operations.md}
 */
public record NodeProblem(Code code, String text) {

    /**
     * Takes what is not null.
     *
     * @param code what it is; stays as it is from release to release
     * @param text what was found and what to do, in a sentence, with the place in {@code docs/operations.md}
     */
    public NodeProblem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
    }

    /** What can be wrong. New ones may be added. */
    public enum Code {
        /** The node was closed; open another one. */
        NODE_CLOSED(Health.RED, true, "what-status-tells"),
        /** The store was closed before the node. */
        STORE_CLOSED(Health.RED, true, "what-status-tells"),
        /** Acknowledged writes are gone. */
        DATA_LOSS(Health.RED, true, "data-loss"),
        /** The data set is another one. */
        ANOTHER_LIFE(Health.RED, true, "data-loss"),
        /** Another node has seen a loss, and no person has confirmed the data set. */
        NOT_CONFIRMED(Health.RED, true, "data-loss"),
        /** The store does not answer. */
        STORE_UNREACHABLE(Health.RED, true, "the-store-is-out"),
        /** The store answers, and takes no writes: full, read-only, without permission. */
        WRITES_REFUSED(Health.RED, true, "memory-is-full"),
        /** The store answers reads, and not a write. */
        WRITES_UNANSWERED(Health.RED, true, "the-store-is-out"),
        /** Campaigns were stopped; nothing is sold in them until a person opens them again. */
        CAMPAIGN_STOPPED(Health.RED, false, "total-failure"),
        /** This node does not patrol. */
        PATROLS_STOPPED(Health.RED, false, "the-posse-does-not-patrol"),
        /** This node patrols, and no patrol has read what it wanted for a while. */
        PATROLS_LATE(Health.RED, false, "the-posse-does-not-patrol"),
        /** Campaigns cannot be patrolled: a document cannot be read, or a settlement is not possible. */
        CAMPAIGN_UNREADABLE(Health.YELLOW, false, "the-posse-does-not-patrol"),
        /** Sales have waited long for their settlement. */
        SALES_UNSETTLED(Health.YELLOW, false, "the-posse-does-not-patrol"),
        /** The store takes long to answer. */
        STORE_SLOW(Health.YELLOW, false, "the-store-is-out"),
        /** Every connection is in use. */
        CONNECTIONS_EXHAUSTED(Health.YELLOW, false, "the-store-is-out");

        private final Health health;
        private final boolean stopsSales;
        private final String heading;

        Code(Health health, boolean stopsSales, String heading) {
            this.health = health;
            this.stopsSales = stopsSales;
            this.heading = heading;
        }

        /** {@return what a node with this problem is at the best} */
        public Health health() {
            return health;
        }

        /** {@return whether nothing at all can be sold on the node} */
        public boolean stopsSales() {
            return stopsSales;
        }

        /** {@return where to read on, such as {@code docs/operations.md#data-loss}} */
        public String page() {
            return "docs/operations.md#" + heading;
        }
    }

    @Override
    public String toString() {
        return code + ": " + text;
    }
}
