package dev.posse.conformance.check;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.observe.PosseEvent;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;

/** A node that sells, and that can be killed. */
final class SellingNode implements AutoCloseable {

    static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int NODES = 4;

    private final KillableStore store;
    private final Posse posse;

    private SellingNode(KillableStore store, Posse posse) {
        this.store = store;
        this.posse = posse;
    }

    /** Opens a node; empty if it died, or found no database, before it was open. */
    static Optional<SellingNode> open(CasKeyValueStore client, String prefix, int operations, Queue<String> alarms) {
        KillableStore store = new KillableStore(new PrefixedStore(client, prefix), operations);
        try {
            Posse posse = Posse.on(store)
                    .nodes(NODES)
                    .patrolsPerSecond(40)
                    .grace(Duration.ofMillis(10))
                    .patience(Duration.ofMillis(200))
                    .observer(event -> note(event, alarms))
                    .open();
            return Optional.of(new SellingNode(store, posse));
        } catch (StoreException | KillableStore.Killed e) {
            return Optional.empty();
        }
    }

    private static void note(PosseEvent event, Queue<String> alarms) {
        if (event instanceof PosseEvent.Alarm alarm) {
            alarms.add(alarm.toString());
        }
    }

    Posse posse() {
        return posse;
    }

    boolean isDead() {
        return store.isDead();
    }

    /** Buys; empty if the node died, so that nobody got an answer, or if the store failed. */
    Optional<PurchaseOutcome> buy(String account, String campaign, String purchaseId) {
        try {
            PurchaseOutcome outcome = posse.purchase(PurchaseRequest.of(account, campaign)
                    .withPurchaseId(purchaseId)
                    .withSlots(5));
            return isDead() ? Optional.empty() : Optional.of(outcome);
        } catch (StoreException | KillableStore.Killed e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        posse.close();
    }
}
