package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.fixture.GatedStore;
import dev.posse.store.DataLossException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Whoever waits for a turn")
@Timeout(60)
class PurchaseInLineTest {

    private final GatedStore store = new GatedStore().takingChains();

    private static CompletableFuture<Object> started(Thread[] started, Runnable work) {
        CompletableFuture<Object> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                work.run();
                done.complete("done");
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        started[0] = thread;
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void untilWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("A12: is not served when the data set was found to be another one meanwhile")
    void fenced() throws Exception {
        store.incarnation("run-1");
        Posse.initialize(store);
        try (Posse posse = Posse.on(store).open()) {
            posse.campaigns().create("drop", 10, 100);
            posse.campaigns().create("other", 10, 100);
            for (String account : new String[] {"alice", "bob", "carl"}) {
                posse.accounts().open(account);
                posse.accounts().deposit(account, "in", 100);
            }
            CountDownLatch open = new CountDownLatch(1);
            Thread[] alice = new Thread[1];
            store.beforeReads(() -> {
                if (Thread.currentThread() == alice[0]) {
                    await(open);
                }
            });
            CompletableFuture<Object> first = started(alice, () -> posse.purchase(PurchaseRequest.of("alice", "drop")));
            untilWaiting(alice[0]);
            Thread[] bob = new Thread[1];
            CompletableFuture<Object> second = started(bob, () -> posse.purchase(PurchaseRequest.of("bob", "drop")));
            untilWaiting(bob[0]);

            store.incarnation("run-2");
            posse.startPatrols();
            untilShut(posse);
            open.countDown();

            assertEquals("done", first.get(20, TimeUnit.SECONDS), "it had begun");
            assertInstanceOf(
                    DataLossException.class,
                    assertThrows(ExecutionException.class, () -> second.get(20, TimeUnit.SECONDS))
                            .getCause());
        }
    }

    private static void untilShut(Posse posse) {
        while (true) {
            try {
                posse.login("carl");
                Thread.onSpinWait();
            } catch (DataLossException e) {
                return;
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
