package dev.posse.purchase;

import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Stored;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import java.util.Optional;

/** The end of a driver's way, where nothing is left to be done but D6: its node may let those who stand there go in order. */
public final class CampaignMove {

    private CampaignMove() {}

    /**
     * Names the sale that a driver has settled but for its campaign, which it is about to move.
     *
     * @param next where it stands
     * @return the sale, at D6 and before it has found somebody else's write in its way; else empty
     */
    public static Optional<Claim> of(Next<?> next) {
        return next instanceof NestedStep<?, ?> nested
                        && nested.then() instanceof SlotClaiming.AfterSettlement after
                        && Settlement.isAtCampaign(nested.inner())
                ? Optional.of(after.claim())
                : Optional.empty();
    }

    /**
     * Lets a driver who is about to move its campaign begin with what its node knows of that by now, so that it need not read it.
     *
     * @param next where it stands, at D6
     * @param campaign as the node wrote it last
     * @return where it stands then
     */
    public static Next<PurchaseEnd> knowing(Next<PurchaseEnd> next, Stored<Campaign> campaign) {
        return next instanceof NestedStep<?, PurchaseEnd> nested
                        && nested.then() instanceof SlotClaiming.AfterSettlement after
                        && nested.inner() instanceof Settlement.SettlementStep step
                ? NestedStep.of(Settlement.fromCampaign(step.request(), Optional.of(campaign)), after)
                : next;
    }
}
