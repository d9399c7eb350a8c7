package dev.posse.purchase;

import dev.posse.admin.EntryArchiving;
import dev.posse.document.Account;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.Optional;

/**
 * D3b: what to do about a dead shot, and the write that says so in the lock: aims again, strictly before anything is fired at the
 * next aim, or gives up.
 */
final class AimChange {

    private AimChange() {}

    /** Begins, with what stands at the slot of the dead shot, and the first above it of which no claim was read. */
    static Next<PurchaseEnd> after(SlotClaiming.ClaimState state, Optional<Stored<Slot>> slot, long firstUnclaimed) {
        boolean beaten = slot.isPresent() && slot.get().document() instanceof Claim;
        return d3b(beaten ? state.beaten() : state, nextAim(state, slot, firstUnclaimed), 1);
    }

    /** What to do about a dead shot. */
    sealed interface NextAim {

        /** Locks another aim into the account; only then it is fired at (laws A2b and A7). */
        record AimAgain(Lock lock, int slotsLeft, int voids) implements NextAim {}

        /** Unlocks without a debit, and seals: what is reported now holds for every call that was under way. */
        record GiveUp(Reason refusal) implements NextAim {

            /** "Cancelled" is final for ever, so it is told only where the account says so. */
            boolean callsOff() {
                return refusal == Reason.CANCELLED;
            }
        }
    }

    private static NextAim nextAim(SlotClaiming.ClaimState state, Optional<Stored<Slot>> slot, long firstUnclaimed) {
        Lock lock = state.lock();
        if (slot.isEmpty()) {
            // The void that the lock names is gone, which a store that keeps its promises never does.
            return new NextAim.GiveUp(Reason.CANCELLED);
        }
        if (slot.get().document() instanceof Claim) {
            if (state.slotsLeft() == 0) {
                return new NextAim.GiveUp(Reason.BEATEN);
            }
            return firstUnclaimed > state.campaign().document().capacity()
                    ? new NextAim.GiveUp(Reason.SOLD_OUT)
                    : new NextAim.AimAgain(lock.aimedAt(firstUnclaimed, Optional.empty()), state.slotsLeft() - 1, 0);
        }
        return state.voids() + 1 >= Bounds.VOIDS
                ? new NextAim.GiveUp(Reason.CANCELLED)
                : new NextAim.AimAgain(
                        lock.aimedAt(lock.slot(), Optional.of(slot.get().version())),
                        state.slotsLeft(),
                        state.voids() + 1);
    }

    /** Aims again or gives up; what the write pushes out of the account's window is archived first (law A11). */
    private static Next<PurchaseEnd> d3b(SlotClaiming.ClaimState state, NextAim nextAim, int tries) {
        Optional<ArchivedPurchase> leaving = nextAim instanceof NextAim.GiveUp giveUp && giveUp.callsOff()
                ? state.account().document().leavingPurchase()
                : Optional.empty();
        return EntryArchiving.ahead(
                leaving,
                state.attempt().subject(state.lock()),
                EntryArchiving.Before.D3B,
                new AfterArchiving(state, nextAim, tries));
    }

    /** Gives up when the archive document stands; the lock stands as well, so all else is doubt. */
    record AfterArchiving(SlotClaiming.ClaimState state, NextAim nextAim, int tries)
            implements NestedStep.Continuation<EntryArchiving.Result, PurchaseEnd> {
        @Override
        public Next<PurchaseEnd> with(EntryArchiving.Result archived) {
            return archived instanceof EntryArchiving.Result.Stands
                    ? new D3b(state, nextAim, tries)
                    : state.call().inDoubt("the purchase cannot be called off: " + archived.problem());
        }
    }

    /** Aims again or gives up: strictly from the account as it was read. */
    record D3b(SlotClaiming.ClaimState state, NextAim nextAim, int tries) implements SlotClaiming.ClaimingStep {
        @Override
        public StepName name() {
            return StepName.D3B;
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(after(), state.account().version());
        }

