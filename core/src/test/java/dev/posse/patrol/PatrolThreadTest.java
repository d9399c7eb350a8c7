package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The thread that sends the patrols out")
class PatrolThreadTest extends OnePatrolThread {

    @Test
    @DisplayName("keeps no process alive")
    void daemon() {
        patrols.start();

        assertTrue(threads().get(0).isDaemon());
    }

    @Test
    @DisplayName("Starting twice: one thread; stopping twice: none, and no error")
    void twice() {
        patrols.start();
        patrols.start();
        awaitRun();
        assertEquals(1, threads().size());
        assertTrue(patrols.isRunning());

        patrols.stop();
        patrols.stop();
        assertEquals(List.of(), threads());
        assertFalse(patrols.isRunning());
    }

    @Test
    @DisplayName("Stopping what never ran is harmless")
    void neverStarted() {
        patrols.stop();
        assertFalse(patrols.isRunning());
    }

    @Test
    @DisplayName("Whoever starts what is closed comes too late")
    void closed() {
        patrols.start();
        patrols.close();

        patrols.start();

        assertFalse(patrols.isRunning());
    }

    @Test
    @DisplayName("Starting after stopping patrols again, on a new thread")
    void again() {
        patrols.start();
        awaitRun();
        Thread first = threads().get(0);
        patrols.stop();

        patrols.start();
        awaitRun();

        assertEquals(1, threads().size());
        assertTrue(threads().get(0) != first);
    }

    @Test
    @DisplayName(
            "Stopped and started again and again while a patrol does not come back: that one stays, and the newest")
    void pileUp() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        store.beforeReads(() -> {
            running.countDown();
            await(goOn);
        });
        patrols.start();
        await(running);
        for (int time = 0; time < 10; time++) {
            // An interrupted caller does not wait for the end.
            Thread.currentThread().interrupt();
            patrols.stop();
            assertTrue(Thread.interrupted());
            patrols.start();
        }

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (threads().size() > 2 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertEquals(2, threads().size());
        goOn.countDown();
    }

    @Test
    @DisplayName("Stopping while patrolling waits for the patrol under way")
    void whilePatrolling() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        store.beforeReads(() -> {
            running.countDown();
            await(goOn);
            done.set(true);
        });
        patrols.start();
        await(running);
        AtomicBoolean doneWhenStopped = new AtomicBoolean();
        Thread stopper = new Thread(() -> {
            patrols.stop();
            doneWhenStopped.set(done.get());
        });
        stopper.start();
        stopper.join(100);
        assertTrue(stopper.isAlive(), "it waits");

        goOn.countDown();
        stopper.join(10_000);

        assertTrue(doneWhenStopped.get());
        assertEquals(List.of(), threads());
    }

    @Test
    @DisplayName("An interrupted caller of stop does not wait, stays interrupted, and the thread ends by itself")
    void interruptedStop() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        store.beforeReads(() -> {
            running.countDown();
            await(goOn);
        });
        patrols.start();
        await(running);
        Thread thread = threads().get(0);

        Thread.currentThread().interrupt();
        patrols.stop();

        assertTrue(Thread.interrupted(), "the interruption is kept");
        assertTrue(thread.isAlive());
        assertFalse(patrols.isRunning());
        goOn.countDown();
        thread.join(10_000);
        assertFalse(thread.isAlive());
    }

    @Test
    @DisplayName("Started again while the old run is still under way: they take turns")
    void turns() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Thread> inside = new AtomicReference<>();
        AtomicBoolean together = new AtomicBoolean();
        store.beforeReads(() -> {
            together.compareAndSet(false, inside.get() != null && inside.get() != Thread.currentThread());
            inside.set(Thread.currentThread());
            running.countDown();
            await(goOn);
            inside.set(null);
        });
        patrols.start();
        await(running);
        Thread first = threads().get(0);
        Thread.currentThread().interrupt();
        patrols.stop();
        assertTrue(Thread.interrupted());

        patrols.start();
        first.join(100);
        goOn.countDown();
        first.join(10_000);
        awaitRun();

        assertFalse(together.get());
    }

    @Test
    @DisplayName("Stopped from within a patrol, by an observer: no deadlock")
    void stopsItself() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        store.beforeReads(() -> {
            patrols.stop();
            stopped.countDown();
        });
        patrols.start();
        await(stopped);
        for (Thread thread : threads()) {
            thread.join(10_000);
        }

        assertEquals(List.of(), threads());
    }
}
