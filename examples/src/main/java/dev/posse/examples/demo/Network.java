package dev.posse.examples.demo;

import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Slot;
import dev.posse.examples.harness.events.RunEvent.CampaignMoved;
import dev.posse.examples.harness.events.RunEvent.SlotClaimed;
import dev.posse.examples.harness.events.RunEvents;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What lies between the nodes and the one store: a little latency, and messages of dead nodes that arrive late. All writes
 * pass here, so that it is told of each that took effect.
 */
final class Network implements AutoCloseable {

    /** A message of a dead node may be under way for this long. */
    private static final long LATEST_MILLIS = 1000;

    private final CasKeyValueStore store;
    private final RunEvents events;
    private final long latencyNanos;
    private final boolean takesChains;
    private volatile boolean busy;
    private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "late-messages");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Makes one.
     *
     * @param store of all nodes
     * @param events hear of each write that took effect
     * @param latency of a message, on average
     * @param takesChains false where a sale is to be seen write by write: of a chain it is told when all of it is over
     */
    Network(CasKeyValueStore store, RunEvents events, Duration latency, boolean takesChains) {
        this.takesChains = takesChains;
        this.store = store;
        this.events = events;
        this.latencyNanos = latency.toNanos();
    }

    boolean takesChains() {
        return takesChains;
    }

    CasKeyValueStore store() {
        return store;
    }

    AddResult add(String node, String key, byte[] value) {
        AddResult result = store.add(key, value);
        if (result instanceof AddResult.Added) {
            wrote(node, key, value);
        }
        return result;
    }

    SwapResult swap(String node, String key, byte[] value, Version expected) {
        SwapResult result = store.swap(key, value, expected);
        if (result instanceof SwapResult.Swapped) {
            wrote(node, key, value);
        }
        return result;
    }

    private void wrote(String node, String key, byte[] value) {
        if (key.startsWith("slot/")) {
            if (Slot.decode(key, value) instanceof Claim claim) {
                events.tell(at -> new SlotClaimed(at, claim.campaign(), claim.slot(), node, claim.purchaseId()));
            }
        } else if (key.startsWith("campaign/")) {
            long last = Campaign.decode(key, value).lastPurchasedSlot();
            events.tell(at -> new CampaignMoved(at, key.substring("campaign/".length()), last));
        }
    }

    /** From here on messages take their time, until {@link #close}. */
    void becomeBusy() {
        busy = true;
    }

    /** Takes the time that a message takes; without it an operation in memory would hardly ever be interrupted. */
    void travel() {
        if (busy && latencyNanos > 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2 * latencyNanos));
        }
    }

    /** Lets a message of a dead node arrive at some later moment (S10). */
    void arriveLate(Supplier<?> write) {
        // Nobody waits for the answer: its caller is dead.
        ScheduledFuture<?> unheard =
                late.schedule(write::get, ThreadLocalRandom.current().nextLong(LATEST_MILLIS), TimeUnit.MILLISECONDS);
        assert !unheard.isCancelled();
    }

    /** Waits until no message is under way any more. */
    @Override
    public void close() {
        busy = false;
        late.shutdown();
        try {
            if (!late.awaitTermination(10 * LATEST_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "Late messages are still under way after ten times their longest delay");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
