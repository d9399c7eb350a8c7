package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Keys;
import dev.posse.document.RecentPurchase;
import dev.posse.document.Stored;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out what became of a purchase, or calls it off: resolves its lock if there is one, and otherwise swaps the account
 * with a seal, so that no D2 of an earlier call can land later. Never buys anything new.
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
     */
    public record Query(String account, String purchaseId, LockPolicy policy, String node, Instant now) {

        Subject subject() {
            return Subject.NONE.withAccount(account).withPurchase(purchaseId);
        }

        LockResolver.Request resolution() {
            return new LockResolver.Request(account, policy, Optional.of(purchaseId), node, now);
        }
    }

    private PurchaseQuery() {}

    /**
     * Begins.
     *
     * @param query what is asked
     * @return the first step
     */
    public static Step<Verdict> ask(Query query) {
        return new ReadAccount(query, 1);
    }

    /** Reads the account. */
    record ReadAccount(Query query, int round) implements Step<Verdict> {
        @Override
        public String name() {
            return "L0.look";
        }

        @Override
        public Subject subject() {
            return query.subject();
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Keys.account(query.account()));
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            if (round > 1 && answer instanceof Answer.Failed failed) {
                return PurchaseDriver.inDoubt(
                        "the account cannot be read again: " + failed.cause().getMessage());
            }
            Optional<Stored<Account>> read = Stored.in(answer.found(), Keys.account(query.account()), Account::decode);
            if (read.isEmpty()) {
                return PurchaseDriver.refused(Refusal.UNKNOWN_ACCOUNT);
            }
            Optional<RecentPurchase> settled = read.get().document().purchase(query.purchaseId());
            if (settled.isPresent()) {
                return PurchaseDriver.bought(settled.get());
            }
            boolean locked = read.get()
                    .document()
                    .lock()
                    .filter(lock -> lock.purchaseId().equals(query.purchaseId()))
                    .isPresent();
            return locked
                    ? NestedStep.of(
                            LockResolver.resolve(query.resolution(), read.get()), new AfterResolution(query, round))
                    : new Seal(query, read.get(), round);
        }
    }

    /**
     * Seals the account (law A10). The seal changes the content: a driver that finds its D2 refused and the content as it
     * was would take the refusal for a spurious one and fire again.
     */
    record Seal(Query query, Stored<Account> account, int round) implements Step<Verdict> {
        @Override
        public String name() {
            return "L0.seal";
        }

        @Override
        public Subject subject() {
            return query.subject();
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(account.document().sealed(), account.version());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return answer instanceof Answer.Happened
                    ? PurchaseDriver.refused(
                            query.policy() == LockPolicy.CANCEL ? Refusal.CANCELLED : Refusal.NOT_PURCHASED)
                    : again(query, round);
        }
    }

    /** After the purchase's own lock was resolved. */
    record AfterResolution(Query query, int round) implements NestedStep.Continuation<Resolution, Verdict> {
        @Override
        public Next<Verdict> with(Resolution resolution) {
            if (resolution instanceof Resolution.Sold sold) {
                return PurchaseDriver.bought(sold.claim());
            } else if (resolution instanceof Resolution.Stuck stuck) {
                return PurchaseDriver.inDoubt(stuck.why());
            }
            return again(query, round);
        }

        @Override
        public Next<Verdict> after(RuntimeException trouble) {
            return PurchaseDriver.inDoubt("the purchase's lock cannot be resolved: " + trouble.getMessage());
        }
    }

    private static Next<Verdict> again(Query query, int round) {
        return round < Bounds.ROUNDS
                ? new ReadAccount(query, round + 1)
                : PurchaseDriver.inDoubt("the account kept changing for " + Bounds.ROUNDS + " rounds");
    }
}
