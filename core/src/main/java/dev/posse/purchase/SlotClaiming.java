package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * D3: with the account locked, fires the shot, and finds out what became of it. A won slot goes on to {@link Settlement}, a dead
 * shot to {@link AimChange}.
 *
 * <p>The lock stands, so whatever cannot be found out is reported in doubt and left to the next login.
 */
final class SlotClaiming {

    private SlotClaiming() {}

    static Step<PurchaseEnd> begin(PurchaseCall call, Stored<Campaign> campaign, Stored<Account> locked) {
        ClaimState state = new ClaimState(call, campaign, locked, call.attempt().slots() - 1, 0);
        return state.lock().slot() > call.aim(campaign.document()) ? new D3Below(state, 1) : new D3(state, 1);
    }

    /** What claiming remembers: the account as it stands, and how many more slots and how many voids there were. */
    record ClaimState(PurchaseCall call, Stored<Campaign> campaign, Stored<Account> account, int slotsLeft, int voids) {

        Attempt attempt() {
            return call.attempt();
        }

        Lock lock() {
            return account.document()
                    .lockOf(attempt().identity())
                    .orElseThrow(() -> new IllegalStateException("Claiming begins with the attempt's own lock"));
        }

        /** The shot met another one's claim: the posse is told of the first slot that was aimed at, and not of those above. */
        ClaimState beaten() {
            return lock().slot() == call.aim(campaign.document())
                    ? new ClaimState(call.beatenAt(lock().slot()), campaign, account, slotsLeft, voids)
                    : this;
        }

        /** There is no other slot to be aimed at. */
        ClaimState withoutMore() {
            return new ClaimState(call, campaign, account, 0, voids);
        }

        ClaimState on(Stored<Account> read) {
            return new ClaimState(call, campaign, read, slotsLeft, voids);
        }

        /** The slot below the lock's is known to be claimed. */
        ClaimState inTurn() {
            return new ClaimState(call.behind(lock().slot() - 1), campaign, account, slotsLeft, voids);
        }
    }

    /** A step that claims a slot. */
    interface ClaimingStep extends Step<PurchaseEnd> {
        ClaimState state();

        @Override
        default Subject subject() {
            return state().attempt().subject(state().lock());
        }
    }

    /**
     * Reads the slot below, where the lock aims above one of which this call has not heard that it is claimed ({@link AheadClaim}).
     * If nobody has claimed that, or it cannot be read, the shot is never fired (law A7): the call begins again, finds its own lock, and clears it as a
     * login would.
     */
    record D3Below(ClaimState state, int tries) implements ClaimingStep {
        @Override
        public StepName name() {
            return StepName.D3_BELOW;
        }

        private Key<Slot> below() {
            Lock lock = state.lock();
            return Key.slot(lock.campaign(), lock.slot() - 1);
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(below());
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            return looked(state.call(), tries, () -> new D3Below(state, tries + 1), () -> {
                Optional<Stored<Slot>> slot = below().understoodIn(answer.found());
                return slot.isPresent() && slot.get().document() instanceof Claim
                        ? new D3(state.inTurn(), 1)
                        : state.call().again();
            });
        }
    }

    /** Fires the shot. */
    record D3(ClaimState state, int tries) implements ClaimingStep {
        @Override
        public StepName name() {
            return StepName.D3;
        }

        @Override
        public Operation operation() {
            return Shot.fire(state.lock(), state.lock().claim(state.attempt().account()));
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            return answer instanceof Answer.Happened
                    ? won(
                            state.call(),
                            state.lock().claim(state.attempt().account()),
                            state.account(),
                            Optional.of(state.campaign()))
                    : new D3Look(state, tries);
        }
    }

    /**
     * Reads the slot: is it ours, is the shot still alive, or is it dead? With it, where there may be another aim, those that
     * follow, so that the next aim is not at the next claim.
     */
    record D3Look(ClaimState state, int tries) implements ClaimingStep {
        @Override
        public StepName name() {
            return StepName.D3_LOOK;
        }

        @Override
        public Operation operation() {
            Lock lock = state.lock();
            long end = state.slotsLeft() == 0
                    ? lock.slot()
                    : Math.min(
                            lock.slot() + Bounds.LOOK_AHEAD,
                            state.campaign().document().capacity());
            return new Operation.Read(LongStream.rangeClosed(lock.slot(), Math.max(lock.slot(), end))
                    .mapToObj(slot -> Keys.slot(lock.campaign(), slot))
                    .toList());
        }

        private Key<Slot> key(long slot) {
            return Key.slot(state.lock().campaign(), slot);
        }

        /** Who locks for a slot that cannot be read stays locked. */
        private boolean canAimAt(long slot, Answer answer) {
            return !answer.found().containsKey(key(slot).name())
                    || key(slot).understoodIn(answer.found()).isPresent();
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            return looked(state.call(), tries, () -> new D3Look(state, tries + 1), () -> {
                Lock lock = state.lock();
                Optional<Stored<Slot>> slot = Key.slot(lock).in(answer.found());
                if (slot.isPresent()
                        && slot.get().document() instanceof Claim claim
                        && claim.isClaimOf(state.attempt().identity())) {
                    return won(state.call(), claim, state.account(), Optional.of(state.campaign()));
                }
                if (Shot.isAlive(lock, slot)) {
                    return tries < Bounds.TRIES
                            ? new D3(state, tries + 1)
                            : state.call().inDoubt("the slot could not be written in " + Bounds.TRIES + " tries");
                }
                long next = firstUnclaimed(this, answer);
                return AimChange.after(canAimAt(next, answer) ? state : state.withoutMore(), slot, next);
            });
        }
    }

    /** The first slot above the lock's of which no claim was read; all below it are claimed (law A7). */
    private static long firstUnclaimed(D3Look look, Answer answer) {
        long slot = look.state().lock().slot() + 1;
        while (look.key(slot)
                .understoodIn(answer.found())
                .filter(found -> found.document() instanceof Claim)
                .isPresent()) {
            slot++;
        }
        return slot;
    }

    /** The sale is decided: whatever happens to its settlement, the buyer hears of a sale. */
    static Next<PurchaseEnd> won(
            PurchaseCall call, Claim claim, Stored<Account> account, Optional<Stored<Campaign>> campaign) {
        return NestedStep.of(
                Settlement.fromTransaction(call.attempt().settlement(claim), account, campaign),
                new AfterSettlement(call, claim));
    }

    /** Reports the sale. */
    record AfterSettlement(PurchaseCall call, Claim claim) implements NestedStep.Continuation<Settled, PurchaseEnd> {
        @Override
        public Next<PurchaseEnd> with(Settled settled) {
            return settled instanceof Settled.Complete ? call.bought(claim) : left();
        }

        private Next<PurchaseEnd> left() {
            return call.leaving(claim).bought(claim);
        }

        @Override
        public Next<PurchaseEnd> after(RuntimeException trouble) {
            return left();
        }
    }

    static Next<PurchaseEnd> looked(
            PurchaseCall call, int tries, Supplier<Step<PurchaseEnd>> again, Supplier<Next<PurchaseEnd>> find) {
        return BoundedRead.bounded(tries, again, find, call::inDoubt);
    }
}
