package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.Doubt;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.StoreException;
import java.util.Optional;

/** D2: locks the account, strictly from the state that was read, and finds out what a refusal or a doubt meant. */
final class AccountLocking {

    private AccountLocking() {}

    /** Begins with D2, and before that with a look at the slot where the node knows of trouble with it. */
    static Step<PurchaseEnd> begin(PurchaseCall call, Stored<Campaign> campaign, Stored<Account> account, Lock lock) {
        return call.attempt().trouble().isAt(lock.campaign(), lock.slot())
                ? new D1Slot(call, campaign, account, lock)
                : d2(call, campaign, account, lock);
    }

    private static Step<PurchaseEnd> d2(
            PurchaseCall call, Stored<Campaign> campaign, Stored<Account> account, Lock lock) {
        return new D2(new Intent(call, campaign, lock, call.doubt()), account, 1);
    }

    /**
     * D1.slot: what stands where the next slot goes could not be read a moment ago, and whoever locks his account for it stays locked for
     * as long: nobody knows whether it is his claim. So it is looked at before the lock, and a purchase that cannot be is refused for certain.
     *
     * <p>A node that knows of no trouble does not look: it would be a read of every sale for the sake of what never happens.
     */
    record D1Slot(PurchaseCall call, Stored<Campaign> campaign, Stored<Account> account, Lock lock)
            implements Step<PurchaseEnd> {
        @Override
        public StepName name() {
            return StepName.D1_SLOT;
        }

        @Override
        public Subject subject() {
            return call.attempt().subject(lock);
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.slot(lock));
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            try {
                Optional<Stored<Slot>> unused = Key.slot(lock).in(answer.found());
            } catch (StoreException | DocumentException e) {
                if (call.doubt() == Doubt.SENT) {
                    return call.inDoubt(String.valueOf(e.getMessage()));
                }
                throw e;
            }
            return d2(call, campaign, account, lock);
        }
    }

    /** What D2 is about. */
    record Intent(PurchaseCall call, Stored<Campaign> campaign, Lock lock, Doubt doubt) {

        Attempt attempt() {
            return call.attempt();
        }

        Intent after(Answer answer) {
            return new Intent(call, campaign, lock, doubt.after(answer));
        }
    }

    /** A step that locks the account, or looks whether it did. */
    interface LockingStep extends Step<PurchaseEnd> {
        Intent intent();

        @Override
        default Subject subject() {
            return intent().attempt().subject(intent().lock());
        }
    }

    /** Locks the account, strictly from the state that was read. */
    record D2(Intent intent, Stored<Account> before, int tries) implements LockingStep {
        @Override
        public StepName name() {
            return StepName.D2;
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(before.document().locked(intent.lock()), before.version());
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (answer instanceof Answer.Happened happened) {
                return landed(intent, Stored.written(before.document().locked(intent.lock()), happened.version()));
            }
            intent.doubt().throwIfCertain(answer);
            return new D2Look(intent.after(answer), before, tries);
        }
    }

    /** Reads the account once more: did the lock land, was it a spurious refusal, or is somebody else at work? */
    record D2Look(Intent intent, Stored<Account> before, int tries) implements LockingStep {
        @Override
        public StepName name() {
            return StepName.D2_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(before.document().key());
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            return looked(intent, () -> {
                if (answer instanceof Answer.Failed && tries < Bounds.TRIES) {
                    return new D2Look(intent, before, tries + 1);
                }
                Attempt attempt = intent.attempt();
                Optional<Stored<Account>> read =
                        Key.account(before.document().id()).in(answer.found());
                if (read.isEmpty()) {
                    return intent.call().inDoubt("the account has vanished since it was read");
                }
                if (read.get().document().lockOf(attempt.identity()).isPresent()) {
                    return landed(intent, read.get());
                }
                return intent.call().answerOrResume(read.get()).orElseGet(() -> refusedBy(read.get()));
            });
        }

        private Next<PurchaseEnd> refusedBy(Stored<Account> read) {
            if (read.entry().sameValue(before.entry())) {
                if (tries < Bounds.TRIES) {
                    return new D2(intent, read, tries + 1);
                } else if (intent.doubt() == Doubt.SENT) {
                    return intent.call().inDoubt("the account could not be locked in " + Bounds.TRIES + " tries");
                }
            }
            return intent.doubt() == Doubt.SENT
                    ? new D2SlotLook(intent, read)
                    : intent.call().refuse(read, Reason.ACCOUNT_IN_USE);
        }
    }

    /** After an answer "nobody knows": the lock may have landed, been completed and been forgotten again. */
    record D2SlotLook(Intent intent, Stored<Account> account) implements LockingStep {
        @Override
        public StepName name() {
            return StepName.D2_SLOT;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.slot(intent.lock()));
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            return looked(intent, () -> {
                Optional<Stored<Slot>> slot = Key.slot(intent.lock()).in(answer.found());
                return slot.isPresent()
                                && slot.get().document() instanceof Claim claim
                                && claim.isClaimOf(intent.attempt().identity())
                        ? SlotClaiming.won(intent.call(), claim, account, Optional.of(intent.campaign()))
                        : intent.call().refuse(account, Reason.ACCOUNT_IN_USE);
            });
        }
    }

    private interface Finding {
        Next<PurchaseEnd> find();
    }

    /** While a D2 may be in flight, trouble is doubt; while none is, trouble is a failure that changed nothing. */
    private static Next<PurchaseEnd> looked(Intent intent, Finding finding) {
        try {
            return finding.find();
        } catch (StoreException | DocumentException e) {
            if (intent.doubt() == Doubt.NONE) {
                throw e;
            }
            return intent.call().inDoubt("whether the account was locked cannot be found out: " + e.getMessage());
        }
    }

    private static Next<PurchaseEnd> landed(Intent intent, Stored<Account> locked) {
        return SlotClaiming.begin(intent.call(), intent.campaign(), locked);
    }
}
