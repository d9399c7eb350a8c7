package dev.posse.purchase;

/** How a purchase ended, as far as the driver knows. */
public sealed interface Verdict {

    /**
     * The slot is the buyer's.
     *
     * @param campaign where
     * @param slot which
     * @param price in minor units
     */
    record Bought(String campaign, long slot, long price) implements Verdict {}

    /**
     * The slot is not the buyer's and will not be.
     *
     * @param why the reason
     */
    record NotBought(Refusal why) implements Verdict {}

    /**
     * Nobody knows yet; asking again with the same purchase id gives the answer.
     *
     * @param why nobody knows
     */
    record InDoubt(String why) implements Verdict {}
}
