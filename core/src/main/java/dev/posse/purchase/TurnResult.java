package dev.posse.purchase;

import dev.posse.step.Next;

/** What becomes of one of {@link CombinedPurchases combined purchases}. */
public sealed interface TurnResult {

    /**
     * It is over, or goes on by itself from there.
     *
     * @param next where it stands
     */
    record At(Next<PurchaseEnd> next) implements TurnResult {}

    /**
     * The store does not answer, or not as it should: it goes on by itself from there, and so should everybody else who waits, so
     * that all of them find out at the same time.
     *
     * @param next where it stands
     */
    record Apart(Next<PurchaseEnd> next) implements TurnResult {}

    /**
     * Nothing was written for it; it can be combined with others again.
     *
     * @param call bound to what was read for it, if anything was
     */
    record NotBegun(PurchaseCall call) implements TurnResult {}
}
