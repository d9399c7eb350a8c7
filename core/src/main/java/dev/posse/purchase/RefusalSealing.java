package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Key;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.Next;
import dev.posse.step.Operation;

/** D1, a refusal that must hold for earlier calls, too: a look into the archive, and a swap that kills every D2 of theirs. */
final class RefusalSealing {

    private RefusalSealing() {}

    /** Looks into the archive before a refusal is sealed: the purchase may have been bought, and left the window since. */
    record SealArchive(PurchaseCall call, Stored<Account> account, Key<ArchivedPurchase> archive, Reason refusal)
            implements PurchaseDriver.DriverStep {
        @Override
        public StepName name() {
            return StepName.D1_SEAL_ARCHIVE;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(archive);
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (answer instanceof Answer.Failed) {
                return call.again();
            }
            return archive.in(answer.found())
                    .map(known -> call.answered(known.document().entry()))
                    .orElseGet(() -> new Seal(call.withArchiveReadAfter(account), account, refusal));
        }
    }

    /**
     * Seals the account (law A10). The seal changes the content: a driver that finds its D2 refused and the content as it
     * was would take the refusal for a spurious one and fire again.
     *
     * <p>Of a seal whose answer was lost nothing is concluded from the content: another call that clears a lock leaves the same, and may
     * go on to buy.
     */
    record Seal(PurchaseCall call, Stored<Account> account, Reason refusal) implements PurchaseDriver.DriverStep {
        @Override
        public StepName name() {
            return StepName.D1_SEAL;
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(account.document().sealed(), account.version());
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (answer instanceof Answer.Failed failed) {
                if (call.round() == 1) {
                    throw failed.cause();
                }
                return call.inDoubt(
                        "the refusal cannot be sealed: " + failed.cause().getMessage());
            }
            return answer instanceof Answer.Happened ? call.refused(refusal) : call.again();
        }
    }
}
