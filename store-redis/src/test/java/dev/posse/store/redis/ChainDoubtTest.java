package dev.posse.store.redis;

import static dev.posse.store.redis.Outcomes.KEY;
import static dev.posse.store.redis.Outcomes.added;
import static dev.posse.store.redis.Outcomes.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.Version;
import dev.posse.store.redis.WireProxy.Fate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S22: chains whose answer does not come: what is doubt, and what is not")
class ChainDoubtTest {

    private final RedisProcess server = RedisProcess.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "watch, EXEC, RESET_BEFORE",
        "watch, EXEC, RESET_AFTER",
        "watch, EXEC, END_BEFORE",
        "watch, EXEC, END_AFTER",
        "script, EVALSHA, RESET_BEFORE",
        "script, EVALSHA, RESET_AFTER",
        "script, EVALSHA, END_BEFORE",
        "script, EVALSHA, END_AFTER"
    })
    @DisplayName(
            "a connection that breaks after sending is doubt about the whole chain, whether the server had it or not")
    void cutAfterSending(String swap, String word, Fate fate) {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri("swap=" + swap))) {
            List<ChainedWrite> chain = chainFrom(added(store));
            // The first sends the script itself, so that the next is one EVALSHA.
            refused(0, store.chain(List.of(new ExpectAbsent(KEY), new Add("x", bytes("x")))));
            proxy.on(word, fate);
            unknown(store.chain(chain));
            assertEquals(
                    fate.name().endsWith("AFTER"), server.cli("GET", "posse:b").endsWith("b2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET_BEFORE", "RESET_AFTER", "END_BEFORE", "END_AFTER"})
    @DisplayName("a connection that breaks in the half of a transaction that reads is no failure at all")
    void cutWhileLooking(Fate fate) {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri(""))) {
            List<ChainedWrite> chain = chainFrom(added(store));
            proxy.on("WATCH", fate);
            assertInstanceOf(Ending.Complete.class, store.chain(chain).ending());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName(
            "no answer in time is doubt by script, and by WATCH definite as long as only reads were sent; a server that is gone refuses")
    void stopped(String swap) {
        try (RedisStore store = open(swap + "&timeout=1s")) {
            List<ChainedWrite> chain = chainFrom(added(store));
            // Now there is a connection for writes too.
            refused(0, store.chain(List.of(new ExpectAbsent(KEY), new Add("x", bytes("x")))));
            server.signal("STOP");
            try {
                if (swap.equals("watch")) {
                    failed("no answer", 0, store.chain(chain));
                } else {
                    unknown(store.chain(chain));
                }
                failed("no connection", 0, store.chain(chain));
            } finally {
                server.signal("CONT");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName(
            "too few replicas leave a chain in doubt, as a single write; where nothing was written nothing is in doubt")
    void fewReplicas(String swap) {
        try (RedisStore store = open(swap + "&replicas=1&replicaWait=50ms");
                RedisStore plain = open(swap)) {
            Version version = added(plain);
            refused(0, store.chain(List.of(new Add(KEY, bytes("x")), new Add("b", bytes("b")))));
            refused(1, store.chain(List.of(new Expect(KEY, version), new Add(KEY, bytes("x")))));
            assertInstanceOf(
                    Ending.Complete.class,
                    store.chain(List.of(new Expect(KEY, version), new ExpectAbsent("b")))
                            .ending());
            unknown(store.chain(List.of(new Add("made", bytes("x")), new Add(KEY, bytes("x")))));
            assertTrue(plain.get("made").isPresent());
            unknown(store.chain(chainFrom(version)));
            assertTrue(plain.get("b").isPresent());
        }
        try (RedisProcess replica = RedisProcess.with("--replicaof", "127.0.0.1 " + server.port());
                RedisStore store = open(swap + "&timeout=10s&replicas=1&replicaWait=9s")) {
            assertTrue(replica.isRunning());
            assertInstanceOf(
                    Ending.Complete.class,
                    store.chain(List.of(new Add("acknowledged", bytes("x")))).ending());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName(
            "a replica that hangs, or has died, leaves the whole chain in doubt; asked again it is found, and nothing is in doubt")
    void hangingReplica(String swap) {
        try (RedisProcess replica = RedisProcess.with("--replicaof", "127.0.0.1 " + server.port());
                RedisStore store = open(swap + "&timeout=10s&replicas=1&replicaWait=100ms")) {
            List<ChainedWrite> first = List.of(new Add("h1", bytes("x")), new Add("h2", bytes("y")));
            Waiting.until(
                    "the replica acknowledges",
                    () -> store.chain(List.of(new Add("probe/" + System.nanoTime(), bytes("x"))))
                                    .ending()
                            instanceof Ending.Complete);
            replica.signal("STOP");
            try {
                unknown(store.chain(first));
            } finally {
                replica.signal("CONT");
            }
            refused(0, store.chain(first));
            assertEquals(2, store.getAll(List.of("h1", "h2")).size());
            replica.kill();
            List<ChainedWrite> second = List.of(new Add("d1", bytes("x")), new SwapOf("d1", bytes("y"), 0));
            unknown(store.chain(second));
            refused(0, store.chain(second));
            assertEquals("y", Outcomes.text(store.get("d1").orElseThrow()));
        }
    }

    @Test
    @DisplayName("the connections for writes are bounded, and waiting for one ends with a definite failure")
    void boundedPool() throws Exception {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri("timeout=20s&poolSize=1&poolWait=100ms"))) {
            List<ChainedWrite> chain = chainFrom(added(store));
            proxy.on("EXEC", Fate.HOLD);
            CompletableFuture<ChainResult> first = CompletableFuture.supplyAsync(() -> store.chain(chain));
            Waiting.until("the first chain is under way", proxy::sprung);
            failed("poolSize", 0, store.chain(chain));
            proxy.release();
            assertInstanceOf(Ending.Complete.class, first.get().ending());
        }
    }

    @Test
    @DisplayName("S11, S17: an unusable chain is refused before anything is sent, and a closed store takes none")
    void refusedWhole() {
        RedisStore store = open("script");
        assertThrows(
                IllegalArgumentException.class,
                () -> store.chain(List.of(new Add("a", bytes("a")), new Add("with space", bytes("b")))));
        assertTrue(store.get("a").isEmpty());
        store.close();
        assertThrows(IllegalStateException.class, () -> store.chain(List.of(new Add("a", bytes("a")))));
    }

    /** Of four links, the first of which writes nothing. */
    private static List<ChainedWrite> chainFrom(Version version) {
        return List.of(
                new Expect(KEY, version),
                new Add("b", bytes("b1")),
                new Swap(KEY, bytes("second"), version),
                new SwapOf("b", bytes("b2"), 1));
    }

    private static void failed(String words, int happened, ChainResult result) {
        Ending.Failed failed = assertInstanceOf(Ending.Failed.class, result.ending(), result::toString);
        assertTrue(String.valueOf(failed.cause().getMessage()).contains(words), failed::toString);
        assertEquals(happened, result.happened().size(), result::toString);
    }

    private static void refused(int happened, ChainResult result) {
        assertInstanceOf(Ending.Refused.class, result.ending(), result::toString);
        assertEquals(happened, result.happened().size(), result::toString);
    }

    private static void unknown(ChainResult result) {
        assertInstanceOf(Ending.Unknown.class, result.ending(), result::toString);
        assertEquals(List.of(), result.happened());
    }

    private RedisStore open(String swapAndMore) {
        return RedisStore.open(server.uri("swap=" + swapAndMore));
    }
}
