package dev.posse.benchmarks.crash;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.observe.PosseEvent;
import dev.posse.store.CasKeyValueStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node of this process that dies in its first purchase, between two writes. It has read the directory as a node does that has been there for a
 * while, and does not patrol any more: those who are counted as alive are the others.
 */
final class DyingNode {

    private static final int SECONDS = 20;

    private final CompletableFuture<CrashedSale> death = new CompletableFuture<>();
    private final CountDownLatch isReady = new CountDownLatch(1);
    private final CompletableFuture<PurchaseRequest> request = new CompletableFuture<>();

    /**
     * Opens it.
     *
     * @param store of the run; stays open
     * @param writes after the claim that it still makes
     * @param end until then its thread waits for an answer
     */
    DyingNode(CasKeyValueStore store, int writes, CountDownLatch end) {
        Thread thread = new Thread(() -> live(new DyingStore(store, writes, death, end)), "dying-node");
        thread.setDaemon(true);
        thread.start();
    }

    private void live(DyingStore store) {
        try {
            CountDownLatch patrolled = new CountDownLatch(1);
            Posse posse = Posse.on(store)
                    .observer(event -> {
                        if (event instanceof PosseEvent.PatrolHeartbeat) {
                            patrolled.countDown();
                        }
                    })
                    .open();
            boolean isUp = patrolled.await(SECONDS, TimeUnit.SECONDS);
            posse.stopPatrols();
            isReady.countDown();
            var outcome = posse.purchase(request.get(SECONDS, TimeUnit.SECONDS));
            death.completeExceptionally(new IllegalStateException(isUp + ", and its purchase ended: " + outcome));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            death.completeExceptionally(e);
        } finally {
            isReady.countDown();
        }
    }

    /** Waits until it can be told to buy. */
    void awaitReady() {
        try {
            boolean unused = isReady.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void buy(PurchaseRequest what) {
        request.complete(what);
    }

    /** What it left behind; nothing if it was beaten, or did not come so far. */
    Optional<CrashedSale> sale() {
        try {
            return Optional.of(death.get(SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
