package dev.posse.explorer;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Lock;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.document.Transaction;
import dev.posse.document.UnknownFields;
import dev.posse.document.VoidSlot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may stand in the store when a scenario begins. One campaign c at price 10. */
final class Starts {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final long PRICE = 10;

    private Starts() {}

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
            campaign = campaign.settled(slot);
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
                Campaign.created("c", PRICE, 3).settled(1));
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
}
