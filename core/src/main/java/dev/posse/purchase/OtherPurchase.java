package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import java.util.Optional;

/** D1.look: the lock of another purchase stands in the way; it is settled, resolved or respected. */
final class OtherPurchase {

    private OtherPurchase() {}

    /** Finds out whether the lock of another purchase is decided already, or just old. */
    record D1Look(PurchaseCall call, Stored<Account> account, Lock other) implements PurchaseDriver.DriverStep {
        @Override
        public StepName name() {
            return StepName.D1_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.slot(other));
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            Attempt attempt = call.attempt();
            Optional<Stored<Slot>> slot = Key.slot(other).in(answer.found());
            if (slot.isPresent()
                    && slot.get().document() instanceof Claim claim
                    && claim.isClaimOf(other.identity(attempt.account()))) {
                return NestedStep.of(
                        Settlement.fromTransaction(attempt.settlement(claim), account, Optional.empty()),
                        new AfterOtherSettled(call, account, claim));
            }
            return attempt.isOld(other)
                    ? NestedStep.of(
                            LockResolver.resolve(
                                    attempt.resolution(attempt.loginPolicy(), Optional.of(other.purchaseId())),
                                    account),
                            new AfterOtherResolved(call, account))
                    : call.refuse(account, Reason.ACCOUNT_IN_USE);
        }
    }

    /** After another purchase's decided sale was settled. */
    record AfterOtherSettled(PurchaseCall call, Stored<Account> account, Claim sale)
            implements NestedStep.Continuation<Settled, PurchaseEnd> {
        @Override
        public Next<PurchaseEnd> with(Settled settled) {
            return settled instanceof Settled.Complete
                    ? call.again()
                    : call.leaving(sale).refuse(account, Reason.ACCOUNT_IN_USE);
        }
    }

    /** After another purchase's old lock was resolved. */
    record AfterOtherResolved(PurchaseCall call, Stored<Account> account)
            implements NestedStep.Continuation<Resolution, PurchaseEnd> {
        @Override
        public Next<PurchaseEnd> with(Resolution resolution) {
            if (resolution instanceof Resolution.Cleared cleared) {
                return call.boundToClearing(cleared.seals()).again();
            } else if (resolution instanceof Resolution.Sold sold) {
                return call.leaving(sold.claim()).again();
            }
            return resolution instanceof Resolution.Stuck ? call.refuse(account, Reason.ACCOUNT_IN_USE) : call.again();
        }
    }
}
