package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.RecentPurchase;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
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
    public static Step<Verdict> begin(Attempt attempt) {
        return new D0(Run.first(attempt));
    }

    /**
     * One call of a buyer, which may have to read everything again.
     *
     * <p>A call is bound to the seals that it read first: when it reads again and finds another number, somebody has
     * declared a refusal final for all calls that were under way, this one among them.
     *
     * @param attempt what to buy
     * @param round how often it has begun to read, from 1
     * @param seals of the account as first read, if it was
     */
    record Run(Attempt attempt, int round, OptionalLong seals) {

        static Run first(Attempt attempt) {
            return new Run(attempt, 1, OptionalLong.empty());
        }

        Run bound(Account read) {
            return seals.isPresent() ? this : boundTo(read.seals());
        }

        private Run boundTo(long count) {
            return new Run(attempt, round, OptionalLong.of(count));
        }

        /** After this call itself has sealed, by clearing a lock that stood in its way: bound to that, if nobody was between. */
        Run boundToClearing(long count) {
            return seals.isPresent() && seals.getAsLong() + 1 == count ? boundTo(count) : this;
        }

        boolean isCalledOff(Account read) {
            return seals.isPresent() && seals.getAsLong() != read.seals();
        }

        Next<Verdict> again() {
            return round < Bounds.ROUNDS
                    ? new D0(new Run(attempt, round + 1, seals))
                    : inDoubt("the account kept changing for " + Bounds.ROUNDS + " rounds");
        }
    }

    private interface DriverStep extends Step<Verdict> {
        Run run();

        @Override
        default Subject subject() {
            return run().attempt().subject();
        }
    }

    /** Reads campaign and account in one round trip. */
    record D0(Run run) implements DriverStep {
        @Override
        public String name() {
            return "D0";
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(
                    Keys.campaign(run.attempt().campaign()),
                    Keys.account(run.attempt().account()));
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            if (run.round() > 1 && answer instanceof Answer.Failed failed) {
                return inDoubt(
                        "the account cannot be read again: " + failed.cause().getMessage());
            }
            Map<String, Entry> found = answer.found();
            return Stored.in(found, Keys.account(run.attempt().account()), Account::decode)
                    .map(account -> d1(run.bound(account.document()), found, account))
                    .orElseGet(() -> refused(Refusal.UNKNOWN_ACCOUNT));
        }
    }

    /** D1: rejects, answers, resumes, or goes on to lock the account. */
    private static Next<Verdict> d1(Run run, Map<String, Entry> found, Stored<Account> account) {
        Attempt attempt = run.attempt();
        Optional<Next<Verdict>> known = answerOrResume(run, account);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Stored<Campaign>> campaign = Stored.in(found, Keys.campaign(attempt.campaign()), Campaign::decode);
        Optional<Refusal> refusal = campaign.map(present -> refusalBy(present.document(), attempt))
                .orElse(Optional.of(Refusal.UNKNOWN_CAMPAIGN));
        if (refusal.isPresent()) {
            return refuse(run, account, refusal.get());
        }
        if (run.isCalledOff(account.document())) {
            return refuse(run, account, Refusal.ACCOUNT_IN_USE);
        }
        if (account.document().lock().isPresent()) {
            return new D1Look(run, account, account.document().lock().get());
        }
        Campaign open = campaign.get().document();
        return account.document().balance() < open.price()
                ? refuse(run, account, Refusal.INSUFFICIENT_FUNDS)
                : AccountLocking.begin(
                        run, campaign.get(), account, attempt.lock(open.lastPurchasedSlot() + 1, open.price()));
    }

    private static Optional<Refusal> refusalBy(Campaign campaign, Attempt attempt) {
        if (campaign.status() == Status.CLOSED) {
            return Optional.of(Refusal.CLOSED);
        } else if (campaign.status() == Status.STOPPED) {
            return Optional.of(Refusal.STOPPED);
        } else if (campaign.lastPurchasedSlot() >= campaign.capacity()) {
            return Optional.of(Refusal.SOLD_OUT);
        }
        return attempt.maxPrice().isPresent()
                        && campaign.price() > attempt.maxPrice().getAsLong()
                ? Optional.of(Refusal.PRICE_ABOVE_LIMIT)
                : Optional.empty();
    }

    /** The same purchase asked again: answered if it is settled, resumed with COMPLETE if it is locked. */
    static Optional<Next<Verdict>> answerOrResume(Run run, Stored<Account> account) {
        Attempt attempt = run.attempt();
        Optional<RecentPurchase> settled = attempt.settledIn(account.document());
        if (settled.isPresent()) {
            return Optional.of(bought(settled.get()));
        }
        return attempt.lockIn(account.document())
                .map(own -> NestedStep.of(
                        LockResolver.resolve(
                                attempt.resolution(LockPolicy.COMPLETE, Optional.of(attempt.purchaseId())), account),
                        new AfterResume(run)));
    }

    /** Finds out whether the lock of another purchase is decided already, or just old. */
    record D1Look(Run run, Stored<Account> account, Lock other) implements DriverStep {
        @Override
        public String name() {
            return "D1.look";
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(other.slotKey());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            Attempt attempt = run.attempt();
            Optional<Stored<Slot>> slot = Stored.in(answer.found(), other.slotKey(), Slot::decode);
            if (slot.isPresent()
                    && slot.get().document() instanceof Claim claim
                    && claim.isClaimOf(other.attemptId())) {
                return NestedStep.of(
                        Settlement.fromTransaction(attempt.settlement(claim), account, Optional.empty()),
                        new AfterOtherSettled(run, account));
            }
            return attempt.isOld(other)
                    ? NestedStep.of(
                            LockResolver.resolve(
                                    attempt.resolution(attempt.loginPolicy(), Optional.of(other.purchaseId())),
                                    account),
                            new AfterOtherResolved(run, account))
                    : refuse(run, account, Refusal.ACCOUNT_IN_USE);
        }
    }

    /** Refuses; asked again, only after a swap that kills every D2 of earlier calls that may still be in flight. */
    static Next<Verdict> refuse(Run run, Stored<Account> account, Refusal refusal) {
        return run.attempt().mode() == Attempt.Mode.AGAIN ? new Seal(run, account, refusal) : refused(refusal);
    }

    /**
     * Seals the account (law A10). The seal changes the content: a driver that finds its D2 refused and the content as it
     * was would take the refusal for a spurious one and fire again.
     */
    record Seal(Run run, Stored<Account> account, Refusal refusal) implements DriverStep {
        @Override
        public String name() {
            return "D1.seal";
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(account.document().sealed(), account.version());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return answer instanceof Answer.Happened ? refused(refusal) : run.again();
        }
    }

    /** After this purchase's own lock was resolved. */
    record AfterResume(Run run) implements NestedStep.Continuation<Resolution, Verdict> {
        @Override
        public Next<Verdict> with(Resolution resolution) {
            if (resolution instanceof Resolution.Sold sold) {
                return bought(sold.claim());
            } else if (resolution instanceof Resolution.Stuck stuck) {
                return inDoubt(stuck.why());
            }
            return resolution instanceof Resolution.Cleared cleared
                    ? run.boundToClearing(cleared.seals()).again()
                    : run.again();
        }

        @Override
        public Next<Verdict> after(RuntimeException trouble) {
            return inDoubt("this purchase's lock cannot be resolved: " + trouble.getMessage());
        }
    }

    /** After another purchase's decided sale was settled. */
    record AfterOtherSettled(Run run, Stored<Account> account) implements NestedStep.Continuation<Settled, Verdict> {
        @Override
        public Next<Verdict> with(Settled settled) {
            return settled instanceof Settled.Complete ? run.again() : refuse(run, account, Refusal.ACCOUNT_IN_USE);
        }
    }

    /** After another purchase's old lock was resolved. */
    record AfterOtherResolved(Run run, Stored<Account> account)
            implements NestedStep.Continuation<Resolution, Verdict> {
        @Override
        public Next<Verdict> with(Resolution resolution) {
            if (resolution instanceof Resolution.Cleared cleared) {
                return run.boundToClearing(cleared.seals()).again();
            }
            return resolution instanceof Resolution.Stuck ? refuse(run, account, Refusal.ACCOUNT_IN_USE) : run.again();
        }
    }

    static Next<Verdict> refused(Refusal refusal) {
        return new End<>(new Verdict.NotBought(refusal));
    }

    static Next<Verdict> inDoubt(String why) {
        return new End<>(new Verdict.InDoubt(why));
    }

    static Next<Verdict> bought(Claim claim) {
        return new End<>(new Verdict.Bought(claim.campaign(), claim.slot(), claim.price()));
    }

    static Next<Verdict> bought(RecentPurchase recent) {
        return new End<>(new Verdict.Bought(recent.campaign(), recent.slot(), recent.price()));
    }
}
