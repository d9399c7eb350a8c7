package dev.posse.benchmarks.micro;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.document.Keys;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.Entry;
import dev.posse.store.memory.InMemoryStore;

/** A shop in memory in which documents have come about as they do in earnest. */
final class Sale implements AutoCloseable {

    static final String ACCOUNT = "a-buyer@example.org";
    static final String CAMPAIGN = "summer-drop";

    private static final long PRICE = 250;
    private static final long CAPACITY = 100_000_000;
    private static final long DEPOSIT = 1_000_000_000_000L;

    private final InMemoryStore store = new InMemoryStore();
    private final Posse posse = Posse.on(store).nodes(1).open();
    private long purchases;

    /** Opens the shop for one buyer, with so many purchases and as many deposits behind him. */
    Sale(int past) {
        posse.stopPatrols();
        posse.campaigns().create(CAMPAIGN, PRICE, CAPACITY);
        posse.accounts().open(ACCOUNT);
        for (int i = 0; i <= past; i++) {
            posse.accounts().deposit(ACCOUNT, "voucher-" + i, DEPOSIT);
        }
        for (int i = 0; i < past; i++) {
            buy();
        }
    }

    /** One purchase, from the call to the settled sale. */
    PurchaseOutcome buy() {
        PurchaseOutcome outcome =
                posse.purchase(PurchaseRequest.of(ACCOUNT, CAMPAIGN).withPurchaseId("order-" + purchases++));
        if (!(outcome instanceof PurchaseOutcome.Purchased)) {
            throw new IllegalStateException("Nobody is in the way, and the purchase ended with " + outcome);
        }
        return outcome;
    }

    byte[] account() {
        return bytes(Keys.account(ACCOUNT));
    }

    byte[] campaign() {
        return bytes(Keys.campaign(CAMPAIGN));
    }

    byte[] bytes(String key) {
        return store.get(key).map(Entry::value).orElseThrow();
    }

    @Override
    public void close() {
        posse.close();
        store.close();
    }
}
