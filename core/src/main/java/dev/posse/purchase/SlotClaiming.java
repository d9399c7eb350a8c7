package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Lock;
import dev.posse.document.RecentPurchase;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.Subject;
import dev.posse.purchase.PurchaseDriver.Run;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * D3 and D3b: with the account locked, fires the shot, and aims again or gives up when it is dead. A won slot goes on to
 * {@link Settlement}.
 *
 * <p>The lock stands, so whatever cannot be found out is reported in doubt and left to the next login.
 */
final class SlotClaiming {

    private SlotClaiming() {}

    static Step<Verdict> begin(Run run, Stored<Campaign> campaign, Stored<Account> locked) {
        return new D3(new ClaimState(run, campaign, locked, run.attempt().slots() - 1, 0), 1);
    }

    /** What claiming remembers: the account as it stands, and how many more slots and how many voids there were. */
    record ClaimState(Run run, Stored<Campaign> campaign, Stored<Account> account, int slotsLeft, int voids) {

        Attempt attempt() {
            return run.attempt();
        }

        Lock lock() {
            return account.document()
                    .lockOf(attempt().attemptId())
                    .orElseThrow(() -> new IllegalStateException("Claiming begins with the attempt's own lock"));
        }

        ClaimState on(Stored<Account> read) {
            return new ClaimState(run, campaign, read, slotsLeft, voids);
        }
    }

    private interface ClaimingStep extends Step<Verdict> {
        ClaimState state();

        @Override
        default Subject subject() {
            return state().attempt().subject(state().lock());
        }
    }

    /** Fires the shot. */
    record D3(ClaimState state, int tries) implements ClaimingStep {
        @Override
        public String name() {
            return "D3";
        }

        @Override
        public Operation operation() {
            return Shot.fire(state.lock(), state.lock().claim(state.attempt().account()));
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return answer instanceof Answer.Happened
                    ? won(
                            state.attempt(),
                            state.lock().claim(state.attempt().account()),
                            state.account(),
                            Optional.of(state.campaign()))
                    : new D3Look(state, tries);
        }
    }

    /** Reads the slot: is it ours, is the shot still alive, or is it dead? */
    record D3Look(ClaimState state, int tries) implements ClaimingStep {
        @Override
        public String name() {
            return "D3.look";
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(state.lock().slotKey());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return looked(tries, () -> new D3Look(state, tries + 1), () -> {
                Lock lock = state.lock();
                Optional<Stored<Slot>> slot = Stored.in(answer.found(), lock.slotKey(), Slot::decode);
                if (slot.isPresent()
                        && slot.get().document() instanceof Claim claim
                        && claim.isClaimOf(lock.attemptId())) {
                    return won(state.attempt(), claim, state.account(), Optional.of(state.campaign()));
                }
                if (Shot.isAlive(lock, slot)) {
                    return tries < Bounds.TRIES
                            ? new D3(state, tries + 1)
                            : PurchaseDriver.inDoubt("the slot could not be written in " + Bounds.TRIES + " tries");
                }
                return new D3b(state, turn(state, slot), 1);
            });
        }
    }

    /** What to do about a dead shot. */
    sealed interface NextAim {

        /** Locks another aim into the account; only then it is fired at (laws A2b and A7). */
        record AimAgain(Lock lock, int slotsLeft, int voids) implements NextAim {}

        /** Unlocks without a debit, and seals: what is reported now holds for every call that was under way. */
        record GiveUp(Refusal refusal) implements NextAim {}
    }

    private static NextAim turn(ClaimState state, Optional<Stored<Slot>> slot) {
        Lock lock = state.lock();
        if (slot.isEmpty()) {
            // The void that the lock names is gone, which a store that keeps its promises never does.
            return new NextAim.GiveUp(Refusal.CANCELLED);
        }
        if (slot.get().document() instanceof Claim) {
            long next = lock.slot() + 1;
            if (state.slotsLeft() == 0) {
                return new NextAim.GiveUp(Refusal.BEATEN);
            }
            return next > state.campaign().document().capacity()
                    ? new NextAim.GiveUp(Refusal.SOLD_OUT)
                    : new NextAim.AimAgain(lock.aimedAt(next, Optional.empty()), state.slotsLeft() - 1, 0);
        }
        return state.voids() + 1 >= Bounds.VOIDS
                ? new NextAim.GiveUp(Refusal.CANCELLED)
                : new NextAim.AimAgain(
                        lock.aimedAt(lock.slot(), Optional.of(slot.get().version())),
                        state.slotsLeft(),
                        state.voids() + 1);
    }

    /** Aims again or gives up: strictly from the account as it was read. */
    record D3b(ClaimState state, NextAim turn, int tries) implements ClaimingStep {
        @Override
        public String name() {
            return "D3b";
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(after(), state.account().version());
        }

