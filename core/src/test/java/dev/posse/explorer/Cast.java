package dev.posse.explorer;

import dev.posse.admin.BalanceChange;
import dev.posse.admin.StatusChange;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Document;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.Attempt.Mode;
import dev.posse.purchase.LastSeen;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.LockResolver;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseQuery;
import dev.posse.recovery.Patrol;
import dev.posse.step.Answer;
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
    record Seen(long last) implements LastSeen {
        @Override
        public long of(String campaign) {
            return last;
        }
    }

    static Actor driver(String account, String purchase, int slots) {
        return driver(account, purchase, slots, "a-" + purchase, Mode.FIRST, Duration.ofDays(1), LockPolicy.COMPLETE);
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
        LongFunction<Attempt> knowing = seen -> new Attempt(
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
                new Seen(seen));
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

    static Actor inquiry(String account, String purchase, LockPolicy policy) {
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
