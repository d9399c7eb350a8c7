package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("Sentinels and a master that hang")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SentinelMovesTest {

    private final SentinelServers servers = SentinelServers.start(Duration.ofSeconds(2));

    @AfterAll
    void stop() {
        servers.close();
    }

    @Order(1)
    @Test
    @DisplayName("a store is opened, and works, while the sentinel that is asked first hangs")
    void hangingSentinel() {
        RedisProcess first = servers.sentinels().get(0);
        first.signal("STOP");
        try (RedisStore store = RedisStore.open(servers.uri(""))) {
            AddResult.Added added = assertInstanceOf(AddResult.Added.class, store.add("first", bytes("1")));
            assertInstanceOf(SwapResult.Swapped.class, store.swap("first", bytes("2"), added.version()));
        } finally {
            first.signal("CONT");
        }
    }

    @Order(2)
    @Tag("long")
    @Test
    @DisplayName("S1, S19: a master that hangs is replaced; when it wakes up, nobody reads from it or writes to it")
    void hangingMaster() {
        RedisProcess master = servers.masterOf("");
        try (RedisStore store = RedisStore.open(servers.uri(""))) {
            AddResult.Added added = assertInstanceOf(AddResult.Added.class, store.add("woken", bytes("first")));
            // Now there is a connection for writes, and the shared one, which nobody uses while the master hangs.
            Version before = assertInstanceOf(
                            SwapResult.Swapped.class, store.swap("woken", bytes("before"), added.version()))
                    .version();
            FailingOver.awaitInStep(master);
            master.signal("STOP");
            try {
                servers.awaitFailover(master);
                Waiting.until("the store works without the one that hangs", () -> isSwapped(store, "after", before));
            } finally {
                master.signal("CONT");
            }
            // It believes for some seconds more that it is master.
            assertEquals("master", master.cli("ROLE").lines().findFirst().orElseThrow());
            for (int round = 0; round < 50; round++) {
                assertEquals("after", read(store));
                assertInstanceOf(SwapResult.Conflict.class, store.swap("woken", bytes("x"), before));
            }
        }
    }

    @Order(3)
    @Test
    @DisplayName("S1: a dial that began while the sentinels still named a master that hangs does not end at it when it"
            + " wakes up")
    void dialedWhileItHung() throws Exception {
        try (RedisStore before = RedisStore.open(servers.uri(""))) {
            assertInstanceOf(AddResult.Added.class, before.add("dialed", bytes("before")));
        }
        RedisProcess master = servers.masterOf("");
        FailingOver.awaitInStep(master);
        master.signal("STOP");
        try {
            // The kernel takes the connection, and the server answers it when it wakes up.
            CompletableFuture<RedisStore> opened =
                    CompletableFuture.supplyAsync(() -> RedisStore.open(servers.uri("timeout=9s")));
            servers.awaitFailover(master);
            try (RedisStore other = RedisStore.open(servers.uri(""))) {
                Entry read = other.get("dialed").orElseThrow();
                assertInstanceOf(SwapResult.Swapped.class, other.swap("dialed", bytes("after"), read.version()));
            }
            assertFalse(opened.isDone(), "it should be dialing yet");
            master.signal("CONT");
            try (RedisStore store = opened.get(20, TimeUnit.SECONDS)) {
                assertEquals(
                        "after", new String(store.get("dialed").orElseThrow().value(), UTF_8));
            }
        } finally {
            master.signal("CONT");
        }
    }

    private static boolean isSwapped(RedisStore store, String value, Version from) {
        try {
            return store.swap("woken", bytes(value), from) instanceof SwapResult.Swapped
                    || read(store).equals(value);
        } catch (StoreException | OutcomeUnknownException e) {
            // One that was sent to the server that hangs may yet happen there, and is lost with what that server has.
            return false;
        }
    }

    private static String read(RedisStore store) {
        return new String(store.get("woken").orElseThrow().value(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
