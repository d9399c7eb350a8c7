package dev.posse.purchase;

import dev.posse.document.Claim;
import dev.posse.outcome.PurchaseOutcome;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a purchase, or a query about one, ended: what its caller hears, and what the patrols of its node hear. A run that ends
 * with an exception leaves nothing: patrols find by themselves what it came upon.
 *
 * @param outcome what its caller hears
 * @param leftToPosse the sales that it came upon and whose campaign it has not moved: nobody else need be waited for
 * @param beatenAt the first slot that it aimed at, if another one's claim stood there; whoever claimed it may be at work, or
 *     dead
 */
public record PurchaseEnd(PurchaseOutcome outcome, Set<Claim> leftToPosse, OptionalLong beatenAt) {

    /** Copies the sales. */
    public PurchaseEnd {
        leftToPosse = Set.copyOf(leftToPosse);
    }

    /**
     * Ends with nothing for the patrols.
     *
     * @param outcome what the caller hears
     * @return the end
     */
    public static PurchaseEnd of(PurchaseOutcome outcome) {
        return new PurchaseEnd(outcome, Set.of(), OptionalLong.empty());
    }
}
