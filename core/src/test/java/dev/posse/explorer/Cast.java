package dev.posse.explorer;

import dev.posse.admin.BalanceChange;
import dev.posse.admin.StatusChange;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Document;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.document.Stored;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.Attempt.Mode;
import dev.posse.purchase.CombinedPurchases;
import dev.posse.purchase.HighestSettled;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.LockResolver;
import dev.posse.purchase.PurchaseCall;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseQuery;
import dev.posse.purchase.SlotTrouble;
import dev.posse.recovery.Patrol;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Who may act in a scenario. */
final class Cast {

    private Cast() {}

    /** Of a node that has seen the one campaign at this slot; a record, so that actors who know the same are equal. */
    record Seen(long last) implements HighestSettled {
        @Override
        public long of(String campaign) {
            return last;
        }
    }

    static Actor driver(String account, String purchase, int slots) {
        return driver(account, purchase, slots, "a-" + purchase, Mode.FIRST, Duration.ofDays(1), LockPolicy.COMPLETE);
    }

    /** A driver on a node that has seen the campaign and the account as they stand at the beginning. */
    static Actor warm(String account, String purchase, int slots, List<Document> start) {
        Actor cold = driver(account, purchase, slots);
        Optional<Campaign> campaign = found(start, "campaign/c", Campaign.class);
        Optional<Account> known = found(start, "account/" + account, Account.class);
        Next<?> first = PurchaseDriver.begin(
                attempt(account, purchase, slots),
                Stored.written(campaign.orElseThrow(), Cell.version(1)),
                Stored.written(known.orElseThrow(), Cell.version(1)));
        return new Actor(
                "warm " + cold.name(), first, account, purchase, "a-" + purchase, Promise.THIS_ATTEMPT, cold.knowing());
    }

    private static <T extends Document> Optional<T> found(List<Document> start, String key, Class<T> kind) {
        return start.stream()
                .filter(document -> document.key().equals(key))
                .map(kind::cast)
                .findFirst();
    }

    static Attempt attempt(String account, String purchase, int slots) {
        return attempts(account, purchase, slots, "a-" + purchase, Mode.FIRST, Duration.ofDays(1), LockPolicy.COMPLETE)
                .apply(0);
    }

    /** Of a node that could not read any slot a moment ago. */
    record Troubled() implements SlotTrouble {
        @Override
        public boolean isAt(String campaign, long slot) {
            return true;
        }
    }

    /** A driver who looks at the slot before he locks the account for it. */
    static Actor looking(String account, String purchase, int slots) {
        Attempt usual = attempt(account, purchase, slots);
        Attempt looks = new Attempt(
                account,
                usual.campaign(),
                purchase,
                usual.payload(),
                usual.maxPrice(),
                usual.lastSeen(),
                slots,
                usual.mode(),
                usual.attemptId(),
                usual.node(),
                usual.now(),
                usual.patience(),
                usual.loginPolicy(),
                usual.seen(),
                new Troubled());
        return new Actor(
                "looking driver " + account + " " + purchase + (slots == 1 ? "" : " of " + slots + " slots"),
                PurchaseDriver.begin(looks),
                account,
                purchase,
                usual.attemptId(),
                Promise.THIS_ATTEMPT);
    }

    /** A buyer who waits for his purchase to be handed back by the one who combines. */
    static Actor waiting(String account, String purchase, int slots) {
        Actor driver = driver(account, purchase, slots);
        return new Actor(
                driver.name() + " (waits)",
                new End<>(new Report.Nothing()),
                account,
                purchase,
                driver.attemptId(),
                Promise.THIS_ATTEMPT,
                driver.knowing());
    }

    /** Buys for those who wait, in this order; they are the first actors of the scenario. */
    static Actor combiner(List<Actor> waiting, int slots) {
        return new Actor(
                "combiner",
                CombinedPurchases.begin(waiting.stream()
                        .map(buyer -> PurchaseCall.first(attempt(buyer.account(), buyer.purchaseId(), slots)))
                        .toList()),
                "",
                "",
                "",
                Promise.NOTHING);
    }

    /** A driver whose attempt id is another one's as well. */
    static Actor driverWithAttempt(String account, String purchase, String attempt) {
        return driver(account, purchase, 1, attempt, Mode.FIRST, Duration.ofDays(1), LockPolicy.COMPLETE);
    }

    /** A driver to whom every lock in its way is old. */
    static Actor impatient(String account, String purchase, LockPolicy policy) {
        return driver(account, purchase, 1, "a-" + purchase, Mode.FIRST, Duration.ZERO, policy);
    }

