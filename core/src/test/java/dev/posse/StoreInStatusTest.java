package dev.posse;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Incarnation;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.fixture.GatedStore;
import dev.posse.observe.Health;
import dev.posse.observe.NodeProblem.Code;
import dev.posse.observe.NodeStatus;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A node's status while its store, or its data, is in trouble")
@Timeout(60)
class StoreInStatusTest extends TroubledNode {

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
    void fenced() throws InterruptedException {
        store.beforeReads(() -> {
            throw new DataLossException("the server was restarted and is empty");
        });
        assertSays(soon(Health.RED), Code.DATA_LOSS, "the server was restarted and is empty");
        assertTrue(lost.await(SOON.toNanos(), TimeUnit.NANOSECONDS));
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
}
