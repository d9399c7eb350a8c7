package dev.posse.audit;

import dev.posse.admin.BalanceChange;
import dev.posse.admin.CampaignListing;
import dev.posse.admin.DocumentCreation;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.Movement;
import dev.posse.document.Slot;
import dev.posse.document.UnknownFields;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.observe.Subject;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.HighestSettled;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseQuery;
import dev.posse.purchase.SlotTrouble;
import dev.posse.step.StepRunner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** A small shop that keeps its books with the real steps, until a test writes something else into them. */
final class Shop {

    static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    final WatchedStore store = new WatchedStore();
    private final AtomicInteger ids = new AtomicInteger();
    private final StepRunner runner =
            new StepRunner("n1", store.inner(), PosseObserver.NONE, pause -> {}, () -> 0, Duration.ZERO);

    /** Lists and creates a campaign at a price of 100. */
    Shop campaign(String id, long capacity) {
        runner.run(Actor.ADMIN, CampaignListing.begin(id));
        create(Campaign.created(id, 100, capacity));
        return this;
    }

    Shop account(String id, long deposit) {
        return account(id, deposit, Account.WINDOW);
    }

    /** Opens an account that holds so few entries itself that its archive soon has some. */
    Shop account(String id, long deposit, int window) {
        create(Account.opened(id, window));
        return deposit(id, deposit);
    }

    /** Pays in, with the id m-1, m-2 … */
    Shop deposit(String account, long amount) {
        return book(account, Movement.Kind.DEPOSIT, amount);
    }

    /** Pays out, with the id m-1, m-2 … */
    Shop withdraw(String account, long amount) {
        return book(account, Movement.Kind.WITHDRAWAL, amount);
    }

    private Shop book(String account, Movement.Kind kind, long amount) {
        BalanceOutcome outcome = runner.run(
                        Actor.ADMIN,
                        BalanceChange.begin(account, new Movement("m-" + ids.incrementAndGet(), kind, amount, NOW)))
                .outcome();
        if (!(outcome instanceof BalanceOutcome.Moved)) {
            throw new AssertionError(kind + " of " + account + " should have been booked, and: " + outcome);
        }
        return this;
    }

    /** Calls a purchase off. */
    Shop callOff(String account, String purchaseId) {
        PurchaseOutcome outcome = runner.run(
                        Actor.LOGIN,
                        PurchaseQuery.ask(new PurchaseQuery.Query(
                                account, purchaseId, LockPolicy.CANCEL, "n1", NOW, HighestSettled.NOTHING)))
                .outcome();
        if (!(outcome instanceof PurchaseOutcome.NotPurchased)) {
            throw new AssertionError(purchaseId + " should have been called off, and: " + outcome);
        }
        return this;
    }

    /** Buys and settles. */
    Shop buy(String account, String campaign) {
        int id = ids.incrementAndGet();
        PurchaseOutcome verdict = runner.run(
                        Actor.DRIVER,
                        PurchaseDriver.begin(new Attempt(
                                account,
                                campaign,
                                "p-" + id,
                                Optional.of("payload " + id),
                                OptionalLong.empty(),
                                0,
                                1,
                                Attempt.Mode.FIRST,
                                "a-" + id,
                                "n1",
                                NOW,
                                Duration.ofSeconds(5),
                                LockPolicy.COMPLETE,
                                HighestSettled.NOTHING,
                                SlotTrouble.NONE)))
                .outcome();
        if (!(verdict instanceof PurchaseOutcome.Purchased)) {
            throw new AssertionError(account + " should have bought, and: " + verdict);
        }
        return this;
    }

    /** A driver locks the account and dies. */
    Lock lock(String account, String campaign) {
        int id = ids.incrementAndGet();
        Lock lock = new Lock(
                campaign,
                campaign(campaign).lastPurchasedSlot() + 1,
                Optional.empty(),
                "p-" + id,
                "a-" + id,
                100,
                Optional.empty(),
                NOW,
                UnknownFields.NONE);
        put(account(account).locked(lock));
        return lock;
    }

    /** A driver locks the account, claims the slot and dies. */
    Claim claim(String account, String campaign) {
        Claim claim = lock(account, campaign).claim(account);
        put(claim);
        return claim;
    }

    private void create(Document document) {
        runner.run(Actor.ADMIN, DocumentCreation.begin(document, Subject.NONE));
    }

    /** Writes whatever stands there now. */
    Shop put(Document document) {
        store.put(document.key(), document.encode());
        return this;
    }

    /** Changes the text of a document where a regular expression finds something. */
    Shop change(String key, String found, String put) {
        String before = new String(store.read(key), StandardCharsets.UTF_8);
        String after = before.replaceFirst(found, put);
        if (before.equals(after)) {
            throw new AssertionError(found + " is not in " + before);
        }
        store.put(key, after.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Account account(String id) {
        return Account.decode(Keys.account(id), store.read(Keys.account(id)));
    }

    Campaign campaign(String id) {
        return Campaign.decode(Keys.campaign(id), store.read(Keys.campaign(id)));
    }

    Claim claim(String campaign, long slot) {
        String key = Keys.slot(campaign, slot);
        return (Claim) Slot.decode(key, store.read(key));
    }
}
