package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.GatedStore;
import dev.posse.observe.Health;
import dev.posse.observe.NodeProblem;
import dev.posse.observe.NodeProblem.Code;
import dev.posse.observe.NodeStatus;
import dev.posse.observe.PosseEvent;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One node over a store that can be troubled, and how its status is awaited. */
abstract class TroubledNode {

    /** Within that much health has to be red. */
    static final Duration SOON = Duration.ofSeconds(5);

    final GatedStore store = new GatedStore();
    private final CountDownLatch ended = new CountDownLatch(1);
    final CountDownLatch lost = new CountDownLatch(1);
    Posse posse;

    @BeforeEach
    void open() {
        Posse.initialize(store);
        posse = Posse.on(store)
                .node("shop-1")
                .nodes(1)
                .observer(event -> {
                    if (event instanceof PosseEvent.DataLossDetected) {
                        lost.countDown();
                    }
                })
                .open();
        posse.campaigns().create("drop", 100, 10);
    }

    @AfterEach
    void close() {
        ended.countDown();
        posse.close();
    }

    NodeStatus soon(Health wanted) {
        long end = System.nanoTime() + SOON.toNanos();
        NodeStatus status = posse.status();
        while (status.health() != wanted && System.nanoTime() < end) {
            pause();
            status = posse.status();
        }
        assertEquals(wanted, status.health(), status.problems()::toString);
        return status;
    }

    static void pause() {
        try {
            // What was found is good for a second: asked more often than that, no later than needed.
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void untilTheEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            throw new StoreException("interrupted");
        }
    }

    static void assertSays(NodeStatus status, Code code, String... parts) {
        NodeProblem problem = status.problems().stream()
                .filter(each -> each.code() == code)
                .findAny()
                .orElseThrow(() -> new AssertionError(code + " is not among " + status.problems()));
        for (String part : parts) {
            assertTrue(problem.text().contains(part), () -> part + " is missing in: " + problem.text());
        }
        assertTrue(problem.text().endsWith("See " + code.page()), problem::text);
    }
}
