package dev.posse;

import dev.posse.observe.PosseEvent.Actor;
import dev.posse.purchase.CampaignMove;
import dev.posse.purchase.DecidedPurchase;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.step.Answer;
import dev.posse.step.Deadline;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.StepRunner;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Walks D4 to D6 of a decided purchase: the steps that its driver would have taken, whoever takes them. On a data set that was found
 * to be another one nothing is settled (law A12).
 */
final class SettlementWalk {

    private final NodeContext node;
    private final MoveCombiner<Next<PurchaseEnd>> moving = new MoveCombiner<>();

    SettlementWalk(NodeContext node) {
        this.node = node;
    }

    /** Walks to the end, for a caller who waits for it. */
    PurchaseEnd ended(Next<PurchaseEnd> begun, String campaign, PurchaseTimer timer) {
        Walk walk = new Walk(campaign, timer, timer.deadline(), node::isShut);
        Next<PurchaseEnd> last = walk.movedTogether(walk.debited(begun));
        if (last instanceof End<PurchaseEnd> end) {
            return end.result();
        }
        DecidedPurchase left = DecidedPurchase.of(last).orElseThrow();
        node.patrols().left(left.sale().campaign(), left.sale().slot());
        return left.told();
    }

    /** Walks behind the answer; what is left is looked at by this node's patrols at once. */
    boolean settled(DecidedPurchase purchase, SettlementQueue.By by, BooleanSupplier isEnough) {
        boolean[] isTroubled = new boolean[1];
        boolean isEnded = false;
        Walk walk = new Walk(
                purchase.sale().campaign(),
                (taken, operation, answer) ->
                        isTroubled[0] |= answer instanceof Answer.Unknown || answer instanceof Answer.Failed,
                node.deadline(),
                () -> isEnough.getAsBoolean()
                        || node.isShut()
                        || (by == SettlementQueue.By.NEXT_CALL && isTroubled[0]));
        try {
            Next<PurchaseEnd> debited = walk.debited(purchase.settling());
            Next<PurchaseEnd> last =
                    by == SettlementQueue.By.NEXT_CALL ? walk.movedAlone(debited) : walk.movedTogether(debited);
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

    /** One walk; where it is enough, and the sale is decided, it stops where it stands. */
    private final class Walk {
        private final String campaign;
        private final StepRunner.StepListener trace;
        private final Deadline deadline;
        private final BooleanSupplier isEnough;

        Walk(String campaign, StepRunner.StepListener trace, Deadline deadline, BooleanSupplier isEnough) {
            this.campaign = campaign;
            this.trace = trace;
            this.deadline = deadline;
            this.isEnough = isEnough;
        }

        Next<PurchaseEnd> debited(Next<PurchaseEnd> begun) {
            return node.run(Actor.DRIVER, begun, trace, next -> CampaignMove.isNext(next) || isOverAt(next), deadline);
        }

        private boolean isOverAt(Next<PurchaseEnd> next) {
            return isEnough.getAsBoolean() && DecidedPurchase.of(next).isPresent();
        }

        Next<PurchaseEnd> movedTogether(Next<PurchaseEnd> debited) {
            if (!CampaignMove.isNext(debited) || isEnough.getAsBoolean()) {
                return debited;
            }
            // Whoever moved it for this one as well may have had to stop.
            return movedAlone(moving.moved(campaign, debited, this::moved));
        }

        /** Waits for nobody. */
        Next<PurchaseEnd> movedAlone(Next<PurchaseEnd> debited) {
            return !CampaignMove.isNext(debited) || isEnough.getAsBoolean()
                    ? debited
                    : moved(List.of(debited)).get(0);
        }

        /** Each stands then where its sale has ended, or where it stood if this walk had to stop. */
        private List<Next<PurchaseEnd>> moved(List<Next<PurchaseEnd>> all) {
            Next<List<Next<PurchaseEnd>>> moved = node.run(
                    Actor.DRIVER,
                    CampaignMove.together(all, node.memory().recent().campaign(campaign)),
                    trace,
                    next -> isEnough.getAsBoolean(),
                    deadline);
            return moved instanceof End<List<Next<PurchaseEnd>>> end ? end.result() : all;
        }
    }
}
