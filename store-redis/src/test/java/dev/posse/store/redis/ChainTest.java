package dev.posse.store.redis;

import static dev.posse.store.redis.Outcomes.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
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
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.redis.WireProxy.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S22: chains on one server, by script and by WATCH")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainTest {

    private final RedisProcess server = RedisProcess.start();

    @BeforeEach
    void empty() {
        server.cli("FLUSHALL");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"watch, 2", "script, 1"})
    @DisplayName("a chain of any links takes two round trips by WATCH and one by script")
    void roundTrips(String swap, int trips) {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri("swap=" + swap))) {
            // Connections are made and the script is sent by the first.
            complete(store, new Add("any", bytes("x")));
            Version first = added(store, "a");
            proxy.forget();
            ChainResult result = complete(
                    store,
                    new Expect("a", first),
                    new ExpectAbsent("b"),
                    new Add("b", bytes("b1")),
                    new Swap("a", bytes("a2"), first),
                    new SwapOf("b", bytes("b2"), 2),
                    new SwapOf("a", bytes("a3"), 3));
            assertEquals(trips, proxy.roundTrips(), () -> "sent: " + proxy.requests());
            assertEquals(Optional.of(first), result.happened().get(0));
            assertEquals(Optional.empty(), result.happened().get(1));
            assertEquals(version(store, "b"), result.happened().get(4));
            assertEquals(version(store, "a"), result.happened().get(5));
            assertEquals("a3 b2", read(store, "a", "b"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName(
            "a refused link ends the chain: what comes before is made, what comes after is not, wherever it stands")
    void refused(String swap) {
        try (RedisStore store = open(swap)) {
            Version first = added(store, "a");
            Version spent = VersionCodec.newVersion();
            for (ChainedWrite refused : List.of(
                    new Add("a", bytes("x")),
                    new Swap("a", bytes("x"), spent),
                    new Swap("absent", bytes("x"), spent),
                    new Swap("a", bytes("x"), new Version("not-ours")),
                    new Expect("a", spent),
                    new Expect("absent", spent),
                    new ExpectAbsent("a"))) {
                String before = "before/" + System.nanoTime();
                ChainResult result = store.chain(List.of(
                        new Expect("a", first), new Add(before, bytes("b")), refused, new Add("c", bytes("c"))));
                assertInstanceOf(Ending.Refused.class, result.ending(), refused::toString);
                assertEquals(List.of(Optional.of(first), version(store, before)), result.happened());
                ChainResult atOnce = store.chain(List.of(refused, new Add("c", bytes("c"))));
                assertEquals(new ChainResult(List.of(), new Ending.Refused()), atOnce, refused::toString);
            }
            assertEquals("first -", read(store, "a", "c"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("what an earlier link of the chain has made of a key is what a later one finds")
    void sameKey(String swap) {
        try (RedisStore store = open(swap)) {
            Version first = added(store, "a");
            assertStops(2, store, new ExpectAbsent("b"), new Add("b", bytes("b")), new ExpectAbsent("b"));
            assertStops(1, store, new Add("c", bytes("c1")), new Add("c", bytes("c2")));
            assertStops(
                    2,
                    store,
                    new Swap("a", bytes("a2"), first),
                    new SwapOf("a", bytes("a3"), 0),
                    new SwapOf("a", bytes("a4"), 0));
            assertStops(0, store, new Expect("a", first), new Add("d", bytes("d")));
            assertEquals("a3 b c1 -", read(store, "a", "b", "c", "d"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("the longest chain, and the largest values")
    void longest(String swap) {
        try (RedisStore store = open(swap + "&timeout=20s")) {
            assertEquals(StoreLimits.MAX_CHAIN_LINKS, store.chainLength());
            List<ChainedWrite> links = new ArrayList<>(List.of(new Add("k", bytes("0"))));
            for (int link = 1; link < StoreLimits.MAX_CHAIN_LINKS; link++) {
                links.add(
                        link % 8 == 0
                                ? new Add("large/" + link, new byte[StoreLimits.MAX_VALUE_BYTES])
                                : new SwapOf(
                                        "k",
                                        bytes(String.valueOf(link)),
                                        link % 8 == 1 ? link - (link == 1 ? 1 : 2) : link - 1));
            }
            ChainResult result = complete(store, links.toArray(ChainedWrite[]::new));
            assertEquals(version(store, "k"), result.happened().get(127));
            assertEquals("127", read(store, "k"));
            assertEquals(
                    StoreLimits.MAX_VALUE_BYTES,
                    store.get("large/120").orElseThrow().value().length);
        }
    }

    @Test
    @DisplayName(
            "by WATCH none is made if somebody writes to one of the keys in between, the refused one too; then all is as before")
    void disturbed() throws Exception {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri("timeout=10s&poolSize=1"));
                RedisStore rival = open("watch")) {
            Version first = added(store, "a");
            proxy.on("WATCH", Fate.HOLD_ANSWER);
            CompletableFuture<ChainResult> chain = CompletableFuture.supplyAsync(() -> store.chain(
                    List.of(new Add("b", bytes("b")), new Swap("a", bytes("a2"), VersionCodec.newVersion()))));
            Waiting.until("the chain has looked", proxy::sprung);
            assertInstanceOf(SwapResult.Swapped.class, rival.swap("a", bytes("rival's"), first));
            proxy.release();
            assertEquals(new ChainResult(List.of(), new Ending.NoneMade()), chain.get());
            assertEquals("rival's -", read(store, "a", "b"));
            complete(store, new Add("b", bytes("b")));
        }
    }

    @Test
    @DisplayName("a server that has forgotten the script is taught it again, and the chain is taken once")
    void forgottenScript() {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri("swap=script"))) {
            complete(store, new Add("a", bytes("a")), new SwapOf("a", bytes("a2"), 0));
            server.cli("SCRIPT", "FLUSH");
            proxy.forget();
            complete(store, new Add("b", bytes("b")), new SwapOf("b", bytes("b2"), 0));
            assertEquals(2, proxy.roundTrips());
            assertEquals("b2", read(store, "b"));
        }
    }

    @Test
    @DisplayName("chains by WATCH, chains by script and single swaps exclude each other: what they move adds up")
    void sideBySide() throws Exception {
        try (RedisStore watch = open("watch&timeout=20s&poolWait=20s");
                RedisStore script = open("script&timeout=20s")) {
            watch.add("from", bytes("100000"));
            watch.add("to", bytes("0"));
            List<Callable<Integer>> jobs = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                RedisStore store = caller % 2 == 0 ? watch : script;
                jobs.add(() -> moves(store, 200));
            }
            int[] moved = {0, 0};
            ExecutorService threads = Executors.newFixedThreadPool(jobs.size());
            try {
                List<Future<Integer>> each = threads.invokeAll(jobs);
                for (int caller = 0; caller < each.size(); caller++) {
                    moved[caller % 2] += each.get(caller).get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertTrue(moved[0] > 0 && moved[1] > 0, "by WATCH " + moved[0] + ", by script " + moved[1]);
            int all = moved[0] + moved[1];
            assertEquals((100_000 - all) + " " + all, read(watch, "from", "to"));
        }
    }

    /** Takes one from the one and gives it to the other, in one chain; by a store that is neither disturbed nor in doubt. */
    private static int moves(RedisStore store, int tries) {
        int done = 0;
        for (int attempt = 0; attempt < tries; attempt++) {
            Entry from = store.get("from").orElseThrow();
            Entry to = store.get("to").orElseThrow();
            ChainResult result = store.chain(List.of(
                    new Expect("to", to.version()),
                    new Swap("from", plus(from, -1), from.version()),
                    new Swap("to", plus(to, 1), to.version())));
            if (result.ending() instanceof Ending.Complete) {
                done++;
            } else {
                // Nobody else's write comes between the links of a chain on this store.
                assertTrue(result.happened().size() < 2, result::toString);
            }
        }
        return done;
    }

    private static byte[] plus(Entry entry, int more) {
        return bytes(String.valueOf(Integer.parseInt(Outcomes.text(entry)) + more));
    }

    private RedisStore open(String swapAndMore) {
        return RedisStore.open(server.uri("swap=" + swapAndMore));
    }

    private static void assertStops(int at, RedisStore store, ChainedWrite... links) {
        ChainResult result = store.chain(List.of(links));
        assertInstanceOf(Ending.Refused.class, result.ending(), result::toString);
        assertEquals(at, result.happened().size());
    }

    private static ChainResult complete(RedisStore store, ChainedWrite... links) {
        ChainResult result = store.chain(List.of(links));
        assertInstanceOf(Ending.Complete.class, result.ending(), result::toString);
        assertEquals(links.length, result.happened().size());
        return result;
    }

    private static Version added(RedisStore store, String key) {
        return assertInstanceOf(AddResult.Added.class, store.add(key, bytes("first")))
                .version();
    }

    private static Optional<Version> version(RedisStore store, String key) {
        return store.get(key).map(Entry::version);
    }

    private static String read(RedisStore store, String... keys) {
        List<String> values = new ArrayList<>();
        for (String key : keys) {
            values.add(store.get(key).map(Outcomes::text).orElse("-"));
        }
        return String.join(" ", values);
    }
}
