package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Directory;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.Recovered;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A node keeps the times that it was given; where it waits, it waits by a real clock")
@Timeout(30)
class PosseTimesTest {

    private final ScriptedNode node = ScriptedNode.selling()
            .account("alice", 1_000)
            .account("bob", 1_000)
            .with(Directory.empty(1).with("drop"));
    private final PurchaseRequest request = PurchaseRequest.of("bob", "drop").withPurchaseId("order");

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    @Test
    @DisplayName("patience: a lock in the way is respected until it is so old, and resolved then")
    void patience() {
        FakeClock clock = new FakeClock();
        node.diesBefore("D3", node.attempt("bob").id("left"));
        try (Posse posse = Posse.on(node.store())
                .clock(clock)
                .patience(Duration.ofSeconds(7))
                .open()) {
            posse.stopPatrols();
            clock.pass(Duration.ofMillis(6_999));
            assertEquals(new NotPurchased("order", Reason.ACCOUNT_IN_USE), posse.purchase(request));

            clock.pass(Duration.ofMillis(1));
            assertEquals(new Purchased("order", "drop", 2, 100), posse.purchase(request.withSlots(2)));
        }
    }

    @Test
    @DisplayName("grace: a patrol gives a driver so long to finish by itself before it settles")
    void grace() throws InterruptedException {
        node.diesBefore("D4", node.attempt("alice"));
        CountDownLatch recovered = new CountDownLatch(1);
        long began = System.nanoTime();
        try (Posse posse = Posse.on(node.store())
                .nodes(1)
                .patrolsPerSecond(1000)
                .grace(Duration.ofMillis(150))
                .observer(event -> {
                    if (event instanceof Recovered) {
                        recovered.countDown();
                    }
                })
                .open()) {
            assertTrue(posse.isPatrolling());
            assertTrue(recovered.await(10, TimeUnit.SECONDS));
        }

        assertTrue(millisSince(began) >= 150);
        assertEquals(1, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName(
            "in an outage the ten tries of a write are spread over time, or they would be spent within a millisecond")
    void outage() {
        node.store().onEvery("add transaction/").unknownAndLost();
        try (Posse posse = Posse.on(node.store()).open()) {
            posse.stopPatrols();
            long began = System.nanoTime();

            assertEquals(new Purchased("order", "drop", 1, 100), posse.purchase(request));

            assertTrue(millisSince(began) >= 90);
        }
    }

    @Test
    @DisplayName("an interrupted caller does not wait, hears what became of its purchase, and stays interrupted")
    void interrupted() {
        node.store().onEvery("add transaction/").unknownButDone();
        try (Posse posse = Posse.on(node.store()).open()) {
            posse.stopPatrols();
            Thread.currentThread().interrupt();

            assertEquals(new Purchased("order", "drop", 1, 100), posse.purchase(request));

            assertTrue(Thread.interrupted());
        }
    }
}
