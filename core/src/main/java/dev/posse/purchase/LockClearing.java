package dev.posse.purchase;

import dev.posse.admin.EntryArchiving;
import dev.posse.document.Account;
import dev.posse.document.ArchivedPurchase;
import dev.posse.observe.StepName;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import java.util.Optional;

/** L2, the shot is dead: removes the lock without a debit, and where a login cancels calls the purchase off. */
final class LockClearing {

    private LockClearing() {}

    /** What the note "called off" pushes out of the account's window is archived first (law A11). */
    static Next<Resolution> clear(LockResolver.Aimed aimed) {
        Optional<ArchivedPurchase> leaving = aimed.request().policy() == LockPolicy.CANCEL
                ? aimed.account().document().leavingPurchase()
                : Optional.empty();
        return EntryArchiving.ahead(leaving, aimed.subject(), EntryArchiving.Before.L2, new AfterArchiving(aimed));
    }

    /** Clears when the archive document stands. */
    record AfterArchiving(LockResolver.Aimed aimed)
            implements NestedStep.Continuation<EntryArchiving.Result, Resolution> {
        @Override
        public Next<Resolution> with(EntryArchiving.Result archived) {
            return archived instanceof EntryArchiving.Result.Stands
                    ? new L2Clear(aimed)
                    : aimed.stuck("the purchase cannot be called off: " + archived.problem());
        }
    }

    /**
     * Unlocks without a debit; the shot is dead for ever. It seals as well: a driver whose D2 was answered with "nobody
     * knows" would otherwise find the content as it was before, and lock again what was just called off. Who cancels notes in
     * the same write that the purchase id never buys.
     */
    record L2Clear(LockResolver.Aimed aimed) implements LockResolver.AimedStep {
        @Override
        public StepName name() {
            return StepName.L2_CLEAR;
        }

        private Account after() {
            Account cleared = aimed.account().document().unlocked().sealed();
            return aimed.request().policy() == LockPolicy.CANCEL
                    ? cleared.calledOff(
                            aimed.lock().purchaseId(), aimed.request().now())
                    : cleared;
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(after(), aimed.account().version());
        }

        @Override
        public Next<Resolution> on(Answer answer) {
            if (answer instanceof Answer.Happened) {
                return new End<>(new Resolution.Cleared(aimed.lock(), after().seals()));
            }
            return aimed.round() < Bounds.CLEARINGS
                    ? new LockResolver.L0(aimed.request(), aimed.round() + 1)
                    : aimed.stuck("the account could not be unlocked in " + Bounds.CLEARINGS + " rounds");
        }
    }
}
