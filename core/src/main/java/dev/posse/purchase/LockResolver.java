package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.document.UnknownFields;
import dev.posse.document.VoidSlot;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * L0 to L2: resolves the lock of an account (law A3), by firing the shot that it names and looking what stands at the slot
 * then. Whatever happens to this node, the next one can do the same again.
 */
public final class LockResolver {

    /**
     * What is to be resolved, and by whom.
     *
     * @param account whose lock
     * @param policy what to do if the shot is still alive
     * @param onlyPurchase if present, a lock of another purchase is none of this request's business
     * @param node who resolves
     * @param now when it began
     * @param seen how far its node knows the campaigns to be
     */
    public record Request(
            String account,
            LockPolicy policy,
            Optional<String> onlyPurchase,
            String node,
            Instant now,
            HighestSettled seen) {

        Subject subject() {
            return onlyPurchase
                    .map(Subject.NONE.withAccount(account)::withPurchase)
                    .orElseGet(() -> Subject.NONE.withAccount(account));
        }
    }

    private LockResolver() {}

    /**
     * Begins with a read of the account.
     *
     * @param request what is to be resolved
     * @return the first step
     */
    public static Step<Resolution> resolve(Request request) {
        return new L0(request, 1);
    }

    /**
     * Begins with an account that was just read.
     *
     * @param request what is to be resolved
     * @param account as read
     * @return the first step, or the end if there is no lock
     */
    public static Next<Resolution> resolve(Request request, Stored<Account> account) {
        return aim(request, account, 1);
    }

    /** Returns whether a resolver stands where it knows that the attempt has won. */
    static boolean isSettling(Step<?> step) {
        return step instanceof NestedStep<?, ?> nested && nested.then() instanceof AfterSettlement;
    }

    /** Reads the account. */
    record L0(Request request, int round) implements Step<Resolution> {
        @Override
        public StepName name() {
            return StepName.L0;
        }

        @Override
        public Subject subject() {
            return request.subject();
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.account(request.account()));
        }

        @Override
        public int roundsBefore() {
            return round - 1;
        }