    /** The same purchase once more, from another node. */
    static Actor retry(String account, String purchase, Mode mode) {
        return driver(
                account,
                purchase,
                1,
                (mode == Mode.AGAIN ? "c-" : "b-") + purchase,
                mode,
                Duration.ofDays(1),
                LockPolicy.COMPLETE);
    }

    private static Actor driver(
            String account,
            String purchase,
            int slots,
            String attempt,
            Mode mode,
            Duration patience,
            LockPolicy policy) {
        LongFunction<Attempt> knowing = attempts(account, purchase, slots, attempt, mode, patience, policy);
        String name = (mode == Mode.AGAIN ? "again " : "driver ") + account + " " + purchase
                + (attempt.startsWith("b") ? " (retry)" : "")
                + (slots == 1 ? "" : " of " + slots + " slots");
        return new Actor(
                name,
                PurchaseDriver.begin(knowing.apply(0)),
                account,
                purchase,
                attempt,
                mode == Mode.AGAIN ? Promise.THE_PURCHASE : Promise.THIS_ATTEMPT,
                seen -> PurchaseDriver.begin(knowing.apply(seen)));
    }

    private static LongFunction<Attempt> attempts(
            String account,
            String purchase,
            int slots,
            String attempt,
            Mode mode,
            Duration patience,
            LockPolicy policy) {
        return seen -> new Attempt(
                account,
                "c",
                purchase,
                Optional.of("text"),
                OptionalLong.empty(),
                seen,
                slots,
                mode,
                attempt,
                "node-" + attempt,
                Starts.NOW,
                patience,
                policy,
                new Seen(seen),
                SlotTrouble.NONE);
    }

    /** The same actor after its first read, of what stands there at the beginning. */
    static Actor hasRead(Actor actor, List<Document> start) {
        Map<String, Entry> entries = new HashMap<>();
        start.forEach(document -> entries.put(document.key(), new Entry(document.encode(), Cell.version(1))));
        Next<?> next = ((Step<?>) actor.first()).on(new Answer.Found(entries));
        return new Actor(
                actor.name() + " (has read)",
                next,
                actor.account(),
                actor.purchaseId(),
                actor.attemptId(),
                actor.promise());
    }

    static Actor login(String account, LockPolicy policy) {
        String name = "login " + account + " " + policy;
        LongFunction<Next<?>> knowing = seen -> LockResolver.resolve(
                new LockResolver.Request(account, policy, Optional.empty(), name, Starts.NOW, new Seen(seen)));
        return new Actor(name, knowing.apply(0), account, "", "", Promise.THIS_ATTEMPT, knowing);
    }

    static Actor query(String account, String purchase, LockPolicy policy) {
        String name = (policy == LockPolicy.CANCEL ? "cancel " : "outcome ") + account + " " + purchase;
        LongFunction<Next<?>> knowing = seen ->
                PurchaseQuery.ask(new PurchaseQuery.Query(account, purchase, policy, name, Starts.NOW, new Seen(seen)));
        return new Actor(name, knowing.apply(0), account, purchase, "", Promise.THE_PURCHASE, knowing);
    }

    static Actor recoverer(int number) {
        String name = "recoverer " + number;
        return new Actor(
                name, Patrol.begin(new Patrol.PatrolTarget("c", name, Starts.NOW)), "", "", "", Promise.THIS_ATTEMPT);
    }

    static Actor depositor(String account) {
        return mover("depositor", account, new Movement("in", Kind.DEPOSIT, 7, Starts.NOW));
    }

    /** A deposit that was booked before anybody acts, asked again. */
    static Actor redepositor(String account, long amount) {
        return mover("redepositor", account, new Movement("first", Kind.DEPOSIT, amount, Starts.NOW));
    }

    /** The same deposit as the depositor's, asked again on another node. */
    static Actor secondDepositor(String account) {
        return mover("second depositor", account, new Movement("in", Kind.DEPOSIT, 7, Starts.NOW));
    }

    static Actor withdrawer(String account) {
        return mover("withdrawer", account, new Movement("out", Kind.WITHDRAWAL, 20, Starts.NOW));
    }

    private static Actor mover(String name, String account, Movement movement) {
        return new Actor(
                name + " " + account,
                BalanceChange.begin(account, movement),
                account,
                movement.id(),
                "",
                Promise.THIS_ATTEMPT);
    }

    static Actor closer() {
        return new Actor(
                "closer", StatusChange.begin("c", Status.CLOSED, Optional.empty()), "", "", "", Promise.THIS_ATTEMPT);
    }
}
