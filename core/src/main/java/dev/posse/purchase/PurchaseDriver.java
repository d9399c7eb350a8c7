package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import java.util.Map;
import java.util.Optional;

/**
 * D0 and D1: reads, and rejects what cannot be. {@link AccountLocking} goes on with D2, {@link SlotClaiming} with D3 and {@link
 * Settlement} with D4 to D6.
 *
 * <p>Before D2 was sent trouble is thrown, for nothing has happened; afterwards it is reported as doubt.
 */
public final class PurchaseDriver {

    private PurchaseDriver() {}

    /**
     * Begins.
     *
     * @param attempt what to buy
     * @return the first step
     */
    public static Step<PurchaseOutcome> begin(Attempt attempt) {
        return new D0(PurchaseCall.first(attempt));
    }

    private interface DriverStep extends Step<PurchaseOutcome> {
        PurchaseCall call();

        @Override
        default Subject subject() {
            return call().attempt().subject();
        }
    }

    /** Reads campaign and account in one round trip. */
    record D0(PurchaseCall call) implements DriverStep {
        @Override
        public StepName name() {
            return StepName.D0;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(
                    Keys.campaign(call.attempt().campaign()),
                    Keys.account(call.attempt().account()));
        }

        @Override
        public Next<PurchaseOutcome> on(Answer answer) {
            if (call.round() > 1 && answer instanceof Answer.Failed failed) {
                return call.inDoubt(
                        "the account cannot be read again: " + failed.cause().getMessage());
            }
            Map<String, Entry> found = answer.found();
            Optional<Stored<Campaign>> campaign =
                    Stored.in(found, Keys.campaign(call.attempt().campaign()), Campaign::decode);
            return Stored.in(found, Keys.account(call.attempt().account()), Account::decode)
                    .map(account -> d1(call.bound(account.document()), campaign, account))
                    .orElseGet(() -> call.refused(Reason.UNKNOWN_ACCOUNT));
        }
    }

    /** D1: answers or resumes what is known of this purchase; where the window has let ids go, the archive is read first. */
    private static Next<PurchaseOutcome> d1(
            PurchaseCall call, Optional<Stored<Campaign>> campaign, Stored<Account> account) {
        return call.answerOrResume(account)
                .orElseGet(() -> call.archiveToRead(account)
                        .<Next<PurchaseOutcome>>map(key -> new D1Archive(call, campaign, account, key))
                        .orElseGet(() -> judged(call, campaign, account)));
    }

    /**
     * Reads the archive, after the account (law A11): an id that was archived and left the window between two reads in the
     * other order would be found in neither.
     */
    record D1Archive(PurchaseCall call, Optional<Stored<Campaign>> campaign, Stored<Account> account, String archive)
            implements DriverStep {
        @Override
        public StepName name() {
            return StepName.D1_ARCHIVE;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(archive);
        }

        @Override
        public Next<PurchaseOutcome> on(Answer answer) {
            if (call.round() > 1 && answer instanceof Answer.Failed failed) {
                return call.inDoubt(
                        "the archive cannot be read: " + failed.cause().getMessage());
            }
            return Stored.in(answer.found(), archive, ArchivedPurchase::decode)
                    .map(known -> call.answered(known.document().entry()))
                    .orElseGet(() -> judged(call.withArchiveReadAfter(account), campaign, account));
        }
    }

    /** D1, of a purchase id that was never used: rejects, or goes on to lock the account. */
    private static Next<PurchaseOutcome> judged(
            PurchaseCall call, Optional<Stored<Campaign>> campaign, Stored<Account> account) {
        Attempt attempt = call.attempt();
        long last =
                campaign.map(present -> present.document().lastPurchasedSlot()).orElse(0L);
        if (last < attempt.lastSeen()) {
            return fellBack(call, campaign.isPresent(), last);
        }
        Optional<Reason> refusal = campaign.map(present -> refusalBy(present.document(), attempt))
                .orElse(Optional.of(Reason.UNKNOWN_CAMPAIGN));
        if (refusal.isPresent()) {
            return call.refuse(account, refusal.get());
        }
        if (call.isCalledOff(account.document())) {
            return call.refuse(account, Reason.ACCOUNT_IN_USE);
        }
        if (account.document().lock().isPresent()) {
            return new D1Look(call, account, account.document().lock().get());
        }
        Campaign open = campaign.get().document();
        return account.document().balance() < open.price()
                ? call.refuse(account, Reason.INSUFFICIENT_FUNDS)
                : AccountLocking.begin(call, campaign.get(), account, attempt.lock(open.frontier(), open.price()));
    }

