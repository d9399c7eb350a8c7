package dev.posse;

import dev.posse.observe.PosseEvent.Actor;
import dev.posse.purchase.CampaignMove;
import dev.posse.purchase.DecidedPurchase;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.StepRunner;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Walks D4 to D6 of a decided purchase: the steps that its driver would have taken, whoever takes them. On a data set that was found
 * to be another one nothing is settled (law A12).
 */
final class SettlementWalk {

    private final NodeContext node;
    private final CampaignTurns moving = new CampaignTurns();

    SettlementWalk(NodeContext node) {
        this.node = node;
    }

    /** Walks to the end, for a caller who waits for it. */
    PurchaseEnd ended(Next<PurchaseEnd> decided, String campaign, StepRunner.StepListener trace) {
        return ((End<PurchaseEnd>) walked(decided, campaign, trace, next -> false)).result();
    }

    /** Walks behind the answer; what is left is looked at by this node's patrols at once. */
    boolean settled(DecidedPurchase purchase, SettlementQueue.By by, BooleanSupplier isEnough) {
        boolean[] isTroubled = new boolean[1];
        boolean isEnded = false;
        try {
            Next<PurchaseEnd> last = walked(
                    purchase.settling(),
                    purchase.sale().campaign(),
                    (taken, operation, answer) ->
                            isTroubled[0] |= answer instanceof Answer.Unknown || answer instanceof Answer.Failed,
                    next -> isEnough.getAsBoolean()
                            || node.isShut()
                            || (by == SettlementQueue.By.NEXT_CALL && isTroubled[0]));
            if (last instanceof End<PurchaseEnd> end) {
                isEnded = true;
                end.result().leftToPosse().forEach(sale -> node.patrols().left(sale.campaign(), sale.slot()));
            }
        } finally {
            if (!isEnded) {
                node.patrols().left(purchase.sale().campaign(), purchase.sale().slot());
            }
        }
        return isEnded;
    }

    private Next<PurchaseEnd> walked(
            Next<PurchaseEnd> decided,
            String campaign,
            StepRunner.StepListener trace,
            Predicate<Next<PurchaseEnd>> isEnough) {
        Next<PurchaseEnd> debited = node.run(
                Actor.DRIVER,
                decided,
                trace,
                next -> isEnough.test(next) || CampaignMove.of(next).isPresent());
        return debited instanceof End || isEnough.test(debited)
                ? debited
                : moving.taken(campaign, () -> node.run(Actor.DRIVER, knowing(debited, campaign), trace, isEnough));
    }

    private Next<PurchaseEnd> knowing(Next<PurchaseEnd> debited, String campaign) {
        return node.memory()
                .recent()
                .campaign(campaign)
                .map(known -> CampaignMove.knowing(debited, known))
                .orElse(debited);
    }
}
