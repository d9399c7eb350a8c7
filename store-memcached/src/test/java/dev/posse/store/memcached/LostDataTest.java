package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store does when a server has forgotten its data. */
class LostDataTest {

    private static final byte[] OLD = "old".getBytes(UTF_8);
    private static final byte[] NEW = "new".getBytes(UTF_8);

    private final List<MemcachedProcess> servers =
            Stream.generate(MemcachedProcess::start).limit(3).collect(Collectors.toUnmodifiableList());

    @AfterEach
    void stop() {
        servers.forEach(MemcachedProcess::close);
    }

    private MemcachedProcess first() {
        return servers.get(0);
    }

    private CasKeyValueStore three() {
        return CasKeyValueStore.open(
                "memcached://" + servers.stream().map(MemcachedProcess::address).collect(Collectors.joining(",")));
    }

    private static Version added(CasKeyValueStore store, String key) {
        return assertInstanceOf(AddResult.Added.class, store.add(key, OLD)).version();
    }

    /** Asks until the connection is back, for at most ten seconds. */
    private static <T> T mended(Supplier<T> call) {
        for (long end = System.nanoTime() + 10_000_000_000L; ; ) {
            try {
                return call.get();
            } catch (DataLossException e) {
                throw e;
            } catch (StoreException | OutcomeUnknownException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "text"})
    @DisplayName("S5: a version from before a restart is refused, though its cas id fits what stands there now")
    void versions(String protocol) {
        Version before;
        try (CasKeyValueStore store = MemcachedStore.open(first().uri("protocol=" + protocol))) {
            before = added(store, "key");
        }
        first().restart();
        try (CasKeyValueStore store = MemcachedStore.open(first().uri("protocol=" + protocol))) {
            Version after = added(store, "key");
            assertEquals(
                    VersionCodec.decode(before).orElseThrow().cas(),
                    VersionCodec.decode(after).orElseThrow().cas(),
                    "else it shows nothing");
            long asked = first().figure("cas_badval") + first().figure("cas_hits");
            assertInstanceOf(SwapResult.Conflict.class, store.swap("key", NEW, before));
            assertEquals(asked, first().figure("cas_badval") + first().figure("cas_hits"), "the server was not asked");
            assertInstanceOf(SwapResult.Swapped.class, store.swap("key", NEW, after));
        }
    }

    @Test
    @DisplayName(
            "S21: a restart is noticed with the next operation; reads work once the caller knows, writes never again")
    void restart() {
        try (CasKeyValueStore store = MemcachedStore.open(first().uri(""))) {
            Version version = added(store, "key");
            String incarnation = store.incarnation().orElseThrow();
            first().restart();
            assertThrows(DataLossException.class, () -> mended(() -> store.get("key")));
            assertThrows(DataLossException.class, () -> store.getAll(List.of("key")));
            assertThrows(DataLossException.class, () -> store.add("key", NEW));
            assertThrows(DataLossException.class, () -> store.swap("key", NEW, version));

            assertNotEquals(incarnation, store.incarnation().orElseThrow());
            assertEquals(Optional.empty(), store.get("key"));
            assertThrows(DataLossException.class, () -> store.add("key", NEW));
            assertThrows(DataLossException.class, () -> store.swap("key", NEW, version));

            try (CasKeyValueStore opened = MemcachedStore.open(first().uri(""))) {
                added(opened, "key");
                assertEquals(store.incarnation(), opened.incarnation());
            }
            assertTrue(store.get("key").isPresent());
        }
    }

    @Test
    @DisplayName("S21: a second restart is noticed as the first was")
    void twice() {
        try (CasKeyValueStore store = MemcachedStore.open(first().uri(""))) {
            added(store, "key");
            first().restart();
            assertThrows(DataLossException.class, () -> mended(() -> store.get("key")));
            assertTrue(store.incarnation().isPresent());
            assertEquals(Optional.empty(), store.get("key"));
            first().restart();
            assertThrows(DataLossException.class, () -> mended(() -> store.get("key")));
        }
    }

    @Test
    @DisplayName("S19: the other servers' keys stay in use")
    void others() {
        try (CasKeyValueStore store = three()) {
            List<String> keys =
                    IntStream.range(0, 100).mapToObj(number -> "key" + number).toList();
            keys.forEach(key -> added(store, key));
            String incarnation = store.incarnation().orElseThrow();
            first().kill();
            long lost = keys.stream().filter(key -> isRefused(store, key)).count();
            assertEquals(100 - lost, items(1) + items(2), "a key of a server that is down is looked for nowhere else");
            first().startAgain();
            for (String key : keys) {
                boolean refused = isRefused(store, key);
                if (refused) {
                    assertThrows(DataLossException.class, () -> mended(() -> store.add(key, NEW)));
                } else {
                    assertInstanceOf(AddResult.Exists.class, store.add(key, NEW));
                }
            }
            assertTrue(lost > 10 && lost < 60, "a third of the keys or so: " + lost);
            assertNotEquals(incarnation, store.incarnation().orElseThrow());
        }
    }

    private static boolean isRefused(CasKeyValueStore store, String key) {
        try {
            return store.get(key).isEmpty();
        } catch (StoreException e) {
            return true;
        }
    }

    /** Without the marker. */
    private long items(int server) {
        return servers.get(server).figure("curr_items") - 1;
    }

    @Test
    @DisplayName("S21: a flush_all, which changes no start time, is noticed with the next incarnation")
    void flushed() {
        try (CasKeyValueStore store = MemcachedStore.open(first().uri(""))) {
            added(store, "key");
            String incarnation = store.incarnation().orElseThrow();
            assertEquals(incarnation, store.incarnation().orElseThrow());
            first().say("flush_all", "OK");
            assertNotEquals(incarnation, store.incarnation().orElseThrow());
            assertThrows(DataLossException.class, () -> store.add("key", NEW));
        }
    }

    @Test
    @DisplayName("S21: restarts within one second are kept apart")
    void sameSecond() {
        Stream.Builder<String> seen = Stream.builder();
        for (int round = 0; round < 5; round++) {
            first().restart();
            try (CasKeyValueStore store = MemcachedStore.open(first().uri(""))) {
                seen.add(store.incarnation().orElseThrow());
            }
        }
        assertEquals(5, seen.build().distinct().count());
    }

    @Test
    @DisplayName("S21: a warm restart keeps the data, and the incarnation with it")
    void warm() throws Exception {
        File memory = File.createTempFile("memcached", "", new File("/dev/shm"));
        assertTrue(memory.delete());
        try (MemcachedProcess warm = MemcachedProcess.with("-M", "-m", "64", "-e", memory.getPath());
                CasKeyValueStore store = MemcachedStore.open(warm.uri(""))) {
            Version version = added(store, "key");
            String incarnation = store.incarnation().orElseThrow();
            warm.signal("USR1");
            warm.awaitEnd();
            // memcached throws away what it saved within the very second.
            Thread.sleep(1100);
            warm.startAgain();
            assertInstanceOf(SwapResult.Swapped.class, mended(() -> store.swap("key", NEW, version)));
            assertEquals(incarnation, store.incarnation().orElseThrow());
        } finally {
            new File(memory.getPath() + ".meta").delete();
            memory.delete();
        }
    }
}
