package dev.posse.explorer;

import dev.posse.admin.BalanceEnd;
import dev.posse.document.AttemptIdentity;
import dev.posse.document.Claim;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.Resolution;

/**
 * What an actor that has ended has told its caller, as far as that can turn out to be untrue. Two reports that are true in
 * the same stores are one, whatever else was said: nothing that happens later depends on the rest.
 */
sealed interface Report {

    boolean isTrue(StoreContent books);

    /** Nothing that could be untrue: in doubt, or how a patrol went. */
    record Nothing() implements Report {
        @Override
        public boolean isTrue(StoreContent books) {
            return true;
        }
    }

    /** The slot is the buyer's, for this purchase and at this price. */
    record Bought(String account, String purchaseId, long slot, long price) implements Report {
        @Override
        public boolean isTrue(StoreContent books) {
            return books.claim(claim -> claim.purchaseId().equals(purchaseId)
                            && claim.account().equals(account)
                            && claim.slot() == slot
                            && claim.price() == price)
                    .isPresent();
        }
    }

    /** No attempt at this purchase has bought anything or will. */
    record PurchaseFailed(String account, String purchaseId) implements Report {
        @Override
        public boolean isTrue(StoreContent books) {
            return books.claim(claim -> claim.purchaseId().equals(purchaseId)
                            && claim.account().equals(account))
                    .isEmpty();
        }
    }

    /** This attempt has bought nothing and will not. */
    record AttemptFailed(AttemptIdentity attempt) implements Report {
        @Override
        public boolean isTrue(StoreContent books) {
            return books.claim(claim -> claim.isClaimOf(attempt)).isEmpty();
        }

        @Override
        public String toString() {
            return "AttemptFailed[" + attempt.attemptId() + " of " + attempt.account() + " " + attempt.purchaseId()
                    + "]";
        }
    }

    /** The claim stands. */
    record Sold(Claim claim) implements Report {
        @Override
        public boolean isTrue(StoreContent books) {
            return books.claim(other -> other.sameFacts(claim)).isPresent();
        }
    }

    /** The money has moved. */
    record Moved(String account, String movementId) implements Report {
        @Override
        public boolean isTrue(StoreContent books) {
            return books.isBooked(account, movementId);
        }
    }

    /**
     * What an actor ends with that has heard of a failure, or of data that is lost: it has changed nothing.
     *
     * @param exception that its caller hears
     */
    record Threw(String exception) {}

    static Report of(Actor actor, Object result) {
        if (result instanceof Threw) {
            return actor.attemptId().isEmpty() ? new Nothing() : new AttemptFailed(actor.identity());
        } else if (result instanceof PurchaseEnd end) {
            // What the patrols hear decides when they look, never what is true.
            return of(actor, end.outcome());
        } else if (result instanceof PurchaseOutcome.Purchased bought) {
            return new Bought(actor.account(), actor.purchaseId(), bought.slot(), bought.price());
        } else if (result instanceof PurchaseOutcome.NotPurchased not) {
            return not.reason() == PurchaseOutcome.Reason.CANCELLED || actor.promise() == Promise.THE_PURCHASE
                    ? new PurchaseFailed(actor.account(), actor.purchaseId())
                    : actor.promise() == Promise.NOTHING ? new Nothing() : new AttemptFailed(actor.identity());
        } else if (result instanceof Resolution.Sold sold) {
            return new Sold(sold.claim());
        } else if (result instanceof Resolution.Cleared cleared) {
            return new AttemptFailed(cleared.lock().identity(actor.account()));
        } else if (result instanceof BalanceEnd end && end.booked().isPresent()) {
            return new Moved(actor.account(), actor.purchaseId());
        }
        return new Nothing();
    }
}
