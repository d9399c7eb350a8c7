package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.redis.WireProxy.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("Many callers share connections")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingTest {

    private static final int CALLERS = 200;

    private final RedisProcess server = RedisProcess.with("--save", "", "--appendonly", "no");

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("S4: nodes that swap by WATCH and nodes that swap by script exclude each other")
    void sideBySide() throws Exception {
        try (RedisStore watch = RedisStore.open(server.uri("timeout=20s&poolWait=20s"));
                RedisStore script = RedisStore.open(server.uri("timeout=20s&swap=script"))) {
            watch.add("count", bytes("0"));
            List<Callable<Integer>> jobs = new ArrayList<>();
            for (int caller = 0; caller < 20; caller++) {
                RedisStore store = caller % 2 == 0 ? watch : script;
                jobs.add(() -> increments(store, 300));
            }
            int[] done = {0, 0};
            List<Integer> each = together(jobs);
            for (int caller = 0; caller < each.size(); caller++) {
                done[caller % 2] += each.get(caller);
            }
            assertTrue(done[0] > 0 && done[1] > 0, "by WATCH " + done[0] + ", by script " + done[1]);
            assertEquals(
                    done[0] + done[1], Integer.parseInt(text(watch.get("count").orElseThrow())));
        }
    }

    @Test
    @DisplayName("reads, adds and scripts of hundreds of callers go over one connection, many in one piece")
    void coalesced() throws Exception {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri("timeout=20s&swap=script"))) {
            proxy.forget();
            List<Callable<Integer>> jobs = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String key = "coalesced/" + caller;
                jobs.add(() -> {
                    Version version = assertInstanceOf(AddResult.Added.class, store.add(key, bytes("0")))
                            .version();
                    for (int round = 0; round < 20; round++) {
                        version = assertInstanceOf(SwapResult.Swapped.class, store.swap(key, bytes("1"), version))
                                .version();
                        assertTrue(store.get(key).isPresent());
                    }
                    return 41;
                });
            }
            int commands = together(jobs).stream().mapToInt(Integer::intValue).sum();
            assertEquals(0, proxy.connectionsAccepted());
            int pieces = proxy.requests().size();
            assertTrue(pieces * 10 < commands, () -> commands + " commands went in " + pieces + " pieces");
        }
    }

    @Test
    @DisplayName("the pool is bounded, and waiting for it ends with a definite failure that says what to raise")
    void boundedPool() throws Exception {
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.open(proxy.uri("timeout=20s&poolSize=1&poolWait=100ms"))) {
            proxy.forget();
            Version version = assertInstanceOf(AddResult.Added.class, store.add("pool", bytes("0")))
                    .version();
            ExecutorService one = Executors.newSingleThreadExecutor();
            try {
                proxy.on("EXEC", Fate.HOLD);
                Future<SwapResult> first = one.submit(() -> store.swap("pool", bytes("1"), version));
                Waiting.until("the first swap is under way", proxy::sprung);
                StoreException refusal =
                        assertThrows(StoreException.class, () -> store.swap("pool", bytes("2"), version));
                assertTrue(String.valueOf(refusal.getMessage()).contains("poolSize"), refusal::toString);
                assertTrue(store.get("pool").isPresent(), "reads need no connection of their own");
                proxy.release();
                assertInstanceOf(SwapResult.Swapped.class, first.get());
                assertEquals(1, proxy.connectionsAccepted());
            } finally {
                one.shutdownNow();
            }
        }
    }

    private static int increments(RedisStore store, int tries) {
        int done = 0;
        for (int attempt = 0; attempt < tries; attempt++) {
            Entry found = store.get("count").orElseThrow();
            byte[] next = bytes(String.valueOf(Integer.parseInt(text(found)) + 1));
            if (store.swap("count", next, found.version()) instanceof SwapResult.Swapped) {
                done++;
            }
        }
        return done;
    }

    private static <T> List<T> together(List<Callable<T>> jobs) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(jobs.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> job : threads.invokeAll(jobs)) {
                results.add(job.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String text(Entry entry) {
        return new String(entry.value(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
