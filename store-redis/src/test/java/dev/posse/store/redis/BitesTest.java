package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.redis.WireProxy.Fate;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What bites, with our counter-measure and without it")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BitesTest {

    /** A test with the counter-measure, or one that shows the blood which it saves. */
    enum Measure {
        ON,
        OFF;

        Class<?> of(Class<?> with, Class<?> without) {
            return this == ON ? with : without;
        }
    }

    private final RedisProcess server = RedisProcess.start();
    private final RedisStore rival = RedisStore.open(server.uri("timeout=10s"));
    private WireProxy proxy = WireProxy.to(server.port());
    private String key = "key";

    @BeforeEach
    void freshKey() {
        proxy = WireProxy.to(server.port());
        key = "bite/" + System.nanoTime();
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @AfterAll
    void stop() {
        rival.close();
        server.close();
    }

    @ParameterizedTest(name = "{displayName}, measure {0}")
    @EnumSource
    @DisplayName("S4: a client that reconnects between WATCH and EXEC writes over what others wrote")
    void reconnectForgetsWatch(Measure measure) throws Exception {
        Version first = added(rival);
        try (RedisStore store = store("", reconnecting(measure))) {
            proxy.on("WATCH", Fate.HOLD_ANSWER);
            CompletableFuture<Object> swap = outcome(() -> store.swap(key, bytes("mine"), first));
            Waiting.until("the swap has looked", proxy::sprung);
            assertInstanceOf(SwapResult.Swapped.class, rival.swap(key, bytes("rival's"), first));
            proxy.on("EXEC", Fate.END_BEFORE).release();
            Object answer = swap.get();
            if (measure == Measure.ON) {
                assertInstanceOf(OutcomeUnknownException.class, answer);
                assertEquals("rival's", read());
            } else {
                assertEquals("mine", read());
            }
        }
    }

    @ParameterizedTest(name = "{displayName}, measure {0}")
    @EnumSource
    @DisplayName("S9: a client that repeats an add whose answer was lost calls its own write somebody else's")
    void reconnectRepeatsAdd(Measure measure) throws Exception {
        try (RedisStore store = store("", reconnecting(measure))) {
            proxy.on("NX", Fate.END_AFTER);
            Object answer = outcome(() -> store.add(key, bytes("mine"))).get();
            assertInstanceOf(measure.of(OutcomeUnknownException.class, AddResult.Exists.class), answer);
            assertEquals("mine", read());
        }
    }

    @ParameterizedTest(name = "{displayName}, measure {0}")
    @EnumSource
    @DisplayName("S9: a client that repeats a script whose answer was lost reports a conflict with itself")
    void reconnectRepeatsScript(Measure measure) throws Exception {
        Version first = added(rival);
        try (RedisStore store = store("swap=script", reconnecting(measure))) {
            added(store, key + "/other");
            // The first sends the script itself, so that the next is one EVALSHA.
            assertInstanceOf(SwapResult.Conflict.class, store.swap(key + "/other", bytes("x"), new Version("old")));
            proxy.on("EVALSHA", Fate.END_AFTER);
            Object answer = outcome(() -> store.swap(key, bytes("mine"), first)).get();
            assertInstanceOf(measure.of(OutcomeUnknownException.class, SwapResult.Conflict.class), answer);
            assertEquals("mine", read());
        }
    }

    @ParameterizedTest(name = "{displayName}, measure {0}")
    @EnumSource
    @DisplayName("S5: a version that is counted comes again, and a forgotten swap writes over what others wrote")
    void countedVersions(Measure measure) {
        Supplier<Version> mine = measure == Measure.ON ? VersionCodec::newVersion : counted();
        Supplier<Version> others = measure == Measure.ON ? VersionCodec::newVersion : counted();
        try (RedisStore store = store("swap=script", UnaryOperator.identity(), mine);
                RedisStore other = store("", UnaryOperator.identity(), others)) {
            Version first = added(store, key);
            assertInstanceOf(SwapResult.Swapped.class, other.swap(key, bytes("other's"), first));
            SwapResult forgotten = store.swap(key, bytes("forgotten"), first);
            assertInstanceOf(measure.of(SwapResult.Conflict.class, SwapResult.Swapped.class), forgotten);
            assertEquals(measure == Measure.ON ? "other's" : "forgotten", read());
        }
    }

    @Test
    @DisplayName("S3: where MULTI is refused, a SET sent behind it in good faith is carried out")
    void refusedMultiWithoutMeasure() {
        Version first = added(rival);
        assertInstanceOf(SwapResult.Swapped.class, rival.swap(key, bytes("rival's"), first));
        server.cli("ACL", "SETUSER", "nomulti", "on", ">pw", "allkeys", "+@all", "-multi");
        String mine = new String(VersionCodec.encode(VersionCodec.newVersion(), bytes("mine")), UTF_8);
        String said = RedisProcess.run(java.util.List.of(
                "sh",
                "-c",
                "printf 'MULTI\\r\\nSET posse:" + key + " \"" + mine.replace("\n", "\\\\n")
                        + "\"\\r\\nEXEC\\r\\n' | redis-cli -p " + server.port() + " --user nomulti --pass pw"
                        + " --no-auth-warning"));
        assertTrue(said.contains("NOPERM") && said.contains("OK"), said);
        assertEquals("mine", read());
    }

    @Test
    @DisplayName("S3: where MULTI is refused, our swap fails and changes nothing")
    void refusedMultiWithMeasure() {
        Version first = added(rival);
        server.cli("ACL", "SETUSER", "nomulti", "on", ">pw", "allkeys", "+@all", "-multi");
        try (RedisStore store = RedisStore.open("redis://nomulti:pw@" + server.address())) {
            StoreException refusal = assertThrows(StoreException.class, () -> store.swap(key, bytes("mine"), first));
            assertTrue(String.valueOf(refusal.getMessage()).contains("NOPERM"));
            assertEquals("first", read());
        }
    }

    @Test
    @DisplayName("S10: a stopped server carries the write out when it goes on, long after the caller gave up")
    void stoppedServer() {
        try (RedisStore store = RedisStore.open(server.uri("timeout=200ms"))) {
            server.signal("STOP");
            try {
                assertThrows(OutcomeUnknownException.class, () -> store.add(key, bytes("late")));
            } finally {
                server.signal("CONT");
            }
            Waiting.until("the write is there", () -> rival.get(key).isPresent());
            Waiting.until("the store works again", () -> works(store));
        }
    }

    @Test
    @DisplayName("a server that has forgotten the script is taught it again")
    void forgottenScript() {
        try (RedisStore store = RedisStore.open(proxy.uri("swap=script"))) {
            Version first = added(store, key);
            server.cli("SCRIPT", "FLUSH");
            Version second = assertInstanceOf(SwapResult.Swapped.class, store.swap(key, bytes("second"), first))
                    .version();
            proxy.forget();
            assertInstanceOf(SwapResult.Swapped.class, store.swap(key, bytes("third"), second));
            assertEquals(0, proxy.requestsWith("\r\nEVAL\r\n"));
        }
    }

    @Test
    @DisplayName("S1: a replica is refused, for its reads lag")
    void replica() {
        try (RedisProcess replica = RedisProcess.with("--replicaof", "127.0.0.1 " + server.port())) {
            StoreException refusal = assertThrows(
                    StoreException.class, () -> RedisStore.open(replica.uri("")).close());
            assertTrue(String.valueOf(refusal.getMessage()).contains("replica"));
        }
    }

    private RedisStore store(String settings, UnaryOperator<ClientOptions.Builder> options) {
        return store(settings, options, VersionCodec::newVersion);
    }

    private RedisStore store(
            String settings, UnaryOperator<ClientOptions.Builder> options, Supplier<Version> versions) {
        RedisUri target = RedisUri.parse(proxy.uri(settings.isEmpty() ? "timeout=3s" : settings + "&timeout=3s"));
        return new RedisStore(Connections.own(target, options), target.settings(), versions);
    }

    private static UnaryOperator<ClientOptions.Builder> reconnecting(Measure measure) {
        return measure == Measure.ON
                ? UnaryOperator.identity()
                : options -> options.autoReconnect(true).disconnectedBehavior(DisconnectedBehavior.DEFAULT);
    }

    private static Supplier<Version> counted() {
        AtomicLong count = new AtomicLong();
        return () -> new Version(String.format("%032x", count.incrementAndGet()));
    }

    private static CompletableFuture<Object> outcome(Supplier<?> call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.get();
            } catch (RuntimeException e) {
                return e;
            }
        });
    }

    private Version added(RedisStore store) {
        return added(store, key);
    }

    private static Version added(RedisStore store, String key) {
        return assertInstanceOf(AddResult.Added.class, store.add(key, bytes("first")))
                .version();
    }

    private String read() {
        return new String(rival.get(key).orElseThrow().value(), UTF_8);
    }

    private static boolean works(RedisStore store) {
        try {
            store.get("any");
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
