package dev.posse.examples.oncall;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.observe.PosseEvent;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A shop on a real Redis under a key prefix of its own: alice has bought twenty slots of {@code drop}, so that each kind of document is there; bob one of
 * {@code other}; and the drivers of dora, in {@code half}, and of erin, in {@code good}, have died after their claims.
 */
final class StrangeShop implements AutoCloseable {

    static final int SOLD = 20;
    private static final int DEPOSITS = 20;

    private final String uri;
    private final CasKeyValueStore store;
    private final Posse posse;
    private final Set<String> recovered = ConcurrentHashMap.newKeySet();

    private StrangeShop(String uri) {
        this.uri = uri;
        this.store = CasKeyValueStore.open(uri);
        Posse.initialize(store);
        this.posse =
                Posse.on(store).node("sells").nodes(1).observer(this::onEvent).open();
    }

    static StrangeShop open(String uri) {
        StrangeShop shop = new StrangeShop(uri);
        shop.posse.stopPatrols();
        for (String account : List.of("alice", "bob", "dora", "erin", "fred")) {
            shop.posse.accounts().open(account);
            shop.posse.accounts().deposit(account, "m-1", 1_000);
        }
        for (int number = 2; number <= DEPOSITS; number++) {
            shop.posse.accounts().deposit("alice", "m-" + number, 10);
        }
        for (String campaign : List.of("drop", "other", "half", "good")) {
            shop.posse.campaigns().create(campaign, 1, 1_000);
        }
        for (int number = 1; number <= SOLD; number++) {
            shop.posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("p-" + number));
        }
        shop.posse.purchase(PurchaseRequest.of("bob", "other").withPurchaseId("p-1"));
        shop.diesAfterClaim("dora", "half");
        shop.diesAfterClaim("erin", "good");
        return shop;
    }

    private void onEvent(PosseEvent event) {
        if (event instanceof PosseEvent.Recovered sale) {
            recovered.add(sale.subject().campaign().orElseThrow());
        }
    }

    private void diesAfterClaim(String account, String campaign) {
        try (Posse dying = Posse.on(new DiesAfterClaim(store)).node("dies").open()) {
            dying.stopPatrols();
            dying.purchase(PurchaseRequest.of(account, campaign).withPurchaseId("half-done"));
            throw new IllegalStateException("It was to die");
        } catch (Killed e) {
            // As intended.
        }
    }

    String uri() {
        return uri;
    }

    Posse posse() {
        return posse;
    }

    /** The campaigns in which a patrol has finished a sale. */
    Set<String> recovered() {
        return Set.copyOf(recovered);
    }

    @Override
    public void close() {
        posse.close();
        store.close();
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The driver's store: after the claim it is gone, and its driver with it. */
    private static final class DiesAfterClaim implements CasKeyValueStore {
        private final CasKeyValueStore inner;

        DiesAfterClaim(CasKeyValueStore inner) {
            this.inner = inner;
        }

        @Override
        public Optional<Entry> get(String key) {
            return inner.get(key);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            AddResult result = inner.add(key, value);
            if (key.startsWith("slot/")) {
                throw new Killed();
            }
            return result;
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            return inner.swap(key, value, expected);
        }

        @Override
        public StoreFitness fitness() {
            return inner.fitness();
        }

        @Override
        public void close() {
            // The shop's.
        }
    }
}
