package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.observe.Health;
import dev.posse.observe.NodeProblem;
import dev.posse.observe.NodeProblem.Code;
import dev.posse.observe.NodeStatus;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A node's status")
@Timeout(60)
class NodeStatusTest extends TroubledNode {

    @Test
    @DisplayName("is green while nothing is wrong, and tells how fast the store answers and what is patrolled")
    void green() {
        NodeStatus status = soon(Health.GREEN);

        assertEquals(List.of(), status.problems());
        assertTrue(status.canSell());
        assertEquals("shop-1", status.node());
        assertTrue(status.store().answered().orElseThrow().toSeconds() < 1);
        assertEquals(NodeStatus.Writes.TAKEN, status.store().writes());
        assertTrue(status.patrols().running());
        assertTrue(status.patrols().sinceGood().compareTo(SOON) < 0);
    }

    @Test
    @DisplayName(
            "is there within a second and a bit while the store hangs, for every caller, and none of them holds a thread")
    void hangs() throws InterruptedException {
        posse.stopPatrols();
        store.beforeReads(this::untilTheEnd);
        for (int calls = 0; calls < 3; calls++) {
            long began = System.nanoTime();
            NodeStatus status = posse.status();
            assertTrue(Duration.ofNanos(System.nanoTime() - began).toMillis() < 1_900);
            if (calls > 0) {
                assertSays(status, Code.STORE_UNREACHABLE, "no answer within");
            }
        }
        assertEquals(
                1,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("posse-shop-1-status"))
                        .count());
    }

    @Test
    @DisplayName("is red while campaigns are stopped, names them, and sells in the others")
    void stopped() {
        posse.campaigns().create("ads", 100, 10);
        stopElsewhere("drop");

        NodeStatus status = soon(Health.RED);
        assertTrue(status.canSell());
        assertSays(status, Code.CAMPAIGN_STOPPED, "in 1 campaigns", "drop");
        assertEquals(new NodeStatus.StoppedCampaigns(1, List.of("drop")), status.stopped());

        posse.campaigns().reopen("drop");
        soon(Health.GREEN);
    }

    private void stopElsewhere(String campaign) {
        Stored<Campaign> read =
                Key.campaign(campaign).of(store.get(Keys.campaign(campaign)).orElseThrow());
        Campaign stopped = read.document().with(Campaign.Status.STOPPED, Optional.of("by another node"));
        assertInstanceOf(SwapResult.Swapped.class, store.swap(stopped.key(), stopped.encode(), read.version()));
    }

    @Test
    @DisplayName("is red while the node does not patrol, and sells")
    void patrolsStopped() {
        posse.stopPatrols();

        NodeStatus status = soon(Health.RED);

        assertTrue(status.canSell());
        assertSays(status, Code.PATROLS_STOPPED, "startPatrols()");
    }

    @Test
    @DisplayName("is red when no patrol has read what it wanted for five seconds")
    void patrolsLate() {
        store.beforeReads(() -> {
            if (!Thread.currentThread().getName().endsWith("-status")) {
                throw new StoreException("not for you");
            }
        });

        long end = System.nanoTime() + SOON.multipliedBy(2).toNanos();
        NodeStatus status = posse.status();
        while (status.health() != Health.RED && System.nanoTime() < end) {
            pause();
            status = posse.status();
        }
        assertSays(status, Code.PATROLS_LATE, "for 5 s");
        assertTrue(status.canSell());
    }

    @Test
    @DisplayName(
            "counts the sales that patrols have found unsettled after their grace, tells how old the oldest is, and forgets what is settled")
    void backlog() {
        posse.accounts().open("alice");
        posse.accounts().deposit("alice", "in", 1_000);
        store.beforeWrites(key -> {
            if (key.startsWith("transaction/")) {
                throw new StoreException("no transactions today");
            }
        });
        assertEquals(
                "PURCHASED", posse.purchase(PurchaseRequest.of("alice", "drop")).word());

        NodeStatus.Backlog young = backlog(found -> found.unsettled() == 1);
        NodeStatus.Backlog old = backlog(
                found -> found.oldest().orElseThrow().compareTo(young.oldest().orElseThrow()) > 0);
        assertEquals(1, old.unsettled());

        store.beforeWrites(key -> {});
        assertEquals(new NodeStatus.Backlog(0, Optional.empty(), 0), backlog(found -> found.unsettled() == 0));
    }

    private NodeStatus.Backlog backlog(Predicate<NodeStatus.Backlog> wanted) {
        long end = System.nanoTime() + SOON.toNanos();
        NodeStatus.Backlog found = posse.status().backlog();
        while (!wanted.test(found)) {
            assertTrue(System.nanoTime() < end, found.toString());
            pause();
            found = posse.status().backlog();
        }
        return found;
    }

    @Test
    @DisplayName("of a node that is closed says so, and asks the store nothing")
    void closed() {
        posse.close();
        store.beforeReads(() -> {
            throw new AssertionError("asked");
        });

        NodeStatus status = posse.status();

        assertFalse(status.canSell());
        assertEquals(Health.RED, status.health());
        assertEquals(
                List.of(Code.NODE_CLOSED),
                status.problems().stream().map(NodeProblem::code).toList());
    }

    @Test
    @DisplayName("is told to an interrupted caller as well, who stays interrupted")
    void interrupted() {
        Thread.currentThread().interrupt();

        NodeStatus status = posse.status();

        assertTrue(Thread.interrupted());
        assertEquals("shop-1", status.node());
    }
}
