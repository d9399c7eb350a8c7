package dev.posse.store.couchbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.core.error.AmbiguousTimeoutException;
import com.couchbase.client.core.error.DocumentExistsException;
import com.couchbase.client.core.error.RequestCanceledException;
import com.couchbase.client.core.error.UnambiguousTimeoutException;
import com.couchbase.client.core.retry.RetryAction;
import com.couchbase.client.core.retry.RetryStrategy;
import com.couchbase.client.java.kv.InsertOptions;
import com.couchbase.mock.memcached.protocol.CommandCode;
import com.couchbase.mock.memcached.protocol.ErrorCode;
import dev.posse.conformance.fault.Fault;
import dev.posse.store.AddResult;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What lost connections and late answers look like; refusals have their own class. Always on a mock, for its controls. */
class CouchbaseFaultsTest {

    private static final byte[] OLD = "{\"v\":1}".getBytes(UTF_8);
    private static final byte[] NEW = "{\"v\":2}".getBytes(UTF_8);

    private static MockCluster mock;
    private static MockedWay way;
    private static CouchbaseStore store;
    private static CouchbaseStore witness;

    private final String key = "faults-test/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        mock = MockCluster.start();
        way = MockedWay.to(mock);
        store = CouchbaseStore.open(way.uri("timeout=800ms&connectTimeout=2s"));
        witness = CouchbaseStore.open(mock.uri("timeout=10s"));
    }

    @AfterEach
    void mend() throws InterruptedException {
        mock.refuseNothing();
        mock.server().stopLog();
        mock.server().setHiccup(0, 0);
        mock.server().setTruncateLimit(0);
        mock.server().startup();
        way.mend();
        awaitConnected();
    }

    @AfterAll
    static void stop() {
        store.close();
        witness.close();
        way.close();
        mock.close();
    }

    @Test
    @DisplayName("S7: an answer that comes too late is doubt (AmbiguousTimeout), though the write was applied")
    void hiccup() {
        Version version = added();
        mock.server().setHiccup(1500, 1);
        OutcomeUnknownException doubt =
                assertThrows(OutcomeUnknownException.class, () -> store.swap(key, NEW, version));
        assertInstanceOf(AmbiguousTimeoutException.class, doubt.getCause());
        mock.server().setHiccup(0, 0);
        assertEquals("{\"v\":2}", stored());
    }

    @Test
    @DisplayName("S7, S10: a write to a suspended server is doubt, and takes effect once the server goes on")
    void suspended() throws InterruptedException {
        Version version = added();
        mock.server().shutdown();
        OutcomeUnknownException doubt =
                assertThrows(OutcomeUnknownException.class, () -> store.swap(key, NEW, version));
        assertInstanceOf(AmbiguousTimeoutException.class, doubt.getCause());
        mock.server().startup();
        awaitStored("{\"v\":2}");
    }

    @Test
    @DisplayName("S7: an answer cut off in the middle is doubt, though the write was applied")
    void truncated() {
        mock.server().setTruncateLimit(10);
        assertThrows(OutcomeUnknownException.class, () -> store.add(key, NEW));
        mock.server().setTruncateLimit(0);
        assertEquals("{\"v\":2}", stored());
    }

    @Test
    @DisplayName("S7, S9: a connection lost after sending is doubt (RequestCanceled), and nothing is sent twice")
    void cutAfterSending() throws InterruptedException {
        // The fault catches the next answer, which may be one to the client's own polling; then the add is just added.
        for (int tries = 0; tries < 20; tries++) {
            String fresh = key + "/" + tries;
            mock.server().stopLog();
            mock.server().startLog();
            way.inject(Fault.CUT_AFTER_SENDING);
            try {
                store.add(fresh, NEW);
                awaitConnected();
            } catch (OutcomeUnknownException doubt) {
                assertInstanceOf(RequestCanceledException.class, doubt.getCause());
                assertEquals("{\"v\":2}", stored(fresh));
                assertEquals(1, mock.received(CommandCode.ADD));
                return;
            }
        }
        throw new AssertionError("The client's polling took all of twenty cuts");
    }

    @Test
    @DisplayName(
            "S9: what would happen with retries after a lost connection: our own write is reported as somebody else's")
    void whatBlindRetriesDo() {
        RetryStrategy blind = (request, reason) ->
                CompletableFuture.completedFuture(RetryAction.withDuration(Duration.ofMillis(100)));
        MockedWay own = MockedWay.to(mock);
        ManagedCluster cluster =
                Connector.connect(CouchbaseUri.parse(own.uri("connectTimeout=1s")), MockCluster.PASSWORD);
        try {
            BucketInfo.reached(cluster.collection(), Duration.ofSeconds(10));
            for (int tries = 0; tries < 20; tries++) {
                String fresh = key + "/" + tries;
                mock.server().stopLog();
                mock.server().startLog();
                own.inject(Fault.CUT_AFTER_SENDING);
                try {
                    insertBlindly(cluster, fresh, blind);
                } catch (Await.Failed failed) {
                    assertInstanceOf(DocumentExistsException.class, failed.error());
                    assertEquals(2, mock.received(CommandCode.ADD));
                    return;
                }
            }
            throw new AssertionError("The client's polling took all of twenty cuts");
        } finally {
            cluster.close();
            own.close();
        }
    }

    private static void insertBlindly(ManagedCluster cluster, String key, RetryStrategy blind) throws Await.Failed {
        Duration timeout = Duration.ofSeconds(15);
        Await.answer(
                () -> cluster.collection()
                        .async()
                        .insert(
                                key,
                                NEW,
                                InsertOptions.insertOptions()
                                        .transcoder(DocumentTranscoder.INSTANCE)
                                        .timeout(timeout)
                                        .retryStrategy(blind)),
                timeout);
    }

    @Test
    @DisplayName("S8: a write that finds no connection is given up well before its timeout, and is a definite failure")
    void noConnection() throws InterruptedException {
        way.inject(Fault.CUT_BEFORE_SENDING);
        awaitDefiniteFailure();
        way.mend();
        assertTrue(witness.get(key).isEmpty());
    }

    @Test
    @DisplayName("S19: after an outage the same store works again, within twice the connect time-out plus 5 s")
    void mends() throws InterruptedException {
        way.inject(Fault.CUT_BEFORE_SENDING);
        awaitDefiniteFailure();
        way.mend();
        awaitConnected();
    }

    @Test
    @DisplayName("S8: a read that fails is a StoreException, whatever the client says")
    void failedReads() {
        mock.server().shutdown();
        StoreException failed = assertThrows(StoreException.class, () -> store.get(key));
        assertTrue(String.valueOf(failed.getMessage()).contains("no answer in time"), failed.getMessage());
        assertInstanceOf(UnambiguousTimeoutException.class, failed.getCause());
        mock.server().startup();
        mock.refuse(CommandCode.GET, ErrorCode.EACCESS, -1);
        StoreException refused = assertThrows(StoreException.class, () -> store.get(key));
        assertTrue(String.valueOf(refused.getMessage()).contains("user or the password"), refused.getMessage());
    }

    @Test
    @DisplayName("S14: a read of several keys sends them all before it waits for an answer")
    void severalAtOnce() throws Exception {
        Set<String> keys = IntStream.range(0, 100).mapToObj(n -> key + "/" + n).collect(Collectors.toSet());
        store.add(key + "/7", OLD);
        try (MockedWay slow = MockedWay.to(mock);
                CouchbaseStore reader = CouchbaseStore.open(slow.uri("timeout=20s"))) {
            mock.server().startLog();
            slow.inject(Fault.DELAY_ANSWERS);
            CompletableFuture<Set<String>> reading =
                    CompletableFuture.supplyAsync(() -> reader.getAll(keys).keySet());
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (mock.received(CommandCode.GET) < keys.size()) {
                assertTrue(System.nanoTime() < deadline, () -> "sent: " + mock.received(CommandCode.GET));
                Thread.sleep(5);
            }
            assertFalse(reading.isDone());
            slow.mend();
            assertEquals(Set.of(key + "/7"), reading.get(10, TimeUnit.SECONDS));
        }
    }

    private Version added() {
        return assertInstanceOf(AddResult.Added.class, store.add(key, OLD)).version();
    }

    private String stored() {
        return stored(key);
    }

    private static String stored(String key) {
        return witness.get(key).map(entry -> new String(entry.value(), UTF_8)).orElse("nothing");
    }

    /** A suspended server applies what it holds when it goes on; that takes it a moment, not five seconds. */
    private void awaitStored(String expected) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!stored().equals(expected)) {
            assertTrue(System.nanoTime() < deadline, () -> "not stored: " + expected);
            Thread.sleep(10);
        }
    }

    /** The client reconnects at growing intervals; the store documents twice the connect time-out plus 5 s. */
    private static void awaitConnected() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(9).toNanos();
        while (true) {
            try {
                store.get("faults-test/any");
                return;
            } catch (StoreException e) {
                assertTrue(System.nanoTime() < deadline, () -> "still down: " + e.getMessage());
                Thread.sleep(10);
            }
        }
    }

    /** The first write may be the one that notices the cut; of the later ones none can be sent. */
    private void awaitDefiniteFailure() throws InterruptedException {
        for (int tries = 0; tries < 20; tries++) {
            try {
                store.add(key, OLD);
            } catch (StoreException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("no connection"), e.getMessage());
                return;
            } catch (OutcomeUnknownException e) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("no definite failure in twenty tries");
    }
}
