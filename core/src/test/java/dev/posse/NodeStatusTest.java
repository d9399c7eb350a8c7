package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Incarnation;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.fixture.GatedStore;
import dev.posse.observe.NodeProblem;
import dev.posse.observe.NodeProblem.Code;
import dev.posse.observe.NodeStatus;
import dev.posse.observe.NodeStatus.Health;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A node's status")
@Timeout(60)
class NodeStatusTest {

    /** Within that much health has to be red. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final GatedStore store = new GatedStore();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Posse posse;

    @BeforeEach
    void open() {
        Posse.initialize(store);
        posse = Posse.on(store).node("shop-1").nodes(1).open();
        posse.campaigns().create("drop", 100, 10);
    }

    @AfterEach
    void close() {
        ended.countDown();
        posse.close();
    }

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
    @DisplayName("is red while the store does not answer, says what the store said, and is green again afterwards")
    void unreachable() {
        store.beforeReads(() -> {
            throw new StoreException("connection refused by db-1");
        });

        NodeStatus status = soon(Health.RED);
        assertFalse(status.canSell());
        assertSays(status, Code.STORE_UNREACHABLE, "connection refused by db-1");

        store.beforeReads(() -> {});
        assertTrue(soon(Health.GREEN).canSell());
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
    @DisplayName("is red when the store takes no writes, also while nothing is sold")
    void full() {
        store.beforeWrites(key -> {
            throw new StoreException("OOM; raise maxmemory");
        });

        NodeStatus status = soon(Health.RED);

        assertFalse(status.canSell());
        assertSays(status, Code.WRITES_REFUSED, "raise maxmemory");
    }

    @Test
    @DisplayName("is red when the store does not answer a write, also if it may have happened")
    void writesInDoubt() {
        store.beforeWrites(key -> {
            throw new OutcomeUnknownException("no answer to the write");
        });

        assertSays(soon(Health.RED), Code.WRITES_UNANSWERED, "no answer to the write");
    }

    @Test
    @DisplayName("is red when the store was closed under it")
    void storeClosed() {
        store.close();

        NodeStatus status = soon(Health.RED);

        assertFalse(status.canSell());
        assertSays(status, Code.STORE_CLOSED, "closed before the node");
    }

    @Test
    @DisplayName("is red as long as the node is fenced, with the reason, and nothing is written then")
    void fenced() {
        store.beforeReads(() -> {
            throw new DataLossException("the server was restarted and is empty");
        });
        soon(Health.RED);
        store.beforeReads(() -> {});

        NodeStatus status = soon(Health.RED);
        assertFalse(status.canSell());
        assertSays(status, Code.DATA_LOSS, "the server was restarted and is empty", "./posse confirm");

        store.beforeWrites(key -> {
            throw new AssertionError("written: " + key);
        });
        assertSays(soon(Health.RED), Code.DATA_LOSS, "restarted");
    }

    @Test
    @DisplayName("tells another life of the data from a loss that the node has seen itself")
    void anotherLife() {
        posse.close();
        GatedStore another = new GatedStore();
        another.incarnation("life-1");
        Posse.initialize(another);
        posse = Posse.on(another).nodes(1).open();

        another.incarnation("life-2");

        assertSays(soon(Health.RED), Code.ANOTHER_LIFE, "life-2");
    }

    @Test
    @DisplayName("tells a data set that nobody has confirmed since another node objected to it")
    void notConfirmed() {
        Stored<Incarnation> read =
                Key.incarnation().of(store.get(Keys.INCARNATION).orElseThrow());
        Incarnation objected = read.document().with("shop-2: the campaign drop fell back");
        assertInstanceOf(SwapResult.Swapped.class, store.swap(objected.key(), objected.encode(), read.version()));

        assertSays(soon(Health.RED), Code.NOT_CONFIRMED, "shop-2: the campaign drop fell back");

        Posse.confirm(store);
        soon(Health.GREEN);
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

    private NodeStatus soon(Health wanted) {
        long end = System.nanoTime() + SOON.toNanos();
        NodeStatus status = posse.status();
        while (status.health() != wanted && System.nanoTime() < end) {
            pause();
            status = posse.status();
        }
        assertEquals(wanted, status.health(), status.problems()::toString);
        return status;
    }

    private static void pause() {
        try {
            // What was found is good for a second: asked more often than that, no later than needed.
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void untilTheEnd() {
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
