package dev.posse.conformance;

import dev.posse.Posse;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.PurchaseRequest;
import dev.posse.observe.PosseEvent;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;

/** One node of the shop, which can be killed. */
final class SellingNode implements AutoCloseable {

    static final int IMMORTAL = Integer.MAX_VALUE;
    private static final int NODES = 4;

    private final MortalStore store;
    private final Posse posse;

    private SellingNode(MortalStore store, Posse posse) {
        this.store = store;
        this.posse = posse;
    }

    /** Opens a node; empty if it died, or found no database, before it was open. */
    static Optional<SellingNode> open(
            CasKeyValueStore client, String prefix, int operationsToLive, Queue<String> alarms) {
        MortalStore store = new MortalStore(client, prefix, operationsToLive);
        try {
            Posse posse = Posse.on(store)
                    .nodes(NODES)
                    .patrolsPerSecond(40)
                    .grace(Duration.ofMillis(10))
                    .patience(Duration.ofMillis(200))
                    .observer(event -> note(event, alarms))
                    .open();
            return Optional.of(new SellingNode(store, posse));
        } catch (StoreException | MortalStore.Killed e) {
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

    /** Buys; empty if the node died, so that nobody heard an answer, or if the store failed. */
    Optional<PurchaseOutcome> buy(String account, String campaign, String purchaseId) {
        try {
            PurchaseOutcome outcome = posse.purchase(PurchaseRequest.of(account, campaign)
                    .withPurchaseId(purchaseId)
                    .withSlots(5));
            return isDead() ? Optional.empty() : Optional.of(outcome);
        } catch (StoreException | MortalStore.Killed e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        posse.close();
    }
}
