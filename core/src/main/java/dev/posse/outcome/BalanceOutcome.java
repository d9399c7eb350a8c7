package dev.posse.outcome;

import java.util.Objects;

/** What the caller of a deposit or withdrawal hears. */
public sealed interface BalanceOutcome {

    /**
     * The money has moved, now or when the same id was asked before, however long ago.
     *
     * @param balance after it, in minor units
     */
    record Moved(long balance) implements BalanceOutcome {}

    /**
     * Nothing has moved.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements BalanceOutcome {

        /**
         * Takes what is not null.
         *
         * @param reason why
         */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Nobody knows yet; ask again with the same id.
     *
     * @param id the idempotency key
     * @param why nobody knows
     */
    record InDoubt(String id, String why) implements BalanceOutcome {

        /**
         * Takes what is not null.
         *
         * @param id the idempotency key
         * @param why nobody knows
         */
        public InDoubt {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(why, "why");
        }
    }

    /** Why nothing has moved. */
    enum Reason {
        /** There is no such account. */
        UNKNOWN_ACCOUNT,
        /** A withdrawal while a purchase is under way; log in first. */
        LOCKED,
        /** A withdrawal of more than the balance. */
        INSUFFICIENT_FUNDS
    }
}
