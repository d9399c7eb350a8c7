package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.dataset.IncarnationGuard;
import dev.posse.dataset.NodeMemory;
import dev.posse.fixture.GatedStore;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.PatrolFailed;
import dev.posse.observe.PosseObserver;
import dev.posse.step.StepRunner;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs of an empty posse read the directory once per second; every wait here is for such a run, or bounded by ten. */
@DisplayName("The thread that sends the patrols out")
@Timeout(30)
class PatrolThreadTest {

    private static final String NAME = "thread-test";

    private final GatedStore store = new GatedStore();
    private final List<PosseEvent> events = new CopyOnWriteArrayList<>();
    private final PatrolThread patrols = new PatrolThread(NAME, posse(), events::add);

    private NodePatrols posse() {
        Posse.initialize(store);
        StepRunner.Sleeper pauses = pause -> {};
        return new NodePatrols(
                NAME,
                store,
                new StepRunner(NAME, store, PosseObserver.NONE, pauses, System::nanoTime, Duration.ZERO),
                events::add,
                InstantSource.system(),
                new Random(1),
                new PatrolRate(1, 1, 2000),
                new IncarnationGuard("any", 0),
                new NodeMemory(),
                pauses,
                Duration.ZERO);
    }

    @Test
    @DisplayName("keeps no process alive")
    void daemon() {
        patrols.start();

        assertTrue(threads().get(0).isDaemon());
    }

    @AfterEach
    void stop() {
        store.beforeReads(() -> {});
        patrols.stop();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("posse-" + NAME))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS), "it should have come within ten seconds");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for a read of a run; the second one after now belongs to a run that begins after now. */
    private void awaitRide() {
        CountDownLatch hasRun = new CountDownLatch(1);
        store.beforeReads(hasRun::countDown);
        await(hasRun);
    }

    @Test
    @DisplayName("Starting twice: one thread; stopping twice: none, and no error")
    void twice() {
        patrols.start();
        patrols.start();
        awaitRide();
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
    @DisplayName("Starting after stopping patrols again, on a new thread")
    void again() {
        patrols.start();
        awaitRide();
        Thread first = threads().get(0);
        patrols.stop();

        patrols.start();
        awaitRide();

        assertEquals(1, threads().size());
        assertTrue(threads().get(0) != first);
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
        awaitRide();

        assertFalse(together.get());
    }

    @Test
    @DisplayName("An interrupted thread tells of it and goes on")
    void interrupted() {
        patrols.start();
        awaitRide();

        threads().get(0).interrupt();
        awaitRide();
        awaitRide();

        assertTrue(patrols.isRunning());
        assertTrue(events.stream()
                .anyMatch(event ->
                        event instanceof PatrolFailed failed && failed.problem().contains("interrupted")));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    @DisplayName("Whatever is thrown tells of itself, and the thread goes on")
    void unexpected(Throwable bug) throws InterruptedException {
        store.beforeReads(() -> PatrolThreadTest.<RuntimeException>fling(bug));
        patrols.start();
        for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end && events.isEmpty(); ) {
            Thread.sleep(5);
        }
        store.beforeReads(() -> {});

        awaitRide();

        assertTrue(patrols.isRunning());
        assertTrue(events.stream()
                .anyMatch(event ->
                        event instanceof PatrolFailed failed && failed.problem().contains("a bug")));
    }

    static Stream<Throwable> bugs() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new OutOfMemoryError("a bug"),
                new NoSuchMethodError("a bug"),
                new StackOverflowError("a bug"),
                new IOException("a bug"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void fling(Throwable any) throws E {
        throw (E) any;
    }

    @Test
    @DisplayName("Where nobody can be told either, the thread goes on")
    void observerThrows() {
        PatrolThread deaf = new PatrolThread(NAME, posse(), event -> {
            throw new NoSuchMethodError("an old library");
        });
        CountDownLatch thrown = new CountDownLatch(1);
        store.beforeReads(() -> {
            thrown.countDown();
            throw new OutOfMemoryError("a bug");
        });
        deaf.start();
        await(thrown);

        awaitRide();

        assertTrue(deaf.isRunning());
        deaf.stop();
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
