package dev.posse.cli;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.UnknownFields;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A shop with one sale, in a store of its own, in which things go wrong. */
final class Shop {

    final String uri;

    Shop() {
        this("shared:" + UUID.randomUUID());
    }

    Shop(String uri) {
        this.uri = uri;
    }

    /** Alice has bought slot 1 of 100 in drop, as order-1, for 250 of her 1000. */
    void sellOne() {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Posse.initialize(store);
            try (Posse posse = Posse.on(store).open()) {
                posse.accounts().open("alice");
                posse.accounts().deposit("alice", "voucher-7", 1_000);
                posse.campaigns().create("drop", 250, 100);
                posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("order-1"));
            }
        }
    }

    void create(String campaign) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri);
                Posse posse = Posse.on(store).open()) {
            posse.campaigns().create(campaign, 250, 100);
        }
    }

    /** Alice pays in 3, so many times, as small-1, small-2 … */
    void deposits(int times) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri);
                Posse posse = Posse.on(store).open()) {
            for (int each = 1; each <= times; each++) {
                posse.accounts().deposit("alice", "small-" + each, 3);
            }
        }
    }

    /** Alice buys on at a low price, so many times, as low-1, low-2 … */
    void buys(int times) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri);
                Posse posse = Posse.on(store).open()) {
            posse.campaigns().create("low", 1, 100);
            for (int each = 1; each <= times; each++) {
                posse.purchase(PurchaseRequest.of("alice", "low").withPurchaseId("low-" + each));
            }
        }
    }

    /** A driver died after D2: alice is locked for slot 2. */
    void diesAfterTheLock() {
        Lock lock = new Lock(
                "drop",
                2,
                Optional.empty(),
                "order-2",
                "attempt-2",
                250,
                Optional.empty(),
                Instant.parse("2026-11-24T15:00:00Z"),
                UnknownFields.NONE);
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Entry read = store.get(Keys.account("alice")).orElseThrow();
            Account locked = Account.decode(Keys.account("alice"), read.value()).locked(lock);
            store.swap(Keys.account("alice"), locked.encode(), read.version());
        }
    }

    /** A driver died after D3: slot 2 is claimed as well. */
    void diesAfterTheClaim() {
        diesAfterTheLock();
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Entry read = store.get(Keys.account("alice")).orElseThrow();
            Lock lock =
                    Account.decode(Keys.account("alice"), read.value()).lock().orElseThrow();
            store.add(Keys.slot("drop", 2), lock.claim("alice").encode());
        }
    }

    /** The account as it was before the sale, as a lost write would leave it. */
    void losesTheDebit() {
        edit(
                Keys.account("alice"),
                text -> text.replace("\"balance\":750", "\"balance\":1000")
                        .replace("\"spent\":250", "\"spent\":0")
                        .replace("\"entries\":2", "\"entries\":1")
                        .replaceAll("\"recentPurchases\":\\[[^]]*]", "\"recentPurchases\":[]"));
    }

    /** The account as it was before the lock: the claim stands, and nobody is to pay for it. */
    void losesTheLock() {
        edit(Keys.account("alice"), text -> text.replaceAll("\"lock\":\\{[^}]*},", ""));
    }

    void isStopped(String reason) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Entry read = store.get(Keys.campaign("drop")).orElseThrow();
            Campaign stopped = Campaign.decode(Keys.campaign("drop"), read.value())
                    .with(Campaign.Status.STOPPED, Optional.of(reason));
            store.swap(Keys.campaign("drop"), stopped.encode(), read.version());
        }
    }

    /** Somebody has written under a key that was free. */
    void isSpoilt(String key) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            store.add(key, "{".getBytes(StandardCharsets.UTF_8));
        }
    }

    void edit(String key, UnaryOperator<String> change) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Entry read = store.get(key).orElseThrow();
            String before = new String(read.value(), StandardCharsets.UTF_8);
            String after = change.apply(before);
            if (after.equals(before)) {
                throw new IllegalArgumentException("Nothing to change in " + before);
            }
            store.swap(key, after.getBytes(StandardCharsets.UTF_8), read.version());
        }
    }
}
