package dev.posse;

import dev.posse.observe.PosseEvent.Actor;
import dev.posse.purchase.CampaignMove;
import dev.posse.purchase.DecidedPurchase;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Walks D4 to D6 of a decided purchase: the steps that its driver would have taken, whoever takes them. On a data set that was found
 * to be another one nothing is settled (law A12).
 */
final class SettlementWalk {

    private final NodeContext node;
    private final CampaignMoves<Next<PurchaseEnd>> moving = new CampaignMoves<>();

    SettlementWalk(NodeContext node) {
        this.node = node;
    }

    /** Walks to the end, for a caller who waits for it. */
    PurchaseEnd ended(Next<PurchaseEnd> decided, String campaign, StepRunner.StepListener trace) {
        Next<PurchaseEnd> debited = debited(decided, trace, () -> false);
        return ((End<PurchaseEnd>) (debited instanceof End ? debited : movedTogether(campaign, debited, trace)))
                .result();
    }

    /** Walks behind the answer; what is left is looked at by this node's patrols at once. */
    boolean settled(DecidedPurchase purchase, SettlementQueue.By by, BooleanSupplier isEnough) {
        boolean[] isTroubled = new boolean[1];
        boolean isEnded = false;
        try {
            Next<PurchaseEnd> last = walked(
                    purchase,
                    by,
                    (taken, operation, answer) ->
                            isTroubled[0] |= answer instanceof Answer.Unknown || answer instanceof Answer.Failed,
                    () -> isEnough.getAsBoolean()
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
            DecidedPurchase purchase, SettlementQueue.By by, StepRunner.StepListener trace, BooleanSupplier isEnough) {
        Next<PurchaseEnd> debited = debited(purchase.settling(), trace, isEnough);
        if (!CampaignMove.isNext(debited) || isEnough.getAsBoolean()) {
            return debited;
        }
        String campaign = purchase.sale().campaign();
        return by == SettlementQueue.By.NEXT_CALL
                ? movedAlone(campaign, debited, trace, isEnough)
                : movedTogether(campaign, debited, trace);
    }

    private Next<PurchaseEnd> debited(
            Next<PurchaseEnd> decided, StepRunner.StepListener trace, BooleanSupplier isEnough) {
        return node.run(Actor.DRIVER, decided, trace, next -> isEnough.getAsBoolean() || CampaignMove.isNext(next));
    }

    private Next<PurchaseEnd> movedTogether(String campaign, Next<PurchaseEnd> debited, StepRunner.StepListener trace) {
        return moving.moved(campaign, debited, all -> node.run(Actor.DRIVER, move(campaign, all), trace));
    }

    /** For a caller with an errand of its own, who waits for nobody, and goes on where it is enough. */
    private Next<PurchaseEnd> movedAlone(
            String campaign, Next<PurchaseEnd> debited, StepRunner.StepListener trace, BooleanSupplier isEnough) {
        Next<List<Next<PurchaseEnd>>> moved =
                node.run(Actor.DRIVER, move(campaign, List.of(debited)), trace, next -> isEnough.getAsBoolean());
        return moved instanceof End<List<Next<PurchaseEnd>>> end ? end.result().get(0) : debited;
    }

    private Step<List<Next<PurchaseEnd>>> move(String campaign, List<Next<PurchaseEnd>> all) {
        return CampaignMove.together(all, node.memory().recent().campaign(campaign));
    }
}
