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
import dev.posse.step.Inside;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import java.util.Map;
import java.util.Optional;

/**
 * D0 and D1: reads, and rejects what cannot be. {@link AccountLocking} goes on with D2, {@link SlotHunt} with D3 and {@link
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
        return new D0(attempt, 1);
    }

    /** Reads campaign and account in one round trip. */
    record D0(Attempt attempt, int round) implements Step<Verdict> {
        @Override
        public String name() {
            return "D0";
        }

        @Override
        public Subject subject() {
            return attempt.subject();
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Keys.campaign(attempt.campaign()), Keys.account(attempt.account()));
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            if (round > 1 && answer instanceof Answer.Failed failed) {
                return inDoubt(
                        "the account cannot be read again: " + failed.cause().getMessage());
            }
            Map<String, Entry> found = answer.found();
            return Stored.in(found, Keys.account(attempt.account()), Account::decode)
                    .map(account -> d1(attempt, found, account, round))
                    .orElseGet(() -> refused(Refusal.UNKNOWN_ACCOUNT));
        }
    }

    /** D1: rejects, answers, resumes, or goes on to lock the account. */
    private static Next<Verdict> d1(Attempt attempt, Map<String, Entry> found, Stored<Account> account, int round) {
        Optional<Next<Verdict>> known = answerOrResume(attempt, account, round);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Stored<Campaign>> campaign = Stored.in(found, Keys.campaign(attempt.campaign()), Campaign::decode);
        Optional<Refusal> refusal = campaign.map(present -> refusalBy(present.document(), attempt))
                .orElse(Optional.of(Refusal.UNKNOWN_CAMPAIGN));
        if (refusal.isPresent()) {
            return refuse(attempt, account, refusal.get(), round);
        }
        if (account.document().lock().isPresent()) {
            return new D1Look(attempt, account, account.document().lock().get(), round);
        }
        Campaign open = campaign.get().document();
        return account.document().balance() < open.price()
                ? refuse(attempt, account, Refusal.INSUFFICIENT_FUNDS, round)
                : AccountLocking.begin(
                        attempt,
                        campaign.get(),
                        account,
                        attempt.lock(open.lastPurchasedSlot() + 1, open.price()),
                        round);
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
    static Optional<Next<Verdict>> answerOrResume(Attempt attempt, Stored<Account> account, int round) {
        Optional<RecentPurchase> settled = attempt.settledIn(account.document());
        if (settled.isPresent()) {
            return Optional.of(bought(settled.get()));
        }
        return attempt.lockIn(account.document())
                .map(own -> Inside.of(
                        LockResolver.resolve(
                                attempt.resolution(LockPolicy.COMPLETE, Optional.of(attempt.purchaseId())), account),
                        new AfterResume(attempt, round)));
    }

    /** Finds out whether the lock of another purchase is decided already, or just old. */
    record D1Look(Attempt attempt, Stored<Account> account, Lock other, int round) implements Step<Verdict> {
        @Override
        public String name() {
            return "D1.look";
        }

        @Override
        public Subject subject() {
            return attempt.subject();
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(other.slotKey());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            Optional<Stored<Slot>> slot = Stored.in(answer.found(), other.slotKey(), Slot::decode);
            if (slot.isPresent()
                    && slot.get().document() instanceof Claim claim
                    && claim.isClaimOf(other.attemptId())) {
                return Inside.of(
                        Settlement.fromTransaction(attempt.settlement(claim), account, Optional.empty()),
                        new AfterOtherSettled(attempt, account, round));
            }
            return attempt.isOld(other)
                    ? Inside.of(
                            LockResolver.resolve(
                                    attempt.resolution(attempt.loginPolicy(), Optional.of(other.purchaseId())),
                                    account),
                            new AfterOtherResolved(attempt, account, round))
                    : refuse(attempt, account, Refusal.ACCOUNT_IN_USE, round);
        }
    }

    /** Refuses; asked again, only after a swap that kills every D2 of earlier calls that may still be in flight. */
    static Next<Verdict> refuse(Attempt attempt, Stored<Account> account, Refusal refusal, int round) {
        return attempt.mode() == Attempt.Mode.AGAIN ? new Seal(attempt, account, refusal, round) : refused(refusal);
    }

    /**
     * Seals the account (law A10). The seal changes the content: a driver that finds its D2 refused and the content as it
     * was would take the refusal for a spurious one and fire again.
     */
    record Seal(Attempt attempt, Stored<Account> account, Refusal refusal, int round) implements Step<Verdict> {
        @Override
        public String name() {
            return "D1.seal";
        }

        @Override
        public Subject subject() {
            return attempt.subject();
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(account.document().sealed(), account.version());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return answer instanceof Answer.Happened ? refused(refusal) : beginAgain(attempt, round);
        }
    }

    /** After this purchase's own lock was resolved. */
    record AfterResume(Attempt attempt, int round) implements Inside.Then<Resolution, Verdict> {
        @Override
        public Next<Verdict> with(Resolution resolution) {
            if (resolution instanceof Resolution.Sold sold) {
                return bought(sold.claim());
            } else if (resolution instanceof Resolution.Stuck stuck) {
                return inDoubt(stuck.why());
            }
            return beginAgain(attempt, round);
        }

        @Override
        public Next<Verdict> after(RuntimeException trouble) {
            return inDoubt("this purchase's lock cannot be resolved: " + trouble.getMessage());
        }
    }

    /** After another purchase's decided sale was settled. */
    record AfterOtherSettled(Attempt attempt, Stored<Account> account, int round)
            implements Inside.Then<Settled, Verdict> {
        @Override
        public Next<Verdict> with(Settled settled) {
            return settled instanceof Settled.Complete
                    ? beginAgain(attempt, round)
                    : refuse(attempt, account, Refusal.ACCOUNT_IN_USE, round);
        }
    }

    /** After another purchase's old lock was resolved. */
    record AfterOtherResolved(Attempt attempt, Stored<Account> account, int round)
            implements Inside.Then<Resolution, Verdict> {
        @Override
        public Next<Verdict> with(Resolution resolution) {
            return resolution instanceof Resolution.Stuck
                    ? refuse(attempt, account, Refusal.ACCOUNT_IN_USE, round)
                    : beginAgain(attempt, round);
        }
    }

    private static Next<Verdict> beginAgain(Attempt attempt, int round) {
        return round < Bounds.ROUNDS
                ? new D0(attempt, round + 1)
                : inDoubt("the account kept changing for " + Bounds.ROUNDS + " rounds");
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
