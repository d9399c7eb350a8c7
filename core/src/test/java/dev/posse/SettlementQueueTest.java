package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.SettlementQueue.By;
import dev.posse.document.Lock;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.DecidedPurchase;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Sales that are settled behind the answer: a bounded queue, which no sale gets lost in")
@Timeout(30)
class SettlementQueueTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ScriptedNode node = ScriptedNode.selling();
    private final List<String> walked = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        open.countDown();
    }

    private DecidedPurchase sale(String account, long slot) {
        String id = account + "-" + slot;
        Lock lock = new Lock(
                "drop",
                slot,
                Optional.empty(),
                id,
                "a-" + id,
                100,
                Optional.empty(),
                ScriptedNode.NOON,
                UnknownFields.NONE);
        return new DecidedPurchase(
                PurchaseEnd.of(new PurchaseOutcome.Purchased(id, "drop", slot, 100)),
                lock.claim(account),
                PurchaseDriver.begin(node.attempt(account).id(id).attempt("a-" + id, "here")));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not come");
            Thread.onSpinWait();
        }
    }

    /** Notes who was walked by whom; a thread of the queue waits until the test lets it go on. */
    private boolean walk(DecidedPurchase purchase, By by, BooleanSupplier isEnough) {
        if (by == By.WORKER) {
            begun.countDown();
            await(open);
        }
        walked.add(purchase.sale().purchaseId() + " " + by);
        return !isEnough.getAsBoolean();
    }

    private SettlementQueue queue(int capacity, Duration drain) {
        return new SettlementQueue("n", 1, capacity, drain, this::walk);
    }

    @Test
    @DisplayName(
            "those that it takes are walked in order; when it is full it takes no more, and the caller settles by himself")
    void full() {
        SettlementQueue queue = queue(2, LONG);

        assertTrue(queue.offered(sale("alice", 1)));
        await(begun);
        assertTrue(queue.offered(sale("bob", 2)));
        assertTrue(queue.offered(sale("carl", 3)));
        assertFalse(queue.offered(sale("dora", 4)));
        assertEquals(3, queue.size());
        open.countDown();

        assertEquals(0, queue.close());
        assertEquals(List.of("alice-1 WORKER", "bob-2 WORKER", "carl-3 WORKER"), walked);
    }

    @Test
    @DisplayName("closing waits for all that was taken, and nothing is taken any more")
    void drains() throws Exception {
        SettlementQueue queue = queue(9, LONG);
        for (int slot = 1; slot <= 5; slot++) {
            assertTrue(queue.offered(sale("alice", slot)));
        }
        Thread closing = new Thread(() -> assertEquals(0, queue.close()));
        closing.start();
        open.countDown();
        closing.join();

        assertEquals(5, walked.size());
        assertEquals(0, queue.size());
        assertFalse(queue.offered(sale("bob", 9)));
    }

    @Test
    @DisplayName(
            "closing does not hang where the store does: it tells how many are left, and of those that wait none is begun later")
    void closesInTime() throws Exception {
        SettlementQueue queue = queue(9, SHORT);
        for (String account : List.of("alice", "bob", "carl")) {
            assertTrue(queue.offered(sale(account, 1)));
        }
        await(begun);
        long began = System.nanoTime();

        assertEquals(3, queue.close());

        assertEquals(0, queue.close(), "what is left is told once");
        assertTrue(System.nanoTime() - began < LONG.toNanos() / 2);
        open.countDown();
        // The thread that was under way comes back to an empty queue, and ends.
        until(() -> queue.size() == 0);
        assertEquals(0, queue.close());
        assertEquals(List.of("alice-1 WORKER"), walked);
    }

    @Test
    @DisplayName("who walks when it is closed is told that it is enough")
    void enough() {
        List<Boolean> told = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch ended = new CountDownLatch(1);
        SettlementQueue queue = new SettlementQueue("n", 1, 1, SHORT, (purchase, by, isEnough) -> {
            told.add(isEnough.getAsBoolean());
            begun.countDown();
            await(open);
            told.add(isEnough.getAsBoolean());
            ended.countDown();
            return false;
        });
        assertTrue(queue.offered(sale("alice", 1)));
        await(begun);
        assertEquals(1, queue.close());
        open.countDown();
        await(ended);

        assertEquals(List.of(false, true), told);
    }

    @Test
    @DisplayName("an interrupted caller does not wait for the queue, and stays interrupted")
    void interrupted() {
        SettlementQueue queue = queue(9, LONG);
        assertTrue(queue.offered(sale("alice", 1)));
        await(begun);
        Thread.currentThread().interrupt();

        queue.finish("alice");
        assertTrue(Thread.currentThread().isInterrupted());
        assertEquals(1, queue.close());
        assertTrue(Thread.interrupted());
    }

    @Test
    @DisplayName(
            "the next call for an account takes its sales out of the queue and walks them itself; others stay in line")
    void nextCall() {
        SettlementQueue queue = queue(9, LONG);
        assertTrue(queue.offered(sale("alice", 1)));
        await(begun);
        assertTrue(queue.offered(sale("bob", 2)));
        assertTrue(queue.offered(sale("carl", 3)));
        assertTrue(queue.offered(sale("bob", 4)));

        queue.finish("bob");
        assertEquals(List.of("bob-2 NEXT_CALL", "bob-4 NEXT_CALL"), walked);
        assertEquals(2, queue.size());
        open.countDown();

        assertEquals(0, queue.close());
        assertEquals(List.of("bob-2 NEXT_CALL", "bob-4 NEXT_CALL", "alice-1 WORKER", "carl-3 WORKER"), walked);
    }

    @Test
    @DisplayName("where a thread walks already, the next call waits for it")
    void waits() throws Exception {
        SettlementQueue queue = queue(9, LONG);
        assertTrue(queue.offered(sale("alice", 1)));
        await(begun);
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        Thread next = new Thread(() -> {
            queue.finish("alice");
            seen.add(walked.size());
        });
        next.start();
        until(() -> next.getState() == Thread.State.TIMED_WAITING);
        open.countDown();
        next.join();

        assertEquals(List.of(1), seen);
    }

    @Test
    @DisplayName("but no longer than a second, and not for itself")
    void waitsInTime() {
        SettlementQueue queue = queue(9, SHORT);
        assertTrue(queue.offered(sale("alice", 1)));
        await(begun);
        long began = System.nanoTime();
        queue.finish("alice");
        long took = System.nanoTime() - began;
        assertTrue(took >= SettlementQueue.OWN.toNanos() && took < LONG.toNanos() / 2, took + " ns");

        CountDownLatch ended = new CountDownLatch(1);
        List<SettlementQueue> own = new ArrayList<>();
        own.add(new SettlementQueue("n", 1, 1, LONG, (purchase, by, isEnough) -> {
            long start = System.nanoTime();
            own.get(0).finish("bob");
            walked.add(System.nanoTime() - start < SettlementQueue.OWN.toNanos() / 2 ? "at once" : "late");
            ended.countDown();
            return true;
        }));
        assertTrue(own.get(0).offered(sale("bob", 1)));
        await(ended);
        assertEquals(List.of("at once"), walked);
    }

    @Test
    @DisplayName("a walk that throws ends that sale's stay, and the next one is walked")
    void throwing() {
        CountDownLatch second = new CountDownLatch(2);
        SettlementQueue queue = new SettlementQueue("n", 1, 9, LONG, (purchase, by, isEnough) -> {
            second.countDown();
            if (purchase.sale().account().equals("alice")) {
                throw new QuietException();
            }
            return true;
        });
        assertTrue(queue.offered(sale("alice", 1)));
        assertTrue(queue.offered(sale("bob", 2)));
        await(second);

        assertEquals(0, queue.close());
        assertEquals(0, queue.size());
    }

    @Test
    @DisplayName("a thread that cannot be started: the caller settles by himself, and nothing is left in the queue")
    void noThread() {
        AtomicBoolean isFull = new AtomicBoolean(true);
        SettlementQueue queue = new SettlementQueue(1, 9, LONG, this::walk, work -> {
            if (isFull.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(work);
        });

        assertFalse(queue.offered(sale("alice", 1)));
        queue.finish("alice");
        assertEquals(List.of(), walked);
        assertEquals(0, queue.size());
        isFull.set(false);
        assertTrue(queue.offered(sale("alice", 2)), "there is memory again");
        open.countDown();
        assertEquals(0, queue.close());
        assertEquals(1, walked.size(), walked::toString);
    }

    /** Made by this test. */
    private static final class QuietException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
