package dev.posse.store.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.couchbase.client.core.msg.kv.DurabilityLevel;
import com.couchbase.mock.memcached.protocol.CommandCode;
import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** How a store is opened, in vain too; always on a mock, whose address and password are known. */
class CouchbaseOpeningTest {

    private static final String WRONG = "not-it-0815";

    private static MockCluster mock;

    @BeforeAll
    static void start() {
        mock = MockCluster.start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    private static String uri() {
        return mock.uri("openTimeout=20s");
    }

    private static String hopeless() {
        return mock.uri("openTimeout=2s");
    }

    @Test
    @DisplayName("the front door finds the provider, for couchbase: in any case")
    void provider() {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri().replace("couchbase:", "Couchbase:"))) {
            assertInstanceOf(CouchbaseStore.class, store);
        }
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource({
        "/posse?, /other?, does the bucket exist",
        "couchbase:, couchbases:, is the address right",
        "/posse?, /posse/shop/tickets?, durability or collections",
    })
    @DisplayName("a store that cannot be used does not open, and says what to look at")
    void wrongAddress(String part, String wrong, String advice) {
        StoreException refused = assertThrows(
                StoreException.class, () -> CouchbaseStore.open(hopeless().replace(part, wrong)));
        assertTrue(String.valueOf(refused.getMessage()).contains(advice), refused.getMessage());
    }

    @Test
    @DisplayName("a first read that nobody answers is asked again, within the time for opening")
    void lostRead() throws IOException {
        try (PortRewriter front = new PortRewriter(mock.port(), mock.managerPort())) {
            front.show(front.port());
            front.swallow(CommandCode.GET.cc());
            try (CouchbaseStore store =
                    CouchbaseStore.open(mock.uri(front.port(), 1, "timeout=500ms&openTimeout=20s"))) {
                assertEquals(Optional.empty(), store.get("opening-test/nothing"));
            }
            assertEquals(1, front.swallowed());
        }
    }

    @Test
    @DisplayName("a wrong password is noticed long before the time-out")
    void wrongPassword() {
        long start = System.nanoTime();
        StoreException refused = assertThrows(
                StoreException.class, () -> CouchbaseStore.open(mock.uri("openTimeout=20s"), () -> "wrong"));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("user or the password is wrong"), refused.getMessage());
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    @DisplayName("where nothing listens the store does not open")
    void nothingThere() {
        StoreException refused = assertThrows(
                StoreException.class,
                () -> CouchbaseStore.open("couchbase://u:p@127.0.0.1:1/b?managerPort=1&openTimeout=1s"));
        assertTrue(String.valueOf(refused.getMessage()).contains("is the address right"), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains("couchbase://127.0.0.1:1"), refused.getMessage());
    }

    @Test
    @DisplayName("a durability that the bucket does not have is refused at opening, not at the first write")
    void impossibleDurability() {
        StoreException refused =
                assertThrows(StoreException.class, () -> CouchbaseStore.open(uri() + "&durability=majority"));
        assertTrue(String.valueOf(refused.getMessage()).contains("durability=none"), refused.getMessage());
    }

    @Test
    @DisplayName("the password comes from a callback, asked once")
    void callback() {
        AtomicInteger asked = new AtomicInteger();
        String without = uri().replace(":" + MockCluster.PASSWORD, "");
        try (CouchbaseStore store = CouchbaseStore.open(without, () -> {
            asked.incrementAndGet();
            return MockCluster.PASSWORD;
        })) {
            assertTrue(store.get("opening-test/any").isEmpty());
        }
        assertEquals(1, asked.get());
    }

