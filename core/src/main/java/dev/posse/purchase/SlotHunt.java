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
import dev.posse.step.Inside;
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
final class SlotHunt {

    private SlotHunt() {}

    static Step<Verdict> begin(Run run, Stored<Campaign> campaign, Stored<Account> locked) {
        return new D3(new Hunt(run, campaign, locked, run.attempt().slots() - 1, 0), 1);
    }

    /** What the hunt remembers: the account as it stands, and how many more slots and how many voids there were. */
    record Hunt(Run run, Stored<Campaign> campaign, Stored<Account> account, int slotsLeft, int voids) {

        Attempt attempt() {
            return run.attempt();
        }

        Lock lock() {
            return account.document()
                    .lockOf(attempt().attemptId())
                    .orElseThrow(() -> new IllegalStateException("A hunt begins with the attempt's own lock"));
        }

        Hunt on(Stored<Account> read) {
            return new Hunt(run, campaign, read, slotsLeft, voids);
        }
    }

    private interface HuntStep extends Step<Verdict> {
        Hunt hunt();

        @Override
        default Subject subject() {
            return hunt().attempt().subject(hunt().lock());
        }
    }

    /** Fires the shot. */
    record D3(Hunt hunt, int tries) implements HuntStep {
        @Override
        public String name() {
            return "D3";
        }

        @Override
        public Operation operation() {
            return Shot.fire(hunt.lock(), hunt.lock().claim(hunt.attempt().account()));
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return answer instanceof Answer.Happened
                    ? won(
                            hunt.attempt(),
                            hunt.lock().claim(hunt.attempt().account()),
                            hunt.account(),
                            Optional.of(hunt.campaign()))
                    : new D3Look(hunt, tries);
        }
    }

    /** Reads the slot: is it ours, is the shot still alive, or is it dead? */
    record D3Look(Hunt hunt, int tries) implements HuntStep {
        @Override
        public String name() {
            return "D3.look";
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(hunt.lock().slotKey());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return looked(tries, () -> new D3Look(hunt, tries + 1), () -> {
                Lock lock = hunt.lock();
                Optional<Stored<Slot>> slot = Stored.in(answer.found(), lock.slotKey(), Slot::decode);
                if (slot.isPresent()
                        && slot.get().document() instanceof Claim claim
                        && claim.isClaimOf(lock.attemptId())) {
                    return won(hunt.attempt(), claim, hunt.account(), Optional.of(hunt.campaign()));
                }
                if (Shot.isAlive(lock, slot)) {
                    return tries < Bounds.TRIES
                            ? new D3(hunt, tries + 1)
                            : PurchaseDriver.inDoubt("the slot could not be written in " + Bounds.TRIES + " tries");
                }
                return new D3b(hunt, turn(hunt, slot), 1);
            });
        }
    }

    /** What to do about a dead shot. */
    sealed interface Turn {

        /** Locks another aim into the account; only then it is fired at (laws A2b and A7). */
        record AimAgain(Lock lock, int slotsLeft, int voids) implements Turn {}

        /** Unlocks without a debit, and seals: what is reported now holds for every call that was under way. */
        record GiveUp(Refusal refusal) implements Turn {}
    }

    private static Turn turn(Hunt hunt, Optional<Stored<Slot>> slot) {
        Lock lock = hunt.lock();
        if (slot.isEmpty()) {
            // The void that the lock names is gone, which a store that keeps its promises never does.
            return new Turn.GiveUp(Refusal.CANCELLED);
        }
        if (slot.get().document() instanceof Claim) {
            long next = lock.slot() + 1;
            if (hunt.slotsLeft() == 0) {
                return new Turn.GiveUp(Refusal.BEATEN);
            }
            return next > hunt.campaign().document().capacity()
                    ? new Turn.GiveUp(Refusal.SOLD_OUT)
                    : new Turn.AimAgain(lock.aimedAt(next, Optional.empty()), hunt.slotsLeft() - 1, 0);
        }
        return hunt.voids() + 1 >= Bounds.VOIDS
                ? new Turn.GiveUp(Refusal.CANCELLED)
                : new Turn.AimAgain(
                        lock.aimedAt(lock.slot(), Optional.of(slot.get().version())),
                        hunt.slotsLeft(),
                        hunt.voids() + 1);
    }

