package dev.posse.examples.harness.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of database, by a store over a link and by one that goes there directly. */
@ParameterizedClass(name = "{0}")
@MethodSource("kinds")
@DisplayName("A database")
class DatabaseTest {

    private static final AtomicReference<@Nullable Database> RUNNING = new AtomicReference<>();

    private final RandomGenerator random = new Random(1);
    private final String kind;
    private final Database database = running();
    private FaultyLink link;
    private CasKeyValueStore store;
    private CasKeyValueStore direct;

    DatabaseTest(String kind) {
        this.kind = kind;
    }

    static List<String> kinds() {
        return DatabaseKinds.names();
    }

    @BeforeParameterizedClassInvocation
    static void start(String kind) {
        long begun = System.nanoTime();
        RUNNING.set(DatabaseKinds.start(kind));
        report(kind, "started", begun);
    }

    @AfterParameterizedClassInvocation
    static void end() {
        Database database = running();
        List<Long> pids = database.pids();
        database.close();
        assertEquals(List.of(), database.pids());
        assertTrue(pids.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()), "some of " + pids + " run on");
    }

    private static Database running() {
        return Objects.requireNonNull(RUNNING.get());
    }

    @BeforeEach
    void open() {
        link = database.openLink();
        store = RoutedStore.open(link.uri(), link.routes());
        direct = CasKeyValueStore.open(database.uri());
    }

    @AfterEach
    void close() {
        store.close();
        direct.close();
        link.close();
    }

    @Test
    @DisplayName("is a store over a link, and nothing goes past the link")
    void overALink() {
        AddResult.Added added = assertInstanceOf(AddResult.Added.class, store.add("link", bytes("first")));
        assertInstanceOf(SwapResult.Swapped.class, store.swap("link", bytes("second"), added.version()));
        assertStands(direct, "link", "second");
        link.hit(NetworkFault.CUT, random);
        // Every primary of a cluster; elsewhere one read shows as much.
        StaleReadDetector.KEYS.stream()
                .limit(kind.equals("redis-cluster") ? 3 : 1)
                .forEach(key -> assertThrows(StoreException.class, () -> store.get(key)));
        link.mend();
        awaitWorking("after a cut");
    }

    @Test
    @DisplayName("A10, SWALLOW_ANSWERS: a write is in doubt and has landed")
    void swallowedAnswer() {
        connect("{swallowed}-0");
        link.hit(NetworkFault.SWALLOW_ANSWERS, random);
        assertThrows(OutcomeUnknownException.class, () -> store.add("{swallowed}-1", bytes("landed")));
        assertStands(direct, "{swallowed}-1", "landed");
        link.mend();
        awaitWorking("after swallowed answers");
    }

    @Test
    @DisplayName("A10, HOLD_REQUESTS: a write is in doubt and lands when its client has given up")
    void lateWrite() {
        // The braces put both keys on one server of a cluster, and there is a connection to it now.
        connect("{late}-0");
        link.hit(NetworkFault.HOLD_REQUESTS, random);
        assertThrows(OutcomeUnknownException.class, () -> store.add("{late}-1", bytes("landed")));
        assertTrue(direct.get("{late}-1").isEmpty());
        store.close();
        link.mend();
        Await.until("the late write", () -> direct.get("{late}-1").isPresent(), () -> "it is not there");
        assertStands(direct, "{late}-1", "landed");
    }

    @Test
    @DisplayName("S1, S7: survives every fault with all that was acknowledged, and every read sees it")
    void faults() {
        assertFalse(database.faults().isEmpty());
        int processes = database.pids().size();
        for (DatabaseFault fault : database.faults()) {
            try (StaleReadDetector detector = new StaleReadDetector(store, direct)) {
                Await.until("writes", () -> detector.acknowledgements() > 10, () -> "there are too few");
                String said = database.inject(fault, random);
                assertTrue(
                        said.matches(
                                "(SIG(STOP|KILL) of|no more memory for|slots move from) .*\\(pid \\d+, port \\d+\\).*"),
                        said);
                assertThrows(IllegalStateException.class, () -> database.inject(fault, random));
                if (fault == DatabaseFault.FULL) {
                    awaitRefusal();
                } else if (fault == DatabaseFault.RESHARD) {
                    long before = detector.acknowledgements();
                    Await.until("writes", () -> detector.acknowledgements() > before + 100, () -> "there are too few");
                }
                long begun = System.nanoTime();
                database.mend();
                report(kind, said + ", mended", begun);
                awaitWorking("after " + said);
                assertEquals(List.of(), detector.complaints());
            }
            assertEquals(processes, database.pids().size());
        }
    }

    @Test
    @DisplayName("refuses a fault that it does not survive, and has nothing to mend before the first")
    void otherStrikes() {
        for (DatabaseFault fault : DatabaseFault.values()) {
            if (!database.faults().contains(fault)) {
                assertThrows(IllegalArgumentException.class, () -> database.inject(fault, random));
            }
        }
        database.mend();
        awaitWorking("after nothing");
    }

    /** Waits for a first write: what another test has struck may still be on its way back, a replica that WAIT waits for, say. */
    private void connect(String key) {
        Await.until("a first write", () -> isWritten(key), () -> "none succeeds");
    }

    private boolean isWritten(String key) {
        try {
            store.add(key, bytes("connected"));
            return true;
        } catch (StoreException | OutcomeUnknownException e) {
            return false;
        }
    }

    /** Waits until both stores write again: they notice by their own means that the database is back. */
    private void awaitWorking(String when) {
        long begun = System.nanoTime();
        for (CasKeyValueStore one : List.of(store, direct)) {
            Await.until("a write " + when, () -> writes(one), () -> "none succeeds");
        }
        report(kind, "writes again " + when, begun);
    }

    /** Waits until a write is refused for good, whoever is full. */
    private void awaitRefusal() {
        Await.until(
                "a refusal", () -> !StaleReadDetector.KEYS.stream().allMatch(this::isAdded), () -> "all is written");
    }

    private boolean isAdded(String key) {
        try {
            direct.add(key + System.nanoTime(), bytes("more"));
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private static boolean writes(CasKeyValueStore one) {
        try {
            for (String key : StaleReadDetector.KEYS) {
                one.add(key + "-works", bytes(""));
                one.swap(
                        key + "-works",
                        bytes(""),
                        one.get(key + "-works").orElseThrow().version());
            }
            return true;
        } catch (StoreException | OutcomeUnknownException e) {
            return false;
        }
    }

    private static void assertStands(CasKeyValueStore in, String key, String value) {
        assertArrayEquals(bytes(value), in.get(key).orElseThrow().value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void report(String kind, String what, long begun) {
        System.out.println(
                kind + ": " + what + " in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms");
    }
}