    /** The store is not where this node has seen it before: nothing is sold on an older copy (law A12). */
    private static Next<PurchaseOutcome> fellBack(PurchaseCall call, boolean present, long last) {
        String finding = "The campaign " + call.attempt().campaign()
                + (present ? " stands at slot " + last : " is gone") + ", and this node has seen it at slot "
                + call.attempt().lastSeen();
        if (call.round() > 1) {
            return call.inDoubt(finding);
        }
        throw new DataLossException(finding);
    }

    private static Optional<Reason> refusalBy(Campaign campaign, Attempt attempt) {
        if (campaign.status() == Status.CLOSED) {
            return Optional.of(Reason.CLOSED);
        } else if (campaign.status() == Status.STOPPED) {
            return Optional.of(Reason.STOPPED);
        } else if (campaign.frontier() > campaign.capacity()) {
            return Optional.of(Reason.SOLD_OUT);
        }
        return attempt.maxPrice().isPresent()
                        && campaign.price() > attempt.maxPrice().getAsLong()
                ? Optional.of(Reason.PRICE_ABOVE_LIMIT)
                : Optional.empty();
    }

    /** Finds out whether the lock of another purchase is decided already, or just old. */
    record D1Look(PurchaseCall call, Stored<Account> account, Lock other) implements DriverStep {
        @Override
        public StepName name() {
            return StepName.D1_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(other.slotKey());
        }

        @Override
        public Next<PurchaseOutcome> on(Answer answer) {
            Attempt attempt = call.attempt();
            Optional<Stored<Slot>> slot = Stored.in(answer.found(), other.slotKey(), Slot::decode);
            if (slot.isPresent()
                    && slot.get().document() instanceof Claim claim
                    && claim.isClaimOf(other.identity(attempt.account()))) {
                return NestedStep.of(
                        Settlement.fromTransaction(attempt.settlement(claim), account, Optional.empty()),
                        new AfterOtherSettled(call, account));
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

    /** Looks into the archive before a refusal is sealed: the purchase may have been bought, and left the window since. */
    record SealArchive(PurchaseCall call, Stored<Account> account, String archive, Reason refusal)
            implements DriverStep {
        @Override
        public StepName name() {
            return StepName.D1_SEAL_ARCHIVE;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(archive);
        }

        @Override
        public Next<PurchaseOutcome> on(Answer answer) {
            if (answer instanceof Answer.Failed) {
                return call.again();
            }
            return Stored.in(answer.found(), archive, ArchivedPurchase::decode)
                    .map(known -> call.answered(known.document().entry()))
                    .orElseGet(() -> new Seal(call.withArchiveReadAfter(account), account, refusal));
        }
    }

    /**
     * Seals the account (law A10). The seal changes the content: a driver that finds its D2 refused and the content as it
     * was would take the refusal for a spurious one and fire again.
     */
    record Seal(PurchaseCall call, Stored<Account> account, Reason refusal) implements DriverStep {
        @Override
        public StepName name() {
            return StepName.D1_SEAL;
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(account.document().sealed(), account.version());
        }

        @Override
        public Next<PurchaseOutcome> on(Answer answer) {
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

    /** After this purchase's own lock was resolved. */
    record AfterResume(PurchaseCall call) implements NestedStep.Continuation<Resolution, PurchaseOutcome> {
        @Override
        public Next<PurchaseOutcome> with(Resolution resolution) {
            if (resolution instanceof Resolution.Sold sold) {
                return call.bought(sold.claim());
            } else if (resolution instanceof Resolution.Stuck stuck) {
                return call.inDoubt(stuck.why());
            }
            return resolution instanceof Resolution.Cleared cleared
                    ? call.boundToClearing(cleared.seals()).again()
                    : call.again();
        }

        @Override
        public Next<PurchaseOutcome> after(RuntimeException trouble) {
            return call.inDoubt("this purchase's lock cannot be resolved: " + trouble.getMessage());
        }
    }

    /** After another purchase's decided sale was settled. */
    record AfterOtherSettled(PurchaseCall call, Stored<Account> account)
            implements NestedStep.Continuation<Settled, PurchaseOutcome> {
        @Override
        public Next<PurchaseOutcome> with(Settled settled) {
            return settled instanceof Settled.Complete ? call.again() : call.refuse(account, Reason.ACCOUNT_IN_USE);
        }
    }

    /** After another purchase's old lock was resolved. */
    record AfterOtherResolved(PurchaseCall call, Stored<Account> account)
            implements NestedStep.Continuation<Resolution, PurchaseOutcome> {
        @Override
        public Next<PurchaseOutcome> with(Resolution resolution) {
            if (resolution instanceof Resolution.Cleared cleared) {
                return call.boundToClearing(cleared.seals()).again();
            }
            return resolution instanceof Resolution.Stuck ? call.refuse(account, Reason.ACCOUNT_IN_USE) : call.again();
        }
    }
}
