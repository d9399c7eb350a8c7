package dev.posse.store.redis;

import static dev.posse.store.redis.Outcomes.KEY;
import static dev.posse.store.redis.Outcomes.added;
import static dev.posse.store.redis.Outcomes.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.Entry;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S22: chains that a server refuses, at once or in the middle: definite, and with what was made before")
class ChainFailuresTest {

    private static final int LARGE_LINKS = 16;

    private final RedisProcess server = RedisProcess.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"watch, 0", "script, 1"})
    @DisplayName("OOM when the chain begins is definite, and nothing is made")
    void outOfMemory(String swap, int held) {
        try (RedisStore store = open(swap)) {
            Version version = added(store);
            List<ChainedWrite> chain = chainFrom(version);
            server.cli("CONFIG", "SET", "maxmemory", "1");
            failed("OOM", held, store.chain(chain));
            server.cli("CONFIG", "SET", "maxmemory", "0");
            assertInstanceOf(Ending.Complete.class, store.chain(chain).ending());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("OOM in the middle of a chain, wherever it begins: all is made, or nothing, and the answer says which")
    void outOfMemoryInTheMiddle(String swap) {
        boolean made = false;
        boolean refused = false;
        try (RedisStore store = open(swap + "&timeout=20s")) {
            for (int headroom = 0; headroom <= 12; headroom++) {
                String prefix = "round/" + headroom + "/";
                List<ChainedWrite> chain = new ArrayList<>();
                for (int link = 0; link < LARGE_LINKS; link++) {
                    chain.add(new Add(prefix + link, new byte[StoreLimits.MAX_VALUE_BYTES]));
                }
                server.cli("CONFIG", "SET", "maxmemory", String.valueOf(usedMemory() + headroom * 1_000_000L));
                ChainResult result = store.chain(chain);
                server.cli("CONFIG", "SET", "maxmemory", "0");
                boolean complete = result.ending() instanceof Ending.Complete;
                if (!complete) {
                    failed("OOM", 0, result);
                }
                made |= complete;
                refused |= !complete;
                assertEquals(complete ? LARGE_LINKS : 0, result.happened().size());
                List<String> keys = chain.stream().map(ChainedWrite::key).toList();
                assertEquals(complete ? LARGE_LINKS : 0, store.getAll(keys).size());
            }
        }
        assertTrue(made && refused, "made " + made + ", refused " + refused);
    }

    @ParameterizedTest
    @CsvSource({"watch, 0", "script, 1"})
    @DisplayName(
            "READONLY and NOREPLICAS are definite, and the store finds the way back when the server is master again")
    void readOnly(String swap, int held) {
        try (RedisStore store = open(swap)) {
            List<ChainedWrite> chain = chainFrom(added(store));
            server.cli("CONFIG", "SET", "min-replicas-to-write", "1");
            failed("NOREPLICAS", held, store.chain(chain));
            server.cli("CONFIG", "SET", "min-replicas-to-write", "0");
            server.cli("REPLICAOF", "127.0.0.1", "1");
            failed("READONLY", held, store.chain(chain));
            failed("replica", 0, store.chain(chain));
            server.cli("REPLICAOF", "NO", "ONE");
            Waiting.until("the store works again", () -> store.chain(chain).ending() instanceof Ending.Complete);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName(
            "a key that holds no string, in the middle, is a definite failure of its link; what comes before is made")
    void foreignKeys(String swap) {
        server.cli("LPUSH", "posse:list", "x");
        server.cli("SET", "posse:empty", "");
        Version some = VersionCodec.newVersion();
        try (RedisStore store = open(swap)) {
            failed(
                    "WRONGTYPE",
                    1,
                    store.chain(List.of(
                            new Add("a", bytes("a")), new Swap("list", bytes("x"), some), new Add("c", bytes("c")))));
            failed("WRONGTYPE", 0, store.chain(List.of(new Expect("list", some), new Add("c", bytes("c")))));
            for (String foreign : List.of("list", "empty")) {
                refused(0, store.chain(List.of(new Add(foreign, bytes("x")), new Add("c", bytes("c")))));
                refused(0, store.chain(List.of(new ExpectAbsent(foreign), new Add("c", bytes("c")))));
            }
            refused(0, store.chain(List.of(new Swap("empty", bytes("x"), some), new Add("c", bytes("c")))));
            assertTrue(store.get("a").isPresent());
            assertTrue(store.get("c").isEmpty());
            assertEquals("list", server.cli("TYPE", "posse:list"));
            assertEquals("", server.cli("GET", "posse:empty"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Some versions say NOPERM of what a script does, some have words of their own: the table knows them all.
        "script, +@all -eval -evalsha, NOPERM, 0",
        "script, +@all -getrange, permission, 1",
        "script, +@all -set, permission, 0",
        "watch, +@all -multi, NOPERM, 0",
        "watch, +@all -getrange, NOPERM, 1",
        "watch, +@all -set, NOPERM, 0"
    })
    @DisplayName("what the user may not do is a definite failure, in the middle too")
    void noPermission(String swap, String rules, String words, int made) {
        Version version;
        try (RedisStore store = open(swap)) {
            version = added(store);
        }
        server.cli("ACL", "SETUSER", "shop", "on", ">pw", "allkeys", "allchannels");
        for (String rule : rules.split(" ", -1)) {
            server.cli("ACL", "SETUSER", "shop", rule);
        }
        try (RedisStore store = RedisStore.open("redis://shop:pw@" + server.address() + "?swap=" + swap)) {
            ChainResult result =
                    store.chain(List.of(new Add("before", bytes("x")), new Swap(KEY, bytes("x"), version)));
            failed(words, made, result);
            assertEquals(made == 1, store.get("before").isPresent());
            assertEquals(version, store.get(KEY).orElseThrow().version());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("BUSY is definite, and so is a script that was killed: it had not written")
    void busy(String swap) {
        server.cli("CONFIG", "SET", "busy-reply-threshold", "20");
        try (RedisStore store = open(swap + "&timeout=5s")) {
            List<ChainedWrite> chain = chainFrom(added(store));
            CompletableFuture<String> endless =
                    CompletableFuture.supplyAsync(() -> server.cli("EVAL", "while true do end", "0"));
            Waiting.until("the server is busy", () -> server.cli("PING").startsWith("BUSY"));
            failed("BUSY", 0, store.chain(chain));
            server.cli("SCRIPT", "KILL");
            assertTrue(endless.join().contains("killed"));
            assertInstanceOf(Ending.Complete.class, store.chain(chain).ending());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("a node of a cluster that is taken for a single server makes no chain, and is asked for none any more")
    void crossSlot(String swap) {
        try (RedisProcess node = wholeCluster();
                RedisStore store = RedisStore.open(node.uri("swap=" + swap))) {
            List<ChainedWrite> chain = List.of(new Add("a", bytes("a")), new Add("b", bytes("b")));
            assertEquals(new ChainResult(List.of(), new Ending.NoneMade()), store.chain(chain));
            assertTrue(store.getAll(List.of("a", "b")).isEmpty());
            assertEquals(1, store.chainLength());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("in a cluster a chain is taken one by one, and the protocol is told to send none")
    void cluster(String swap) {
        try (RedisProcess node = wholeCluster();
                RedisStore store = RedisStore.open("redis-cluster://" + node.address() + "?swap=" + swap)) {
            assertEquals(1, store.chainLength());
            ChainResult result = store.chain(chainFrom(added(store)));
            assertInstanceOf(Ending.Complete.class, result.ending());
            assertEquals(store.get("b").map(Entry::version), result.happened().get(3));
        }
    }

    private static RedisProcess wholeCluster() {
        RedisProcess node = RedisProcess.with("--cluster-enabled", "yes");
        node.cli("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
        Waiting.until("the cluster is up", () -> node.cli("CLUSTER", "INFO").contains("cluster_state:ok"));
        return node;
    }

    /** Of four links, the first of which writes nothing. */
    private static List<ChainedWrite> chainFrom(Version version) {
        return List.of(
                new Expect(KEY, version),
                new Add("b", bytes("b1")),
                new Swap(KEY, bytes("second"), version),
                new SwapOf("b", bytes("b2"), 1));
    }

    private long usedMemory() {
        return server.cli("INFO", "memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("used_memory:".length()).strip()))
                .findFirst()
                .orElseThrow();
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

    private RedisStore open(String swapAndMore) {
        return RedisStore.open(server.uri("swap=" + swapAndMore));
    }
}
