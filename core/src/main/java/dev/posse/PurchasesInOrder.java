package dev.posse;

import dev.posse.purchase.AheadClaim;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.FrontierRead;
import dev.posse.purchase.PurchaseCall;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.TurnResult;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Step;
import java.util.Optional;

/**
 * The buyers of one node on a store that takes no chains ({@link PurchaseQueue} is for those that do): they read and lock side by side,
 * claim one after the other, and settle side by side again. So of a sale's six round trips only one is taken while the others of its
 * campaign wait.
 */
final class PurchasesInOrder {

    private final NodeContext node;
    private final ClaimOrder order = new ClaimOrder();

    PurchasesInOrder(NodeContext node) {
        this.node = node;
    }

    /**
     * Buys until it is decided who has the slot, or until something is in the way.
     *
     * @param attempt to buy
     * @param timer hears the steps, and knows until when the store may be asked
     * @return where the purchase stands then
     */
    Next<PurchaseEnd> taken(Attempt attempt, PurchaseTimer timer) {
        if (order.isInside()) {
            return PurchaseDriver.begin(attempt);
        }
        long began = System.nanoTime();
        Next<PurchaseEnd> next = read(PurchaseCall.first(attempt), timer);
        // Who finds that those before have the last slots finds out like anybody else whether they get them: were he to
        // wait and to read again, what a questioner has sealed meanwhile would bind him no more (law A10).
        return AheadClaim.aim(next)
                .flatMap(aim -> order.taken(attempt.campaign(), aim.slot(), aim.most(), began))
                .map(place -> claimed(next, place, timer))
                .orElse(next);
    }

    private Next<PurchaseEnd> read(PurchaseCall call, PurchaseTimer timer) {
        long claimed = node.memory().recent().claimed(call.attempt().campaign());
        Next<TurnResult> read = node.drive(FrontierRead.begin(call, claimed), timer, at -> false);
        TurnResult handed = ((End<TurnResult>) read).result();
        if (handed instanceof TurnResult.Apart apart) {
            return apart.next();
        }
        return handed instanceof TurnResult.At there ? there.next() : PurchaseDriver.begin(call);
    }

    private Next<PurchaseEnd> claimed(Next<PurchaseEnd> begun, ClaimOrder.Place place, PurchaseTimer timer) {
        try {
            Next<PurchaseEnd> next =
                    node.drive(AheadClaim.aimedAt(begun, place.slot()), timer, at -> !AheadClaim.isLocking(at));
            if (AheadClaim.isWaiting(next)) {
                next = place.awaitPredecessor(timer.deadline().left())
                        ? AheadClaim.inTurn(next)
                        : node.drive(next, timer, at -> !AheadClaim.isWaiting(at));
            }
            if (!AheadClaim.isFiring(next)) {
                return next;
            }
            Optional<String> why = node.notSameData();
            if (why.isPresent()) {
                // Found while it waited: in another data set the lock that it holds may be missing (law A12).
                return AheadClaim.givenUp(next, why.get());
            }
            place.fires();
            next = node.drive(next, timer, at -> !AheadClaim.isFiring(at));
            place.ended(next instanceof Step<?> won && PurchaseDriver.isSettlingItsSale(won));
            return next;
        } finally {
            place.ended(false);
        }
    }
}
