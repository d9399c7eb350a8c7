package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Key;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
    public static Step<PurchaseEnd> begin(Attempt attempt) {
        return begin(PurchaseCall.first(attempt));
    }

    /**
     * Begins, for a call that may have waited for others and be bound to what was read for it.
     *
     * @param call that wants to buy
     * @return the first step
     */
    public static Step<PurchaseEnd> begin(PurchaseCall call) {
        return new D0(call);
    }

    /**
     * Begins with what this node saw last of the campaign and the account: where the store takes chains the purchase needs no read
     * as long as the campaign stands so, and is refused only on a fresh one.
     *
     * @param attempt what to buy
     * @param campaign as last seen
     * @param account as last seen
     * @return the first step
     */
    public static Step<PurchaseEnd> begin(Attempt attempt, Stored<Campaign> campaign, Stored<Account> account) {
        return new D0Known(PurchaseCall.first(attempt), campaign, account);
    }

    /**
     * Returns whether a driver stands where it knows that its own purchase has won, and only settles the sale.
     *
     * @param step where it stands
     * @return true from the answer on that decided it
     */
    public static boolean isSettlingItsSale(Step<?> step) {
        return step instanceof NestedStep<?, ?> nested
                && (nested.then() instanceof SlotClaiming.AfterSettlement
                        || (nested.then() instanceof AfterResume && LockResolver.isSettling(nested.inner())));
    }

    /**
     * Returns whether nothing was asked or written for a call yet, whatever was read for it together with others.
     *
     * @param next where it stands
     * @return true where its own reading begins
     */
    public static boolean isUntouched(Next<?> next) {
        return next instanceof D0 first && first.call().round() == 1;
    }

    /** A step of a driver before it has locked anything. */
    interface DriverStep extends Step<PurchaseEnd> {
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
                    Key.campaign(call.attempt().campaign()),
                    Key.account(call.attempt().account()));
        }

        @Override
        public int roundsBefore() {
            return call.round() - 1;
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (call.round() > 1 && answer instanceof Answer.Failed failed) {
                return call.inDoubt(
                        "the account cannot be read again: " + failed.cause().getMessage());
            }
            Map<String, Entry> found = answer.found();
            Optional<Stored<Campaign>> campaign =
                    Key.campaign(call.attempt().campaign()).in(found);
            return Key.account(call.attempt().account())
                    .in(found)
                    .map(account -> d1(call.bound(account.document()), campaign, account))
                    .orElseGet(() -> call.refused(Reason.UNKNOWN_ACCOUNT));
        }
    }

    /**
     * D0 of a node that believes to know both. The campaign is what the purchase is judged by, so that is what goes ahead of its
     * writes; the account is held to its version by D2.
     */
    record D0Known(PurchaseCall call, Stored<Campaign> campaign, Stored<Account> account) implements DriverStep {
        @Override
        public StepName name() {
            return StepName.D0;
        }

        @Override
        public Operation operation() {
            String key = campaign.document().key();
            return new Operation.Expect(List.of(key, account.document().key()), key, Optional.of(campaign.version()));
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (answer instanceof Answer.Held) {
                return d1(call.bound(account.document()), Optional.of(campaign), account);
            }
            return answer instanceof Answer.Unknown ? afterLostChain(call, account) : new D0(call).on(answer);
        }
    }

    /**
     * Begins again, with a read, after a chain in which this purchase's writes were sent, and of which nobody knows: they may
     * land yet. So a refusal is sealed from now on, trouble is doubt, and the call is bound to the seals that the chain built on.
     */
    static Step<PurchaseEnd> afterLostChain(PurchaseCall call, Stored<Account> account) {
        return new D0(call.bound(account.document()).afterLostChain());
    }

    /** D1: answers or resumes what is known of this purchase; where the window has let ids go, the archive is read first. */
    static Next<PurchaseEnd> d1(PurchaseCall call, Optional<Stored<Campaign>> campaign, Stored<Account> account) {
        return call.answerOrResume(account)
                .orElseGet(() -> call.archiveToRead(account)
                        .<Next<PurchaseEnd>>map(key -> new D1Archive(call, campaign, account, key))
                        .orElseGet(() -> judged(call, campaign, account)));
    }

    /**
     * Reads the archive, after the account (law A11): an id that was archived and left the window between two reads in the
     * other order would be found in neither.
     */
    record D1Archive(
            PurchaseCall call,
            Optional<Stored<Campaign>> campaign,
            Stored<Account> account,
            Key<ArchivedPurchase> archive)
            implements DriverStep {
        @Override
        public StepName name() {
            return StepName.D1_ARCHIVE;
        }

        @Override
        public Operation operation() {
            return new Operation.Expect(List.of(archive.name()), archive.name(), Optional.empty());
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            if (answer instanceof Answer.Held) {
                return judged(call.withArchiveReadAfter(account), campaign, account);
            } else if (answer instanceof Answer.Unknown) {
                return afterLostChain(call, account);
            }
            if (call.round() > 1 && answer instanceof Answer.Failed failed) {
                return call.inDoubt(
                        "the archive cannot be read: " + failed.cause().getMessage());
            }
            return archive.in(answer.found())
                    .map(known -> call.answered(known.document().entry()))
                    .orElseGet(() -> judged(call.withArchiveReadAfter(account), campaign, account));
        }
    }

    /** D1, of a purchase id that was never used: rejects, or goes on to lock the account. */
    private static Next<PurchaseEnd> judged(
            PurchaseCall call, Optional<Stored<Campaign>> campaign, Stored<Account> account) {
        Attempt attempt = call.attempt();
        long last =
                campaign.map(present -> present.document().lastPurchasedSlot()).orElse(0L);
        if (last < attempt.lastSeen()) {
            return fellBack(call, campaign.isPresent(), last);
        }
        Optional<Reason> refusal = campaign.map(present -> refusalBy(present.document(), call))
                .orElse(Optional.of(Reason.UNKNOWN_CAMPAIGN));
        if (refusal.isPresent()) {
            return call.refuse(account, refusal.get());
        }
        if (call.isCalledOff(account.document())) {
            return call.refuse(account, Reason.ACCOUNT_IN_USE);
        }
        if (account.document().lock().isPresent()) {
            return new OtherPurchase.D1Look(
                    call, account, account.document().lock().get());
        }
        Campaign open = campaign.get().document();
        return account.document().balance() < open.price()
                ? call.refuse(account, Reason.INSUFFICIENT_FUNDS)
                : AccountLocking.begin(
                        overlooking(call, open), campaign.get(), account, attempt.lock(call.aim(open), open.price()));
    }

    /** Slots are settled above one that is not: the posse is told of that one, as if it had been in the way. */
    private static PurchaseCall overlooking(PurchaseCall call, Campaign campaign) {
        long next = campaign.lastPurchasedSlot() + 1;
        return campaign.frontier() > next ? call.beatenAt(next) : call;
    }

    /** The store is not where this node has seen it before: nothing is sold on an older copy (law A12). */
    private static Next<PurchaseEnd> fellBack(PurchaseCall call, boolean present, long last) {
        String finding = "The campaign " + call.attempt().campaign()
                + (present ? " stands at slot " + last : " is gone") + ", and this node has seen it at slot "
                + call.attempt().lastSeen();
        if (call.round() > 1) {
            return call.inDoubt(finding);
        }
        throw new DataLossException(finding);
    }

    private static Optional<Reason> refusalBy(Campaign campaign, PurchaseCall call) {
        if (campaign.status() == Status.CLOSED) {
            return Optional.of(Reason.CLOSED);
        } else if (campaign.status() == Status.STOPPED) {
            return Optional.of(Reason.STOPPED);
        } else if (call.aim(campaign) > campaign.capacity()) {
            return Optional.of(Reason.SOLD_OUT);
        }
        OptionalLong maxPrice = call.attempt().maxPrice();
        return maxPrice.isPresent() && campaign.price() > maxPrice.getAsLong()
                ? Optional.of(Reason.PRICE_ABOVE_LIMIT)
                : Optional.empty();
    }

    /** After this purchase's own lock was resolved. */
    record AfterResume(PurchaseCall call) implements NestedStep.Continuation<Resolution, PurchaseEnd> {
        @Override
        public Next<PurchaseEnd> with(Resolution resolution) {
            if (resolution instanceof Resolution.Sold sold) {
                return call.leaving(sold.claim()).bought(sold.claim());
            } else if (resolution instanceof Resolution.Stuck stuck) {
                return call.inDoubt(stuck.why());
            }
            return resolution instanceof Resolution.Cleared cleared
                    ? call.boundToClearing(cleared.seals()).again()
                    : call.again();
        }

        @Override
        public Next<PurchaseEnd> after(RuntimeException trouble) {
            return call.inDoubt("this purchase's lock cannot be resolved: " + trouble.getMessage());
        }
    }
}
