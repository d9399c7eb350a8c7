package dev.posse.purchase;

import dev.posse.document.Claim;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Step;
import java.util.Optional;

/**
 * A purchase whose claim is known to stand: the sale is decided, and nothing that follows can undo it. Its caller may hear of it
 * already, and anybody may walk D4 to D6.
 *
 * @param told what its caller hears, now or when it is settled
 * @param sale that is decided
 * @param settling where it goes on
 */
public record DecidedPurchase(PurchaseEnd told, Claim sale, Step<PurchaseEnd> settling) {

    /**
     * Returns what is decided where a driver stands. That somebody was answered, or that a write was sent, decides nothing: the
     * claim was written by this driver and the store has said so, or it was read (law A10).
     *
     * @param next where it stands
     * @return the decided purchase; empty before D3 is known, at its end, and where the driver settles somebody else's sale or
     *     one of its own that an earlier call has decided
     */
    public static Optional<DecidedPurchase> of(Next<PurchaseEnd> next) {
        return next instanceof NestedStep<?, PurchaseEnd> nested
                        && nested.then() instanceof SlotClaiming.AfterSettlement after
                        && after.with(new Settled.Complete()) instanceof End<PurchaseEnd> end
                ? Optional.of(new DecidedPurchase(end.result(), after.claim(), nested))
                : Optional.empty();
    }
}