        @Override
        public Next<Resolution> on(Answer answer) {
            return Key.account(request.account())
                    .in(answer.found())
                    .map(account -> aim(request, account, round))
                    .orElseGet(() -> new End<>(new Resolution.NoAccount()));
        }
    }

    /** A step that knows the lock which it resolves. */
    interface AimedStep extends Step<Resolution> {
        Aimed aimed();

        @Override
        default Subject subject() {
            return aimed().subject();
        }
    }

    /** Finds out whether a claim may be fired: only above a slot that is claimed (law A7). */
    record L1Look(Aimed aimed) implements AimedStep {
        @Override
        public StepName name() {
            return StepName.L1_LOOK;
        }

        @Override
        public Operation operation() {
            Lock lock = aimed.lock();
            return Operation.Read.of(Key.campaign(lock.campaign()), Key.slot(lock.campaign(), lock.slot() - 1));
        }

        @Override
        public Next<Resolution> on(Answer answer) {
            Lock lock = aimed.lock();
            Map<String, Entry> found = answer.found();
            // Of one that cannot be read nobody knows that it is claimed; and a void may be fired whatever stands
            // below.
            boolean claimedBelow = Key.slot(lock.campaign(), lock.slot() - 1)
                    .understoodIn(found)
                    .filter(below -> below.document() instanceof Claim)
                    .isPresent();
            boolean settledBelow = Key.campaign(lock.campaign())
                    .in(found)
                    .filter(campaign -> campaign.document().frontier() >= lock.slot())
                    .isPresent();
            return new L1(aimed, claimedBelow || settledBelow ? aimed.claim() : aimed.voided(), 1);
        }
    }

    /**
     * Looks at a slot that this node knows to be settled: the shot is dead, or the data set has fallen back and the slot would
     * be sold a second time (law A12).
     */
    record L1Dead(Aimed aimed) implements AimedStep {
        @Override
        public StepName name() {
            return StepName.L1_DEAD;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.slot(aimed.lock()));
        }

        @Override
        public Next<Resolution> on(Answer answer) {
            Optional<Stored<Slot>> slot = Key.slot(aimed.lock()).in(answer.found());
            if (Shot.isAlive(aimed.lock(), slot)) {
                throw new DataLossException(
                        Key.slot(aimed.lock()) + " is free, and this node has seen the campaign at slot "
                                + aimed.request().seen().of(aimed.lock().campaign()));
            }
            return dead(aimed, slot);
        }
    }

    /** Fires the shot on the attempt's behalf. */
    record L1(Aimed aimed, Slot shot, int tries) implements AimedStep {
        @Override
        public StepName name() {
            return StepName.L1;
        }

        @Override
        public Operation operation() {
            return Shot.fire(aimed.lock(), shot);
        }

        @Override
        public Next<Resolution> on(Answer answer) {
            // Whatever the answer says: a lock goes only after a read has shown that its shot is dead (law A2).
            return new L2(aimed, shot, tries);
        }
    }

    /** Looks what stands at the slot now. */
    record L2(Aimed aimed, Slot shot, int tries) implements AimedStep {
        @Override
        public StepName name() {
            return StepName.L2;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.slot(aimed.lock()));
        }

        @Override
        public Next<Resolution> on(Answer answer) {
            if (answer instanceof Answer.Failed failed) {
                return tries < Bounds.TRIES
                        ? new L2(aimed, shot, tries + 1)
                        : aimed.stuck(
                                "the slot cannot be read: " + failed.cause().getMessage());
            }
            Lock lock = aimed.lock();
            Optional<Stored<Slot>> slot = Key.slot(lock).in(answer.found());
            if (Shot.isAlive(lock, slot)) {
                return tries < Bounds.TRIES
                        ? new L1(aimed, shot, tries + 1)
                        : aimed.stuck("the slot could not be written in " + Bounds.TRIES + " tries");
            }
            return dead(aimed, slot);
        }
    }

    /** The shot cannot succeed any more: the attempt has won with it, or never will. */
    private static Next<Resolution> dead(Aimed aimed, Optional<Stored<Slot>> slot) {
        return slot.isPresent()
                        && slot.get().document() instanceof Claim claim
                        && claim.isClaimOf(aimed.lock().identity(aimed.request().account()))
                ? NestedStep.of(
                        Settlement.fromTransaction(aimed.settlement(claim), aimed.account(), Optional.empty()),
                        new AfterSettlement(claim))
                : LockClearing.clear(aimed);
    }

    /** An account with the lock that is being resolved. */
    record Aimed(Request request, Stored<Account> account, Lock lock, int round) {

        Subject subject() {
            return Subjects.of(request.account(), lock);
        }

        Claim claim() {
            return lock.claim(request.account());
        }

        VoidSlot voided() {
            return new VoidSlot(
                    lock.campaign(), lock.slot(), lock.attemptId(), request.node(), request.now(), UnknownFields.NONE);
        }

        Settlement.Request settlement(Claim claim) {
            return new Settlement.Request(claim, Settlement.Extent.ACCOUNT, request.node(), request.now());
        }

        Next<Resolution> stuck(String why) {
            return new End<>(new Resolution.Stuck(lock, why));
        }
    }

    /** Reports the sale, however far its settlement came. */
    record AfterSettlement(Claim claim) implements NestedStep.Continuation<Settled, Resolution> {
        @Override
        public Next<Resolution> with(Settled settled) {
            return new End<>(new Resolution.Sold(claim, settled));
        }
    }

    private static Next<Resolution> aim(Request request, Stored<Account> account, int round) {
        Optional<Lock> lock = account.document()
                .lock()
                .filter(present ->
                        request.onlyPurchase().map(present.purchaseId()::equals).orElse(true));
        if (lock.isEmpty()) {
            return new End<>(new Resolution.NoLock());
        }
        Aimed aimed = new Aimed(request, account, lock.get(), round);
        if (request.seen().of(lock.get().campaign()) >= lock.get().slot()) {
            return new L1Dead(aimed);
        }
        if (request.policy() == LockPolicy.CANCEL) {
            return new L1(aimed, aimed.voided(), 1);
        }
        return lock.get().slot() == 1 ? new L1(aimed, aimed.claim(), 1) : new L1Look(aimed);
    }
}
