package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.dataset.IncarnationGuard;
import dev.posse.dataset.NodeMemory;
import dev.posse.fixture.GatedStore;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.step.Sleeper;
import dev.posse.step.StepRunner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Runs of an empty posse read the directory once per second; every wait here is for such a run, or bounded by ten. */
@Timeout(30)
abstract class OnePatrolThread {

    static final String NAME = "thread-test";

    final GatedStore store = new GatedStore();
    final List<PosseEvent> events = new CopyOnWriteArrayList<>();
    final PatrolThread patrols = new PatrolThread(NAME, posse(), events::add);

    final NodePatrols posse() {
        Posse.initialize(store);
        Sleeper pauses = pause -> {};
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

    @AfterEach
    final void stop() {
        store.beforeReads(() -> {});
        patrols.stop();
    }

    static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("posse-" + NAME))
                .toList();
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS), "it should have come within ten seconds");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for a read of a run; the second one after now belongs to a run that begins after now. */
    final void awaitRun() {
        CountDownLatch hasRun = new CountDownLatch(1);
        store.beforeReads(hasRun::countDown);
        await(hasRun);
    }
}
