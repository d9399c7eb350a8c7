package dev.posse.audit;

import dev.posse.document.Ids;
import java.util.Objects;

/**
 * What a caller was told by Posse, as the caller wrote it down: an audit looks whether it is still true. A file of them is
 * read by {@link ReportedOutcomeFile}.
 */
public sealed interface ReportedOutcome {

    /**
     * Names the account that was concerned.
     *
     * @return its id
     */
    String account();

    /**
     * "Purchased".
     *
     * @param account the buyer's
     * @param purchaseId the idempotency key
     * @param campaign where
     * @param slot which
     */
    record Purchase(String account, String purchaseId, String campaign, long slot) implements ReportedOutcome {

        /**
         * Checks the facts.
         *
         * @param account the buyer's
         * @param purchaseId the idempotency key
         * @param campaign where
         * @param slot which
         * @throws IllegalArgumentException if an id is not usable or the slot is below 1
         */
        public Purchase {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(campaign, "campaign");
            Ids.check("account id", account);
            Ids.check("purchase id", purchaseId);
            Ids.check("campaign id", campaign);
            if (slot < 1) {
                throw new IllegalArgumentException("Slots are numbered from 1, this one is " + slot);
            }
        }

        @Override
        public String toString() {
            return "purchase " + purchaseId + " of " + account + " bought slot " + slot + " of campaign " + campaign;
        }
    }

    /**
     * "Cancelled": the purchase id never buys.
     *
     * @param account the buyer's
     * @param purchaseId the idempotency key
     */
    record Cancellation(String account, String purchaseId) implements ReportedOutcome {

        /**
         * Checks the facts.
         *
         * @param account the buyer's
         * @param purchaseId the idempotency key
         * @throws IllegalArgumentException if an id is not usable
         */
        public Cancellation {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(purchaseId, "purchaseId");
            Ids.check("account id", account);
            Ids.check("purchase id", purchaseId);
        }

        @Override
        public String toString() {
            return "purchase " + purchaseId + " of " + account + " is called off and never buys";
        }
    }

    /**
     * "Moved", of a deposit.
     *
     * @param account the owner's
     * @param id the idempotency key
     * @param amount in minor units
     */
    record Deposit(String account, String id, long amount) implements ReportedOutcome {

        /**
         * Checks the facts.
         *
         * @param account the owner's
         * @param id the idempotency key
         * @param amount in minor units
         * @throws IllegalArgumentException if an id is not usable or the amount is not positive
         */
        public Deposit {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(id, "id");
            Ids.check("account id", account);
            Ids.check("deposit id", id);
            Ids.checkAmount("amount", amount);
        }

        @Override
        public String toString() {
            return "deposit " + id + " of " + amount + " to " + account;
        }
    }

    /**
     * "Moved", of a withdrawal.
     *
     * @param account the owner's
     * @param id the idempotency key
     * @param amount in minor units, positive
     */
    record Withdrawal(String account, String id, long amount) implements ReportedOutcome {

        /**
         * Checks the facts.
         *
         * @param account the owner's
         * @param id the idempotency key
         * @param amount in minor units, positive
         * @throws IllegalArgumentException if an id is not usable or the amount is not positive
         */
        public Withdrawal {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(id, "id");
            Ids.check("account id", account);
            Ids.check("withdrawal id", id);
            Ids.checkAmount("amount", amount);
        }

        @Override
        public String toString() {
            return "withdrawal " + id + " of " + amount + " from " + account;
        }
    }
}
