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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

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
        return rich(account, Account.WINDOW, 25);
    }

    static Account rich(String account, int window, long balance) {
        return Account.opened(account, window).moved(new Movement("first", Kind.DEPOSIT, balance, NOW));
    }

    /** An account with a small window that has bought slots 1 to {@code sold} as old-1, old-2 …; and all that belongs to it. */
    static List<Document> bought(int window, int sold, long capacity) {
        Map<String, Document> all = new LinkedHashMap<>();
        Account account = rich("u", window, 65);
        Campaign campaign = Campaign.created("c", PRICE, capacity);
        for (int slot = 1; slot <= sold; slot++) {
            Lock lock = lock("old-" + slot, slot);
            Claim claim = lock.claim("u");
            all.put(claim.key(), claim);
            Transaction transaction = new Transaction(claim, "node-0", NOW);
            all.put(transaction.key(), transaction);
            account.leavingPurchase().ifPresent(archived -> all.put(archived.key(), archived));
            account = account.locked(lock).debited();
            campaign = campaign.advanced();
        }
        all.put(account.key(), account);
        all.put(campaign.key(), campaign);
        Account rival = rich("v", window, 65);
        all.put(rival.key(), rival);
        return List.copyOf(all.values());
    }

    /** The same, and a dead driver has left one purchase more half done. */
    static List<Document> boughtAndHalfDone(int window, int sold, long capacity, String after) {
        List<Document> before = bought(window, sold, capacity);
        Account account = (Account) before.stream()
                .filter(document -> document.key().equals("account/u"))
                .findFirst()
                .orElseThrow();
        Lock lock = lock("old", sold + 1);
        Claim claim = lock.claim("u");
        Account locked = account.locked(lock);
        return switch (after) {
            case "D2" -> plus(before, locked);
            case "D3" -> plus(before, locked, claim);
            case "D4" -> plus(before, locked, claim, new Transaction(claim, "node-0", NOW));
            case "D5.archive" ->
                plus(
                        before,
                        locked,
                        claim,
                        new Transaction(claim, "node-0", NOW),
                        account.leavingPurchase().orElseThrow());
            default ->
                plus(
                        plus(before, locked.debited(), claim, new Transaction(claim, "node-0", NOW)),
                        account.leavingPurchase().stream().toArray(Document[]::new));
        };
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

    /** Of a node that has seen the one campaign at this slot; a record, so that actors who know the same are equal. */
    record Seen(long last) implements LastSeen {
        @Override
        public long of(String campaign) {
            return last;
        }
    }

    // Who acts.

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
                NOW,
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
                new LockResolver.Request(account, policy, Optional.empty(), name, NOW, new Seen(seen)));
        return new Actor(name, knowing.apply(0), account, "", "", Promise.THIS_ATTEMPT, knowing);
    }

    static Actor inquiry(String account, String purchase, LockPolicy policy) {
        String name = (policy == LockPolicy.CANCEL ? "cancel " : "outcome ") + account + " " + purchase;
        LongFunction<Next<?>> knowing = seen ->
                PurchaseQuery.ask(new PurchaseQuery.Query(account, purchase, policy, name, NOW, new Seen(seen)));
        return new Actor(name, knowing.apply(0), account, purchase, "", Promise.THE_PURCHASE, knowing);
    }

    static Actor recoverer(int number) {
        String name = "recoverer " + number;
        return new Actor(name, Patrol.begin(new Patrol.PatrolTarget("c", name, NOW)), "", "", "", Promise.THIS_ATTEMPT);
    }

    static Actor depositor(String account) {
        return mover("depositor", account, new Movement("in", Kind.DEPOSIT, 7, NOW));
    }

    /** A deposit that was booked before anybody acts, asked again. */
    static Actor redepositor(String account, long amount) {
        return mover("redepositor", account, new Movement("first", Kind.DEPOSIT, amount, NOW));
    }

    /** The same deposit as the depositor's, asked again on another node. */
    static Actor secondDepositor(String account) {
        return mover("second depositor", account, new Movement("in", Kind.DEPOSIT, 7, NOW));
    }

    static Actor withdrawer(String account) {
        return mover("withdrawer", account, new Movement("out", Kind.WITHDRAWAL, 20, NOW));
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
