package dev.posse.outcome;

import java.util.Objects;

/** What a login found on the account. */
public sealed interface LoginOutcome {

    /** No purchase was under way. */
    record Clean() implements LoginOutcome {}

    /** There is no such account. */
    record UnknownAccount() implements LoginOutcome {}

    /**
     * A half-done purchase was finished, or had been sold already.
     *
     * @param purchaseId the idempotency key
     * @param campaign where
     * @param slot which, from 1
     * @param price in minor units
     */
    record Purchased(String purchaseId, String campaign, long slot, long price) implements LoginOutcome {

        /**
         * Takes what is not null.
         *
         * @param purchaseId the idempotency key
         * @param campaign where
         * @param slot which, from 1
         * @param price in minor units
         */
        public Purchased {
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(campaign, "campaign");
        }
    }

    /**
     * A half-done purchase is over without a sale; no money was taken. On a node where logins cancel its id never buys; else
     * the slot had gone to somebody else, and the same id may be asked for again.
     *
     * @param purchaseId the idempotency key
     * @param campaign where
     */
    record Released(String purchaseId, String campaign) implements LoginOutcome {

        /**
         * Takes what is not null.
         *
         * @param purchaseId the idempotency key
         * @param campaign where
         */
        public Released {
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(campaign, "campaign");
        }
    }

    /**
     * The purchase is still under way: the store did not let anybody finish it. Log in again.
     *
     * @param purchaseId the idempotency key
     * @param campaign where
     * @param why what was in the way
     */
    record Unresolved(String purchaseId, String campaign, String why) implements LoginOutcome {

        /**
         * Takes what is not null.
         *
         * @param purchaseId the idempotency key
         * @param campaign where
         * @param why what was in the way
         */
        public Unresolved {
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(campaign, "campaign");
            Objects.requireNonNull(why, "why");
        }
    }
}
