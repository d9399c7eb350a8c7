package dev.posse.explorer;

import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.purchase.AheadClaim;
import dev.posse.purchase.FrontierRead;
import dev.posse.purchase.PurchaseCall;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.TurnResult;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import java.util.List;

/** Buyers of one node on a store without chains, who lock side by side and claim in order. */
final class InOrderCast {

    private InOrderCast() {}

    /** A buyer of a store without chains, whose node believes that a slot is claimed; nobody else of it claims meanwhile, in truth. */
    static Actor inTurn(String account, String purchase, int slots, long claimed) {
        Actor driver = Cast.driver(account, purchase, slots);
        return new Actor(
                "in turn " + driver.name() + (claimed == 0 ? "" : " after " + claimed),
                NestedStep.of(
                        FrontierRead.begin(PurchaseCall.first(Cast.attempt(account, purchase, slots)), claimed),
                        new GoesOn()),
                account,
                purchase,
                driver.attemptId(),
                Promise.THIS_ATTEMPT,
                driver.knowing());
    }

    /**
     * A buyer of a store without chains who locks for a slot whose turn may not have come: his node says that somebody else of it is
     * claiming the one below, right or wrong.
     */
    static Actor ahead(String account, String purchase, int slots, long slot) {
        Actor driver = Cast.driver(account, purchase, slots);
        return new Actor(
                driver.name() + " ahead at " + slot,
                NestedStep.of(
                        FrontierRead.begin(PurchaseCall.first(Cast.attempt(account, purchase, slots)), 0),
                        new GoesAhead(slot)),
                account,
                purchase,
                driver.attemptId(),
                Promise.THIS_ATTEMPT,
                driver.knowing());
    }

    /** By his own thread, aiming higher. */
    record GoesAhead(long slot) implements NestedStep.Continuation<TurnResult, PurchaseEnd> {
        @Override
        public Next<PurchaseEnd> with(TurnResult handed) {
            Next<PurchaseEnd> next = new GoesOn().with(handed);
            return AheadClaim.aim(next)
                            .filter(aim -> aim.slot() < slot && slot <= aim.most())
                            .isPresent()
                    ? AheadClaim.aimedAt(next, slot)
                    : next;
        }
    }

    /** Settles the sales of two buyers, one after the other, and moves the campaign for both at once. */
    static Actor settlesTogether(List<Actor> buyers) {
        return new Actor(
                "settles together",
                new SettledTogether(
                        buyers.stream()
                                .<Next<PurchaseEnd>>map(InOrderCast::begun)
                                .toList(),
                        0),
                "",
                "",
                "",
                Promise.NOTHING);
    }

    private static Next<PurchaseEnd> begun(Actor buyer) {
        return PurchaseDriver.begin(Cast.attempt(buyer.account(), buyer.purchaseId(), 1));
    }

    /** By his own thread, from where his turn has ended. */
    record GoesOn() implements NestedStep.Continuation<TurnResult, PurchaseEnd> {
        @Override
        public Next<PurchaseEnd> with(TurnResult handed) {
            if (handed instanceof TurnResult.NotBegun later) {
                return PurchaseDriver.begin(later.call());
            }
            return handed instanceof TurnResult.Apart apart ? apart.next() : ((TurnResult.At) handed).next();
        }
    }
}
