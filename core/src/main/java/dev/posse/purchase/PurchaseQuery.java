package dev.posse.purchase;

import dev.posse.admin.EntryArchiving;
import dev.posse.document.Account;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds out what became of a purchase, or calls it off for ever: resolves its lock if there is one, and otherwise swaps the
 * account with a seal, so that no D2 of an earlier call can land later; calling off, with a note as well, so that the id never
 * buys. Never buys anything new.
 */
public final class PurchaseQuery {

    /**
     * What is asked, and by whom.
     *
     * @param account whose purchase
     * @param purchaseId the caller's idempotency key
     * @param policy COMPLETE to find out, CANCEL to call off
     * @param node who asks
     * @param now when
     * @param seen how far its node knows the campaigns to be
     */
    public record Query(
            String account, String purchaseId, LockPolicy policy, String node, Instant now, HighestSettled seen) {

        Subject subject() {
            return Subject.NONE.withAccount(account).withPurchase(purchaseId);
        }

        LockResolver.Request resolution() {
            return new LockResolver.Request(account, policy, Optional.of(purchaseId), node, now, seen);
        }

        Next<PurchaseEnd> answered(PurchaseEntry entry) {
            return entry instanceof PurchaseEntry.Bought bought
                    ? end(new PurchaseOutcome.Purchased(purchaseId, bought.campaign(), bought.slot(), bought.price()))
                    : refused(Reason.CANCELLED);
        }

        Next<PurchaseEnd> refused(Reason reason) {
            return end(new PurchaseOutcome.NotPurchased(purchaseId, reason));
        }

        Next<PurchaseEnd> inDoubt(String why) {
            return end(new PurchaseOutcome.InDoubt(purchaseId, why));
        }

        /** The lock's purchase has won; the posse moves the campaign. */
        Next<PurchaseEnd> sold(Claim claim) {
            return new End<>(new PurchaseEnd(
                    new PurchaseOutcome.Purchased(purchaseId, claim.campaign(), claim.slot(), claim.price()),
                    Set.of(claim),
                    OptionalLong.empty()));
        }

        private static Next<PurchaseEnd> end(PurchaseOutcome outcome) {
            return new End<>(PurchaseEnd.of(outcome));
        }

        Next<PurchaseEnd> again(int round) {
            return round < Bounds.ROUNDS
                    ? new ReadAccount(this, round + 1)
                    : inDoubt("the account kept changing for " + Bounds.ROUNDS + " rounds");
        }
    }

    private PurchaseQuery() {}

    /**
     * Begins.
     *
     * @param query what is asked
     * @return the first step
     */
    public static Step<PurchaseEnd> ask(Query query) {
        return new ReadAccount(query, 1);
    }

    private interface QueryStep extends Step<PurchaseEnd> {
        Query query();

        @Override
        default Subject subject() {
            return query().subject();
        }
    }

    /** Reads the account. */
    record ReadAccount(Query query, int round) implements QueryStep {
        @Override
        public StepName name() {
            return StepName.L0_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.account(query.account()));
        }

        @Override
        public int roundsBefore() {
            return round - 1;
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (round > 1 && answer instanceof Answer.Failed failed) {
                return query.inDoubt(
                        "the account cannot be read again: " + failed.cause().getMessage());
            }
            return Key.account(query.account())
                    .in(answer.found())
                    .map(this::known)
                    .orElseGet(() -> query.refused(Reason.UNKNOWN_ACCOUNT));
        }

        private Next<PurchaseEnd> known(Stored<Account> account) {
            Optional<PurchaseEntry> entry = account.document().purchase(query.purchaseId());
            if (entry.isPresent()) {
                return query.answered(entry.get());
            }
            boolean locked = account.document()
                    .lock()
                    .filter(lock -> lock.purchaseId().equals(query.purchaseId()))
                    .isPresent();
            if (locked) {
                return NestedStep.of(
                        LockResolver.resolve(query.resolution(), account), new AfterResolution(query, round));
            }
            return account.document()
                    .purchaseArchive(query.purchaseId())
                    .<Next<PurchaseEnd>>map(archive -> new ReadArchive(query, account, archive, round))
                    .orElseGet(() -> neverUsed(query, account, round));
        }
    }

    /** Reads the archive, after the account (law A11). */
    record ReadArchive(Query query, Stored<Account> account, Key<ArchivedPurchase> archive, int round)
            implements QueryStep {
        @Override
        public StepName name() {
            return StepName.L0_ARCHIVE;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(archive);
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (round > 1 && answer instanceof Answer.Failed failed) {
                return query.inDoubt(
                        "the archive cannot be read: " + failed.cause().getMessage());
            }
            return archive.in(answer.found())
                    .map(known -> query.answered(known.document().entry()))
                    .orElseGet(() -> neverUsed(query, account, round));
        }
    }

    /** Seals; what the note "called off" pushes out of the account's window is archived first (law A11). */
    private static Next<PurchaseEnd> neverUsed(Query query, Stored<Account> account, int round) {
        Optional<ArchivedPurchase> leaving =
                query.policy() == LockPolicy.CANCEL ? account.document().leavingPurchase() : Optional.empty();
        return EntryArchiving.ahead(
                leaving, query.subject(), EntryArchiving.Before.L0, new AfterArchiving(query, account, round));
    }

    /** Seals when the archive document stands, or nothing has to leave. */
    record AfterArchiving(Query query, Stored<Account> account, int round)
            implements NestedStep.Continuation<EntryArchiving.Result, PurchaseEnd> {
        @Override
        public Next<PurchaseEnd> with(EntryArchiving.Result archived) {
            return archived instanceof EntryArchiving.Result.Stands
                    ? new Seal(query, account, round)
                    : query.inDoubt("the purchase cannot be called off: " + archived.problem());
        }
    }

    /**
     * Seals the account (law A10). The seal changes the content: a driver that finds its D2 refused and the content as it
     * was would take the refusal for a spurious one and fire again. A cancellation is noted in the same write.
     */
    record Seal(Query query, Stored<Account> account, int round) implements QueryStep {
        @Override
        public StepName name() {
            return StepName.L0_SEAL;
        }

        private boolean callsOff() {
            return query.policy() == LockPolicy.CANCEL;
        }

        @Override
        public Operation operation() {
            Account sealed = account.document().sealed();
            return new Operation.Swap(
                    callsOff() ? sealed.calledOff(query.purchaseId(), query.now()) : sealed, account.version());
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (round == 1 && answer instanceof Answer.Failed failed) {
                throw failed.cause();
            }
            return answer instanceof Answer.Happened
                    ? query.refused(callsOff() ? Reason.CANCELLED : Reason.NOT_PURCHASED)
                    : query.again(round);
        }
    }

    /** After the purchase's own lock was resolved. */
    record AfterResolution(Query query, int round) implements NestedStep.Continuation<Resolution, PurchaseEnd> {
        @Override
        public Next<PurchaseEnd> with(Resolution resolution) {
            if (resolution instanceof Resolution.Sold sold) {
                return query.sold(sold.claim());
            } else if (resolution instanceof Resolution.Stuck stuck) {
                return query.inDoubt(stuck.why());
            }
            return query.again(round);
        }

        @Override
        public Next<PurchaseEnd> after(RuntimeException trouble) {
            return query.inDoubt("the purchase's lock cannot be resolved: " + trouble.getMessage());
        }
    }
}