    /** Aims again or gives up: strictly from the account as it was read. */
    record D3b(Hunt hunt, Turn turn, int tries) implements HuntStep {
        @Override
        public String name() {
            return "D3b";
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(after(), hunt.account().version());
        }

        private Account after() {
            Account account = hunt.account().document();
            return turn instanceof Turn.AimAgain aim
                    ? account.locked(aim.lock())
                    : account.unlocked().sealed();
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            if (answer instanceof Answer.Happened happened) {
                return turn instanceof Turn.AimAgain aim
                        ? aimed(hunt, aim, Stored.written(after(), happened.version()))
                        : PurchaseDriver.refused(((Turn.GiveUp) turn).refusal());
            }
            return new D3bLook(hunt, turn, tries);
        }
    }

    /** Reads the account: does the lock still stand, was the purchase finished, or has somebody cleared it? */
    record D3bLook(Hunt hunt, Turn turn, int tries) implements HuntStep {
        @Override
        public String name() {
            return "D3b.look";
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(hunt.account().document().key());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return looked(tries, () -> new D3bLook(hunt, turn, tries + 1), () -> {
                Attempt attempt = hunt.attempt();
                Optional<Stored<Account>> read =
                        Stored.in(answer.found(), hunt.account().document().key(), Account::decode);
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
                return turn instanceof Turn.AimAgain aim
                        ? new D3bSlotLook(hunt, aim, read.get(), 1)
                        : PurchaseDriver.refuse(hunt.run(), read.get(), ((Turn.GiveUp) turn).refusal());
            });
        }

        private Next<Verdict> stillLocked(Stored<Account> read, Lock lock) {
            if (turn instanceof Turn.AimAgain aim && isSameAim(lock, aim.lock())) {
                return aimed(hunt, aim, read);
            }
            // A deposit came between, or the write was lost: the same again, on what stands there now.
            return tries < Bounds.TRIES
                    ? new D3b(hunt.on(read), turn, tries + 1)
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
    record D3bSlotLook(Hunt hunt, Turn.AimAgain aim, Stored<Account> account, int tries) implements Step<Verdict> {
        @Override
        public String name() {
            return "D3b.slot";
        }

        @Override
        public Subject subject() {
            return hunt.attempt().subject(aim.lock());
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(aim.lock().slotKey());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return looked(tries, () -> new D3bSlotLook(hunt, aim, account, tries + 1), () -> {
                Optional<Stored<Slot>> slot =
                        Stored.in(answer.found(), aim.lock().slotKey(), Slot::decode);
                return slot.isPresent()
                                && slot.get().document() instanceof Claim claim
                                && claim.isClaimOf(hunt.attempt().attemptId())
                        ? won(hunt.attempt(), claim, account, Optional.of(hunt.campaign()))
                        : PurchaseDriver.refuse(hunt.run(), account, Refusal.CANCELLED);
            });
        }
    }

    /** The sale is decided: whatever happens to its settlement, the buyer hears of a sale. */
    static Next<Verdict> won(
            Attempt attempt, Claim claim, Stored<Account> account, Optional<Stored<Campaign>> campaign) {
        return Inside.of(
                Settlement.fromTransaction(attempt.settlement(claim), account, campaign), new AfterSettlement(claim));
    }

    /** Reports the sale. */
    record AfterSettlement(Claim claim) implements Inside.Then<Settled, Verdict> {
        @Override
        public Next<Verdict> with(Settled settled) {
            return PurchaseDriver.bought(claim);
        }

        @Override
        public Next<Verdict> after(RuntimeException trouble) {
            return PurchaseDriver.bought(claim);
        }
    }

    private static Next<Verdict> aimed(Hunt hunt, Turn.AimAgain aim, Stored<Account> account) {
        return new D3(new Hunt(hunt.run(), hunt.campaign(), account, aim.slotsLeft(), aim.voids()), 1);
    }

    private static Next<Verdict> looked(int tries, Supplier<Step<Verdict>> again, Supplier<Next<Verdict>> find) {
        return Look.bounded(tries, again, find, PurchaseDriver::inDoubt);
    }
}
