package dev.posse.store.redis;

import static dev.posse.store.redis.Outcomes.KEY;
import static dev.posse.store.redis.Outcomes.added;
import static dev.posse.store.redis.Outcomes.bytes;
import static dev.posse.store.redis.Outcomes.definite;
import static dev.posse.store.redis.Outcomes.works;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.ForeignValue;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandKeyword;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The table of errors, on servers that really have them")
class ErrorTableOnServersTest {

    private final RedisProcess server = RedisProcess.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("OOM is definite, inside a transaction (EXECABORT) and inside a script as well")
    void outOfMemory(String swap) {
        try (RedisStore store = open(swap)) {
            Version version = added(store);
            server.cli("CONFIG", "SET", "maxmemory", "1");
            definite("OOM", () -> store.add("other", bytes("x")));
            definite("OOM", () -> store.swap(KEY, bytes("x"), version));
            server.cli("CONFIG", "SET", "maxmemory", "0");
            assertInstanceOf(SwapResult.Swapped.class, store.swap(KEY, bytes("x"), version));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("READONLY is definite, and the store finds the way back when the server is master again")
    void readOnly(String swap) {
        try (RedisStore store = open(swap)) {
            Version version = added(store);
            server.cli("REPLICAOF", "127.0.0.1", "1");
            definite("READONLY", () -> store.add("other", bytes("x")));
            definite("replica", () -> store.swap(KEY, bytes("x"), version));
            server.cli("REPLICAOF", "NO", "ONE");
            Waiting.until("the store works again", () -> works(store));
            assertInstanceOf(SwapResult.Swapped.class, store.swap(KEY, bytes("x"), version));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("NOREPLICAS is definite")
    void noReplicas(String swap) {
        try (RedisStore store = open(swap)) {
            Version version = added(store);
            server.cli("CONFIG", "SET", "min-replicas-to-write", "1");
            definite("NOREPLICAS", () -> store.add("other", bytes("x")));
            definite("NOREPLICAS", () -> store.swap(KEY, bytes("x"), version));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("BUSY is definite, and a script that was killed has written nothing")
    void busy(String swap) throws Exception {
        server.cli("CONFIG", "SET", "busy-reply-threshold", "20");
        RedisUri target = RedisUri.parse(server.uri("timeout=5s&swap=" + swap));
        Connections connections = Connections.own(target);
        try (RedisStore store = new RedisStore(connections, target.settings(), VersionCodec::newVersion)) {
            Version version = added(store);
            RedisNode node = connections.topology().masters().get(0);
            CompletableFuture<CommandFailure> killed = CompletableFuture.supplyAsync(() -> {
                Deadline deadline = Deadline.after(Duration.ofSeconds(20));
                try (ConnectionLease lease = node.own(deadline)) {
                    SentCommand<Long> endless = Commands.evalWithoutKeys("while true do end");
                    lease.send(List.of(endless));
                    return assertThrows(CommandFailure.class, () -> lease.answer(endless, deadline));
                }
            });
            Waiting.until("the server is busy", () -> server.cli("PING").startsWith("BUSY"));
            definite("BUSY", () -> store.add("other", bytes("x")));
            definite("BUSY", () -> store.swap(KEY, bytes("x"), version));
            server.cli("SCRIPT", "KILL");
            assertEquals(ErrorTable.SCRIPT_KILLED, killed.get().row());
            assertInstanceOf(SwapResult.Swapped.class, store.swap(KEY, bytes("x"), version));
        }
    }

    @Test
    @DisplayName("LOADING is definite, and so is a start while the data is read")
    void loading() {
        try (RedisProcess slow =
                        RedisProcess.with("--save", "", "--appendonly", "no", "--enable-debug-command", "yes");
                RedisStore store = RedisStore.open(slow.uri(""))) {
            for (int n = 0; n < 300; n++) {
                store.add("many/" + n, new byte[10_000]);
            }
            slow.cli("SAVE");
            slow.cli("CONFIG", "SET", "key-load-delay", "20000");
            slow.cli("CONFIG", "SET", "loading-process-events-interval-bytes", "1024");
            CompletableFuture<String> reload =
                    CompletableFuture.supplyAsync(() -> slow.cli("DEBUG", "RELOAD", "NOSAVE"));
            Waiting.until("the server is loading", () -> slow.cli("GET", "x").startsWith("LOADING"));
            definite("LOADING", () -> store.add("other", bytes("x")));
            slow.cli("CONFIG", "SET", "key-load-delay", "0");
            assertFalse(reload.join().isEmpty());
            assertInstanceOf(AddResult.Added.class, store.add("other", bytes("x")));
        }
    }

    @Test
    @DisplayName("NOAUTH is definite, when connecting and on a connection that lost its user")
    void noAuth() {
        server.cli("ACL", "SETUSER", "shop", "on", ">pw", "allkeys", "allchannels", "+@all");
        RedisUri target = RedisUri.parse("redis://shop:pw@" + server.address());
        Connections connections = Connections.own(target);
        try (RedisStore store = new RedisStore(connections, target.settings(), VersionCodec::newVersion)) {
            added(store);
            server.cli("CONFIG", "SET", "requirepass", "secret");
            StoreException refusal = definite("NOAUTH", () -> RedisStore.open(server.uri("")));
            assertFalse(refusal.toString().contains("secret"));
            definite("WRONGPASS", () -> RedisStore.open("redis://shop:wrong@" + server.address()));
            Deadline deadline = Deadline.after(Duration.ofSeconds(5));
            ConnectionLease lease = connections.topology().masters().get(0).shared(deadline);
            SentCommand<String> reset =
                    new SentCommand<>(new Command<>(CommandKeyword.RESET, new StatusOutput<>(ByteArrayCodec.INSTANCE)));
            lease.send(List.of(reset));
            assertEquals("RESET", lease.answer(reset, deadline));
            definite("NOAUTH", () -> store.add("other", bytes("x")));
            assertInstanceOf(AddResult.Added.class, store.add("other", bytes("x")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("NOPERM is definite, for a command, inside a transaction (EXECABORT) and inside a script as well")
    void noPermission(String swap) {
        Version version;
        try (RedisStore store = open(swap)) {
            version = added(store);
        }
        server.cli("ACL", "SETUSER", "reader", "on", ">pw", "allkeys", "+@all", "-set");
        server.cli("ACL", "SETUSER", "elsewhere", "on", ">pw", "~other:*", "+@all");
        try (RedisStore store = openAs("reader", swap)) {
            definite("NOPERM", () -> store.add("other", bytes("x")));
            definite(swap.equals("script") ? "can't run" : "NOPERM", () -> store.swap(KEY, bytes("x"), version));
            assertEquals(version, store.get(KEY).orElseThrow().version());
        }
        try (RedisStore store = openAs("elsewhere", swap)) {
            definite("NOPERM", () -> store.add("other", bytes("x")));
            definite("NOPERM", () -> store.swap(KEY, bytes("x"), version));
            assertThrows(StoreException.class, () -> store.get(KEY));
        }
        try (RedisStore store = open(swap)) {
            assertInstanceOf(SwapResult.Swapped.class, store.swap(KEY, bytes("x"), version));
        }
    }

    @Test
    @DisplayName("WRONGTYPE is definite, and a string that is not ours is said to be foreign")
    void foreignKeys() {
        server.cli("LPUSH", "posse:list", "x");
        server.cli("SET", "posse:text", "x");
        try (RedisStore store = open("watch");
                RedisStore script = open("script")) {
            Version version = VersionCodec.newVersion();
            assertThrows(StoreException.class, () -> store.get("list"));
            assertThrows(StoreException.class, () -> store.get("text"));
            StoreException of =
                    assertThrows(StoreException.class, () -> store.getAll(List.of("first", "list", "last")));
            assertTrue(String.valueOf(of.getMessage()).contains("get of list at"), of::toString);
            definite("WRONGTYPE", () -> store.swap("list", bytes("x"), version));
            definite("WRONGTYPE", () -> script.swap("list", bytes("x"), version));
            assertInstanceOf(SwapResult.Conflict.class, store.swap("text", bytes("x"), version));
            assertInstanceOf(SwapResult.Conflict.class, script.swap("text", bytes("x"), version));
            assertInstanceOf(AddResult.Exists.class, store.add("list", bytes("x")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("what is foreign is shown, and replaced if it still stands there")
    void foreignValues(String swap) {
        server.cli("RPUSH", "posse:foreign/list", "one", "two");
        server.cli("SET", "posse:foreign/text", "{\"balance\":7}");
        try (RedisStore store = open(swap)) {
            added(store);
            assertEquals(Optional.empty(), store.foreignValue(KEY), "the store's own is not foreign");
            assertEquals(Optional.empty(), store.foreignValue("foreign/none"));
            ForeignValue text = store.foreignValue("foreign/text").orElseThrow();
            assertEquals("a string", text.kind());
            assertArrayEquals(bytes("{\"balance\":7}"), text.content());
            ForeignValue list = store.foreignValue("foreign/list").orElseThrow();
            assertEquals("a list", list.kind());

            server.cli("RPUSH", "posse:foreign/list", "three");
            assertInstanceOf(SwapResult.Conflict.class, store.swap("foreign/list", bytes("x"), list.version()));
            assertEquals("3", server.cli("LLEN", "posse:foreign/list").strip());
            assertInstanceOf(SwapResult.Missing.class, store.swap("foreign/none", bytes("x"), list.version()));
            assertInstanceOf(SwapResult.Conflict.class, store.swap(KEY, bytes("x"), list.version()));

            ForeignValue now = store.foreignValue("foreign/list").orElseThrow();
            for (ForeignValue seen : List.of(now, text)) {
                String key = seen.equals(now) ? "foreign/list" : "foreign/text";
                assertInstanceOf(SwapResult.Swapped.class, store.swap(key, bytes("ours"), seen.version()));
                assertArrayEquals(bytes("ours"), store.get(key).orElseThrow().value());
                assertEquals(Optional.empty(), store.foreignValue(key));
                assertInstanceOf(SwapResult.Conflict.class, store.swap(key, bytes("again"), seen.version()));
            }
        }
    }

    @Test
    @DisplayName("MOVED to a store that knows of no cluster is definite, and says what to do")
    void moved() {
        try (RedisProcess node = RedisProcess.with("--cluster-enabled", "yes")) {
            definite("CLUSTERDOWN", () -> RedisStore.open(node.uri("")).add(KEY, bytes("x")));
        }
    }

    private RedisStore openAs(String user, String swap) {
        return RedisStore.open("redis://" + user + ":pw@" + server.address() + "?swap=" + swap);
    }

    private RedisStore open(String swapAndMore) {
        return RedisStore.open(server.uri("swap=" + swapAndMore));
    }
}