        private Account after() {
            Account account = state.account().document();
            if (nextAim instanceof NextAim.AimAgain aim) {
                return account.locked(aim.lock());
            }
            Account unlocked = account.unlocked().sealed();
            return ((NextAim.GiveUp) nextAim).callsOff()
                    ? unlocked.calledOff(
                            state.attempt().purchaseId(), state.attempt().now())
                    : unlocked;
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (answer instanceof Answer.Happened happened) {
                return nextAim instanceof NextAim.AimAgain aim
                        ? aimed(state, aim, Stored.written(after(), happened.version()))
                        : state.call().refused(((NextAim.GiveUp) nextAim).refusal());
            }
            return new D3bLook(state, nextAim, tries);
        }
    }

    /** Reads the account: does the lock still stand, was the purchase finished, or has somebody cleared it? */
    record D3bLook(SlotClaiming.ClaimState state, NextAim nextAim, int tries) implements SlotClaiming.ClaimingStep {
        @Override
        public StepName name() {
            return StepName.D3B_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(state.account().document().key());
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            return SlotClaiming.looked(state.call(), tries, () -> new D3bLook(state, nextAim, tries + 1), () -> {
                Attempt attempt = state.attempt();
                Optional<Stored<Account>> read =
                        Key.account(state.account().document().id()).in(answer.found());
                if (read.isEmpty()) {
                    return state.call().inDoubt("the account has vanished");
                }
                Account account = read.get().document();
                Optional<Lock> lock = account.lockOf(attempt.identity());
                if (lock.isPresent()) {
                    return stillLocked(read.get(), lock.get());
                }
                Optional<PurchaseEntry> known = account.purchase(attempt.purchaseId());
                if (known.isPresent()) {
                    return state.call().answered(known.get());
                }
                if (attempt.lockIn(account).isPresent()) {
                    return state.call().inDoubt("the same purchase was asked again meanwhile");
                }
                return nextAim instanceof NextAim.AimAgain aim
                        ? new D3bSlotLook(state, aim, read.get(), 1)
                        : state.call().refuse(read.get(), goneWithout(((NextAim.GiveUp) nextAim)));
            });
        }

        /** Somebody else has removed the lock, and has not called the purchase off. */
        private static Reason goneWithout(NextAim.GiveUp giveUp) {
            return giveUp.callsOff() ? Reason.ACCOUNT_IN_USE : giveUp.refusal();
        }

        private Next<PurchaseEnd> stillLocked(Stored<Account> read, Lock lock) {
            if (nextAim instanceof NextAim.AimAgain aim && isSameAim(lock, aim.lock())) {
                return aimed(state, aim, read);
            }
            // A deposit came between, or the write was lost: the same again, on what stands there now.
            return tries < Bounds.TRIES
                    ? d3b(state.on(read), nextAim, tries + 1)
                    : state.call().inDoubt("the lock could not be moved in " + Bounds.TRIES + " tries");
        }

        private static boolean isSameAim(Lock one, Lock other) {
            return one.slot() == other.slot() && one.replaces().equals(other.replaces());
        }
    }

    /**
     * The lock is gone and the purchase not among the recent ones: was the new aim written after all, completed by a login
     * and forgotten again? Then the slot bears the claim.
     */
    record D3bSlotLook(SlotClaiming.ClaimState state, NextAim.AimAgain aim, Stored<Account> account, int tries)
            implements Step<PurchaseEnd> {
        @Override
        public StepName name() {
            return StepName.D3B_SLOT;
        }

        @Override
        public Subject subject() {
            return state.attempt().subject(aim.lock());
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.slot(aim.lock()));
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            return SlotClaiming.looked(
                    state.call(), tries, () -> new D3bSlotLook(state, aim, account, tries + 1), () -> {
                        Optional<Stored<Slot>> slot = Key.slot(aim.lock()).in(answer.found());
                        return slot.isPresent()
                                        && slot.get().document() instanceof Claim claim
                                        && claim.isClaimOf(state.attempt().identity())
                                ? SlotClaiming.won(state.call(), claim, account, Optional.of(state.campaign()))
                                : state.call().refuse(account, Reason.ACCOUNT_IN_USE);
                    });
        }
    }

    private static Next<PurchaseEnd> aimed(
            SlotClaiming.ClaimState state, NextAim.AimAgain aim, Stored<Account> account) {
        return new SlotClaiming.D3(
                new SlotClaiming.ClaimState(state.call(), state.campaign(), account, aim.slotsLeft(), aim.voids()), 1);
    }
}
