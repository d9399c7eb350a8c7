package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.FaultProxy;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of what the client library makes of a server that is stopped, killed, away or cut off. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"binary", "text"})
class DoubtTest {

    private static final byte[] VALUE = "value".getBytes(UTF_8);
    private static final byte[] OTHER = "other".getBytes(UTF_8);

    private final String protocol;

    private MemcachedProcess server;
    private FaultProxy proxy;
    private CasKeyValueStore store;
    private Version version;

    DoubtTest(String protocol) {
        this.protocol = protocol;
    }

    @BeforeEach
    void start() {
        server = MemcachedProcess.start();
        proxy = FaultProxy.to("127.0.0.1", server.port());
        store = CasKeyValueStore.open(
                "memcached://" + proxy.host() + ":" + proxy.port() + "?timeout=300ms&protocol=" + protocol);
        version = ((AddResult.Added) store.add("there", VALUE)).version();
    }

    @AfterEach
    void stop() {
        store.close();
        proxy.close();
        server.close();
    }

    /** What another client finds. */
    private String found(String key) {
        try (CasKeyValueStore observer = MemcachedStore.open(server.uri(""))) {
            return observer.get(key)
                    .map(entry -> new String(entry.value(), UTF_8))
                    .orElse("absent");
        }
    }

    @Test
    @DisplayName("S7: stopped (OperationTimeoutException): in doubt, and it happens when the server goes on")
    void stopped() {
        server.signal("STOP");
        try {
            assertThrows(OutcomeUnknownException.class, () -> store.add("late", VALUE));
            assertThrows(OutcomeUnknownException.class, () -> store.swap("there", OTHER, version));
            assertThrows(StoreException.class, () -> store.get("there"));
        } finally {
            server.signal("CONT");
        }
        assertEquals("value", found("late"));
        assertEquals("other", found("there"));
    }

    @Test
    @DisplayName("S7: killed while it has the request (CancellationException): in doubt at once")
    void killed() throws Exception {
        try (CasKeyValueStore patient = MemcachedStore.open(server.uri("timeout=20s&protocol=" + protocol))) {
            server.signal("STOP");
            FutureTask<AddResult> adding = new FutureTask<>(() -> patient.add("new", VALUE));
            new Thread(adding, "adding").start();
            // Nothing tells when the request is with the stopped server; killed earlier, the test would say so.
            TimeUnit.MILLISECONDS.sleep(200);
            server.kill();
            // Far less than the store would wait: what ends the wait is the end of the connection.
            ExecutionException end = assertThrows(ExecutionException.class, () -> adding.get(5, TimeUnit.SECONDS));
            assertInstanceOf(OutcomeUnknownException.class, end.getCause());
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @DisplayName("S7, S8: cut or held up by a proxy: never a success, never a conflict, and true")
    void cut(Fault fault) {
        proxy.inject(fault, 0);
        RuntimeException added = assertThrows(RuntimeException.class, () -> store.add("new", VALUE));
        proxy.mend();
        assertTrue(added instanceof OutcomeUnknownException || added instanceof StoreException, added::toString);
        if (fault == Fault.CUT_AFTER_SENDING || fault == Fault.DELAY_ANSWERS) {
            assertInstanceOf(OutcomeUnknownException.class, added);
            assertEquals("value", found("new"));
        }
        if (added instanceof StoreException) {
            assertEquals("absent", found("new"));
        }
    }

    @Test
    @DisplayName("S8: away (cancelled before sending): definite, and at once")
    void away() throws Exception {
        server.kill();
        // The first may still go into the dead connection.
        for (int attempt = 0; attempt < 100 && isInDoubt(); attempt++) {
            Thread.sleep(10);
        }
        long started = System.nanoTime();
        for (int attempt = 0; attempt < 100; attempt++) {
            assertThrows(StoreException.class, () -> store.add("new", VALUE));
            assertThrows(StoreException.class, () -> store.swap("there", OTHER, version));
            assertThrows(StoreException.class, () -> store.get("there"));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        assertTrue(took.toMillis() < 300, "300 refusals took " + took);
    }

    private boolean isInDoubt() {
        try {
            store.add("new", VALUE);
            return false;
        } catch (OutcomeUnknownException e) {
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    @DisplayName("S12: a value that memcached does not take is refused before it is sent, and the old one stays")
    void tooLarge() {
        byte[] large = new byte[2_000_000];
        assertThrows(IllegalArgumentException.class, () -> store.swap("there", large, version));
        assertArrayEquals(VALUE, store.get("there").map(Entry::value).orElseThrow());
    }
}