        private Account after() {
            Account account = state.account().document();
            return turn instanceof NextAim.AimAgain aim
                    ? account.locked(aim.lock())
                    : account.unlocked().sealed();
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            if (answer instanceof Answer.Happened happened) {
                return turn instanceof NextAim.AimAgain aim
                        ? aimed(state, aim, Stored.written(after(), happened.version()))
                        : PurchaseDriver.refused(((NextAim.GiveUp) turn).refusal());
            }
            return new D3bLook(state, turn, tries);
        }
    }

    /** Reads the account: does the lock still stand, was the purchase finished, or has somebody cleared it? */
    record D3bLook(ClaimState state, NextAim turn, int tries) implements ClaimingStep {
        @Override
        public String name() {
            return "D3b.look";
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(state.account().document().key());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return looked(tries, () -> new D3bLook(state, turn, tries + 1), () -> {
                Attempt attempt = state.attempt();
                Optional<Stored<Account>> read =
                        Stored.in(answer.found(), state.account().document().key(), Account::decode);
                if (read.isEmpty()) {
                    return PurchaseDriver.inDoubt("the account has vanished");
                }
                Account account = read.get().document();
                Optional<Lock> lock = account.lockOf(attempt.attemptId());
                if (lock.isPresent()) {
                    return stillLocked(read.get(), lock.get());
                }
                Optional<RecentPurchase> settled = account.purchase(attempt.purchaseId());
                if (settled.isPresent()) {
                    return PurchaseDriver.bought(settled.get());
                }
                if (attempt.lockIn(account).isPresent()) {
                    return PurchaseDriver.inDoubt("the same purchase was asked again meanwhile");
                }
                return turn instanceof NextAim.AimAgain aim
                        ? new D3bSlotLook(state, aim, read.get(), 1)
                        : PurchaseDriver.refuse(state.run(), read.get(), ((NextAim.GiveUp) turn).refusal());
            });
        }

        private Next<Verdict> stillLocked(Stored<Account> read, Lock lock) {
            if (turn instanceof NextAim.AimAgain aim && isSameAim(lock, aim.lock())) {
                return aimed(state, aim, read);
            }
            // A deposit came between, or the write was lost: the same again, on what stands there now.
            return tries < Bounds.TRIES
                    ? new D3b(state.on(read), turn, tries + 1)
                    : PurchaseDriver.inDoubt("the lock could not be moved in " + Bounds.TRIES + " tries");
        }

        private static boolean isSameAim(Lock one, Lock other) {
            return one.slot() == other.slot() && one.replaces().equals(other.replaces());
        }
    }

    /**
     * The lock is gone and the purchase not among the recent ones: was the new aim written after all, completed by a login
     * and forgotten again? Then the slot bears the claim.
     */
    record D3bSlotLook(ClaimState state, NextAim.AimAgain aim, Stored<Account> account, int tries)
            implements Step<Verdict> {
        @Override
        public String name() {
            return "D3b.slot";
        }

        @Override
        public Subject subject() {
            return state.attempt().subject(aim.lock());
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(aim.lock().slotKey());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return looked(tries, () -> new D3bSlotLook(state, aim, account, tries + 1), () -> {
                Optional<Stored<Slot>> slot =
                        Stored.in(answer.found(), aim.lock().slotKey(), Slot::decode);
                return slot.isPresent()
                                && slot.get().document() instanceof Claim claim
                                && claim.isClaimOf(state.attempt().attemptId())
                        ? won(state.attempt(), claim, account, Optional.of(state.campaign()))
                        : PurchaseDriver.refuse(state.run(), account, Refusal.CANCELLED);
            });
        }
    }

    /** The sale is decided: whatever happens to its settlement, the buyer hears of a sale. */
    static Next<Verdict> won(
            Attempt attempt, Claim claim, Stored<Account> account, Optional<Stored<Campaign>> campaign) {
        return NestedStep.of(
                Settlement.fromTransaction(attempt.settlement(claim), account, campaign), new AfterSettlement(claim));
    }

    /** Reports the sale. */
    record AfterSettlement(Claim claim) implements NestedStep.Continuation<Settled, Verdict> {
        @Override
        public Next<Verdict> with(Settled settled) {
            return PurchaseDriver.bought(claim);
        }

        @Override
        public Next<Verdict> after(RuntimeException trouble) {
            return PurchaseDriver.bought(claim);
        }
    }

    private static Next<Verdict> aimed(ClaimState state, NextAim.AimAgain aim, Stored<Account> account) {
        return new D3(new ClaimState(state.run(), state.campaign(), account, aim.slotsLeft(), aim.voids()), 1);
    }

    private static Next<Verdict> looked(int tries, Supplier<Step<Verdict>> again, Supplier<Next<Verdict>> find) {
        return BoundedRead.bounded(tries, again, find, PurchaseDriver::inDoubt);
    }
}
