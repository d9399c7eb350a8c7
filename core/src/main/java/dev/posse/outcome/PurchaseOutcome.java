package dev.posse.outcome;

/** What the caller of a purchase hears. What it says is true for ever. */
public sealed interface PurchaseOutcome {

    /**
     * Gives the purchase's id.
     *
     * @return the idempotency key, as given or made
     */
    String purchaseId();

    /**
     * The slot is the buyer's. The money is debited, or will be by the posse within a moment.
     *
     * @param purchaseId the idempotency key
     * @param campaign where
     * @param slot which, from 1
     * @param price in minor units
     */
    record Purchased(String purchaseId, String campaign, long slot, long price) implements PurchaseOutcome {}

    /**
     * Nothing was bought and no money taken, and this call will not do so later.
     *
     * @param purchaseId the idempotency key
     * @param reason why
     */
    record NotPurchased(String purchaseId, Reason reason) implements PurchaseOutcome {}

    /**
     * Nobody knows yet: the store did not tell within a bounded effort. Ask again with the same id, on any node, by {@link
     * PurchaseRequest#again()} to buy after all or by {@link Posse#outcome} to find out only.
     *
     * @param purchaseId the idempotency key
     * @param why nobody knows
     */
    record InDoubt(String purchaseId, String why) implements PurchaseOutcome {}

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
        /** The purchase was called off, by a login or by {@link Posse#cancel}. */
        CANCELLED,
        /**
         * Asked by {@link Posse#outcome}: it is not among the account's last 16 purchases, and no earlier call can still buy
         * it.
         */
        NOT_PURCHASED
    }
}
