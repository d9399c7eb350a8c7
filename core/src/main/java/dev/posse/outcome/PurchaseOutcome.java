package dev.posse.outcome;

import java.util.Objects;

/** What the caller of a purchase hears. What it says is true for ever. */
public sealed interface PurchaseOutcome {

    /**
     * Returns the purchase's id.
     *
     * @return the idempotency key, as given or made
     */
    String purchaseId();

    /**
     * Spells the outcome in one word, the same in logs, meters and commands.
     *
     * @return {@code PURCHASED}, {@code IN_DOUBT} or the name of the {@link Reason}
     */
    default String word() {
        if (this instanceof NotPurchased not) {
            return not.reason().name();
        }
        return this instanceof Purchased ? "PURCHASED" : "IN_DOUBT";
    }

    /**
     * The slot is the buyer's. The money is debited, or will be by the posse within a moment.
     *
     * @param purchaseId the idempotency key
     * @param campaign where
     * @param slot which, from 1
     * @param price in minor units
     */
    record Purchased(String purchaseId, String campaign, long slot, long price) implements PurchaseOutcome {

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
     * Nothing was bought and no money taken, and this call will not do so later.
     *
     * <p>{@link Reason#CANCELLED} is for ever: whoever asks for this purchase id and whenever, it never buys. Any other reason
     * is final for this call; where the purchase id was given with the request, or asked about, also for every earlier call with
     * it that has read the account by now. Asked anew the id may buy, after a deposit, say. That holds for a call as well that
     * was sent before and has read nothing yet: it counts as a later one.
     *
     * @param purchaseId the idempotency key
     * @param reason why
     */
    record NotPurchased(String purchaseId, Reason reason) implements PurchaseOutcome {

        /**
         * Takes what is not null.
         *
         * @param purchaseId the idempotency key
         * @param reason why
         */
        public NotPurchased {
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Nobody knows yet: the store did not tell within ten seconds, or fewer tries. Ask again with the same id, on any node, by {@link
     * dev.posse.PurchaseRequest#again()} to buy after all or by {@link dev.posse.Posse#outcome} to find out only.
     *
     * @param purchaseId the idempotency key
     * @param why nobody knows
     */
    record InDoubt(String purchaseId, String why) implements PurchaseOutcome {

        /**
         * Takes what is not null.
         *
         * @param purchaseId the idempotency key
         * @param why nobody knows
         */
        public InDoubt {
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(why, "why");
        }
    }

    /** Why nothing was bought. */
    enum Reason {
        /** Another buyer was faster, and no more slots were to be tried. */
        BEATEN,
        /** No slot is left. */
        SOLD_OUT,
        /** The shop has closed the campaign. */
        CLOSED,
        /** Posse has stopped the campaign because its books do not add up; a person has to look. */
        STOPPED,
        /** There is no such campaign. */
        UNKNOWN_CAMPAIGN,
        /** There is no such account. */
        UNKNOWN_ACCOUNT,
        /** The campaign's price is above the request's limit. */
        PRICE_ABOVE_LIMIT,
        /** The balance is below the price. */
        INSUFFICIENT_FUNDS,
        /** Another purchase, deposit or login is at work on the account; not retried. */
        ACCOUNT_IN_USE,
        /** The purchase was called off, by a login that cancels or by {@link dev.posse.Posse#cancel}; this id never buys. */
        CANCELLED,
        /**
         * Asked by {@link dev.posse.Posse#outcome}: it was never bought, and no earlier call that has read the account by now
         * can still buy it.
         */
        NOT_PURCHASED
    }
}
