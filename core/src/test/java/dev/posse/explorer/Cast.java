package dev.posse.explorer;

import dev.posse.admin.BalanceChange;
import dev.posse.admin.StatusChange;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Lock;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.document.Transaction;
import dev.posse.document.UnknownFields;
import dev.posse.document.VoidSlot;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.Attempt.Mode;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Who may act in a scenario, and what may stand in the store when it begins. One campaign c at price 10. */
final class Cast {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final long PRICE = 10;

    private Cast() {}

    // What stands there at the beginning.

    static List<Document> fresh(long capacity, String... accounts) {
        List<Document> documents = new ArrayList<>(List.of(Campaign.created("c", PRICE, capacity)));
        for (String account : accounts) {
            documents.add(rich(account));
        }
        return documents;
    }

    static Account rich(String account) {
        return Account.opened(account).moved(new Movement("first", Kind.DEPOSIT, 25, Instant.EPOCH));
    }

    static List<Document> plus(List<Document> documents, Document... more) {
        Map<String, Document> all = new HashMap<>();
        documents.forEach(document -> all.put(document.key(), document));
        for (Document document : more) {
            all.put(document.key(), document);
        }
        return List.copyOf(all.values());
    }

    static VoidSlot voidAt(long slot) {
        return new VoidSlot("c", slot, "old-attempt", "node-0", NOW, UnknownFields.NONE);
    }

    static Lock lock(String purchase, long slot) {
        return new Lock(
                "c",
                slot,
                Optional.empty(),
                purchase,
                "a-" + purchase,
                PRICE,
                Optional.of("text"),
                NOW,
                UnknownFields.NONE);
    }

    /** One settled sale of slot 1 to an account. */
    static List<Document> settledSale(String account, String purchase) {
        Claim claim = lock(purchase, 1).claim(account);
        return List.of(
                claim,
                new Transaction(claim, "node-0", NOW),
                rich(account).locked(lock(purchase, 1)).debited(),
                Campaign.created("c", PRICE, 3).advanced());
    }

    /** What a dead driver left behind after D2, D3, D4 or D5 of slot 1. */
    static List<Document> halfDone(String account, String purchase, String after, long capacity) {
        Claim claim = lock(purchase, 1).claim(account);
        Account locked = rich(account).locked(lock(purchase, 1));
        Campaign campaign = Campaign.created("c", PRICE, capacity);
        Transaction transaction = new Transaction(claim, "node-0", NOW);
        return switch (after) {
            case "D2" -> List.of(campaign, locked);
            case "D3" -> List.of(campaign, locked, claim);
            case "D4" -> List.of(campaign, locked, claim, transaction);
            default -> List.of(campaign, locked.debited(), claim, transaction);
        };
    }

    // Who acts.

    static Actor driver(String account, String purchase, int slots) {
        return driver(account, purchase, slots, "a-" + purchase, Mode.FIRST, Duration.ofDays(1), LockPolicy.COMPLETE);
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
        Attempt set = new Attempt(
                account,
                "c",
                purchase,
                Optional.of("text"),
                OptionalLong.empty(),
                0,
                slots,
                mode,
                attempt,
                "node-" + attempt,
                NOW,
                patience,
                policy);
        String name = (mode == Mode.AGAIN ? "again " : "driver ") + account + " " + purchase
                + (attempt.startsWith("b") ? " (retry)" : "")
                + (slots == 1 ? "" : " of " + slots + " slots");
        return new Actor(
                name,
                PurchaseDriver.begin(set),
                account,
                purchase,
                attempt,
                mode == Mode.AGAIN ? Promise.THE_PURCHASE : Promise.THIS_ATTEMPT);
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
        LockResolver.Request request = new LockResolver.Request(account, policy, Optional.empty(), name, NOW);
        return new Actor(name, LockResolver.resolve(request), account, "", "", Promise.THIS_ATTEMPT);
    }

    static Actor inquiry(String account, String purchase, LockPolicy policy) {
        String name = (policy == LockPolicy.CANCEL ? "cancel " : "outcome ") + account + " " + purchase;
        return new Actor(
                name,
                PurchaseQuery.ask(new PurchaseQuery.Query(account, purchase, policy, name, NOW)),
                account,
                purchase,
                "",
                Promise.THE_PURCHASE);
    }

    static Actor recoverer(int number) {
        String name = "recoverer " + number;
        return new Actor(name, Patrol.begin(new Patrol.PatrolTarget("c", name, NOW)), "", "", "", Promise.THIS_ATTEMPT);
    }

    static Actor depositor(String account) {
        return mover("depositor", account, new Movement("in", Kind.DEPOSIT, 7, Instant.EPOCH));
    }

    static Actor withdrawer(String account) {
        return mover("withdrawer", account, new Movement("out", Kind.WITHDRAWAL, 20, Instant.EPOCH));
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