    @Test
    @DisplayName("S17: a closed store leaves no thread of its client behind")
    void threads() throws InterruptedException {
        CouchbaseStore store = CouchbaseStore.open(uri());
        assertTrue(clientThreads() > 0);
        store.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (clientThreads() > 0) {
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "left: " + Thread.getAllStackTraces().keySet());
            Thread.sleep(20);
        }
    }

    /** The client's cleaner is one for the whole process, as Reactor's schedulers are. */
    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().matches("cb-(?!cleaner).*"))
                .count();
    }

    @Test
    @DisplayName(
            "nothing of a right or wrong password is in any log at the finest level, in any error, event or toString")
    void secrecy() {
        Said said = new Said();
        said.listen();
        try {
            String[] uris = {
                uri() + "&timeout=500ms",
                hopeless().replace("/posse?", "/other?"),
                uri() + "&durability=majority",
                uri().replace(":" + MockCluster.PASSWORD, ":" + MockCluster.PASSWORD + "%"),
                uri().replace(":" + MockCluster.PASSWORD, ":/" + MockCluster.PASSWORD),
                uri().replace(":" + MockCluster.PASSWORD, ":?" + MockCluster.PASSWORD),
                uri() + "&password=" + MockCluster.PASSWORD,
                uri() + "&" + MockCluster.PASSWORD,
                hopeless().replace(MockCluster.PASSWORD, WRONG),
                hopeless().replace(":" + MockCluster.PASSWORD, "") + "&passwordEnv=" + WRONG,
            };
            for (String uri : uris) {
                try (CouchbaseStore store = CouchbaseStore.open(uri)) {
                    said.add(store.toString());
                    said.add(store.fitness().toString());
                    said.add(String.valueOf(store.get("opening-test/any")));
                    Posse.initialize(store);
                    try (Posse posse = Posse.on(store)
                            .observer(event -> said.add("event " + event))
                            .open()) {
                        posse.campaigns().create("hush", 1, 9);
                        posse.accounts().open("ann");
                        posse.accounts().deposit("ann", "first", 9);
                        said.add(posse.purchase(PurchaseRequest.of("ann", "hush"))
                                .toString());
                        mock.server().shutdown();
                        said.add(assertThrows(RuntimeException.class, () -> store.add("hush/any", new byte[1])));
                        said.add(assertThrows(
                                RuntimeException.class, () -> posse.purchase(PurchaseRequest.of("ann", "hush"))));
                    }
                } catch (IllegalArgumentException | StoreException e) {
                    said.add(e);
                } finally {
                    mock.server().startup();
                }
            }
            said.add(CouchbaseUri.parse(uri()).toString());
            said.add(CouchbaseUri.parse(uri()).settings().toString());
        } finally {
            said.stop();
        }
        assertTrue(said.lines.size() > 50, "The client logged nothing: " + said.lines.size());
        assertTrue(said.lines.stream().anyMatch(line -> line.startsWith("event ")), "No event was heard");
        assertTrue(said.lines.stream().anyMatch(line -> line.contains("password is wrong")), "No wrong password");
        said.lines.stream()
                .map(CouchbaseOpeningTest::withoutTheMocksOwnWords)
                .forEach(line -> assertFalse(line.contains(MockCluster.PASSWORD) || line.contains(WRONG), line));
    }

    /** The mock, like servers before 5.0, sends a bucket's password in its cluster map, which the client logs at DEBUG. */
    private static String withoutTheMocksOwnWords(String line) {
        return line.replaceAll("\"saslPassword\":\"[^\"]*\"", "");
    }

    @Test
    @DisplayName("toString names the collection and the durability")
    void shown() {
        try (CouchbaseStore store = CouchbaseStore.open(uri())) {
            assertEquals(
                    "CouchbaseStore[posse/_default/_default, durability " + DurabilityLevel.NONE + "]",
                    store.toString());
        }
    }

    /** Everything that was logged or thrown. */
    private static final class Said extends AppenderBase<ILoggingEvent> {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        private final Logger client = (Logger) LoggerFactory.getLogger("com.couchbase");
        private final Logger posse = (Logger) LoggerFactory.getLogger("dev.posse");

        void listen() {
            start();
            root.addAppender(this);
            client.setLevel(Level.TRACE);
            // The lines are for this test, not for the console.
            client.setAdditive(false);
            client.addAppender(this);
            posse.setLevel(Level.TRACE);
            posse.setAdditive(false);
            posse.addAppender(this);
        }

        @Override
        public void stop() {
            client.detachAppender(this);
            client.setAdditive(true);
            client.setLevel(Level.OFF);
            posse.detachAppender(this);
            posse.setAdditive(true);
            posse.setLevel(Level.ERROR);
            root.detachAppender(this);
            super.stop();
        }

        void add(String text) {
            lines.add(text);
        }

        void add(Throwable error) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            lines.add(trace.toString());
        }

        @Override
        protected void append(ILoggingEvent event) {
            add(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    }
}
