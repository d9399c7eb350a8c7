package dev.posse.purchase;

/** Why a purchase did not happen. Each is final for the call that reports it: no claim of its attempt exists or will. */
public enum Refusal {
    /** Another buyer got the slot, and there were no tries left. */
    BEATEN,
    /** No slot is left. */
    SOLD_OUT,
    /** The shop has closed the campaign. */
    CLOSED,
    /** Posse has stopped the campaign: a person has to look. */
    STOPPED,
    /** There is no such campaign. */
    UNKNOWN_CAMPAIGN,
    /** There is no such account. */
    UNKNOWN_ACCOUNT,
    /** The campaign asks for more than the request allows. */
    PRICE_ABOVE_LIMIT,
    /** The balance is below the price. */
    INSUFFICIENT_FUNDS,
    /** The account changed meanwhile or is locked by another purchase: another tab or login is at work. */
    ACCOUNT_IN_USE,
    /** The purchase was called off, by a login or on request. */
    CANCELLED,
    /** Asked about, and not found: it was never bought, and no earlier call can still buy it. */
    NOT_PURCHASED
}
