package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A cluster whose slots move, and whose servers die, under writes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterMovesTest {

    private final ClusterServers servers = ClusterServers.start(Duration.ofSeconds(2));

    @AfterAll
    void stop() {
        servers.close();
    }

    @Order(1)
    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("S3, S4: a slot is moved there and back under swaps of several clients: every one counts, once")
    void resharding(String swap) throws Exception {
        List<String> keys = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            // A hash tag: all in one slot.
            keys.add("{moving-" + swap + "}/" + number);
        }
        int slot = SlotHash.getSlot("posse:" + keys.get(0));
        RedisProcess from = servers.masterOf("posse:" + keys.get(0));
        RedisProcess to = servers.masters().stream()
                .filter(master -> master != from)
                .findFirst()
                .orElseThrow();
        try (RedisStore store = RedisStore.open(servers.uri("swap=" + swap));
                RedisStore other = RedisStore.open(servers.uri("swap=watch"))) {
            keys.forEach(key -> store.add(key, bytes("0")));
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger added = new AtomicInteger();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> writers = List.of(
                    writer(store, keys, over, added, failure),
                    writer(store, keys, over, added, failure),
                    writer(other, keys, over, added, failure));
            for (int round = 0; round < 3; round++) {
                ClusterServers.move(slot, keys, from, to);
                ClusterServers.move(slot, keys, to, from);
            }
            over.set(true);
            for (Thread writer : writers) {
                writer.join(30_000);
            }
            if (failure.get() != null) {
                throw new AssertionError("a writer failed", failure.get());
            }
            int sum = 0;
            for (Entry entry : other.getAll(keys).values()) {
                sum += Integer.parseInt(new String(entry.value(), UTF_8));
            }
            assertEquals(added.get(), sum);
            assertTrue(added.get() > 50, "swaps while the slot moved: " + added);
        }
    }

    @Order(2)
    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("MOVED and ASK: a store whose map is old gets there by the first call, reads, adds and swaps alike")
    void redirections(String swap) {
        List<String> keys = List.of("{asked-" + swap + "}/1", "{asked-" + swap + "}/2");
        int slot = SlotHash.getSlot("posse:" + keys.get(0));
        RedisProcess from = servers.masterOf("posse:" + keys.get(0));
        RedisProcess to = servers.masters().stream()
                .filter(master -> master != from)
                .findFirst()
                .orElseThrow();
        try (RedisStore store = RedisStore.open(servers.uri("swap=" + swap))) {
            Version first = added(store, keys.get(0));
            ClusterServers.beginMove(slot, from, to);
            ClusterServers.migrate(keys, from, to);
            // ASK: the keys have gone, and the slot is not there yet.
            assertEquals("first", read(store, keys.get(0)));
            Version second = swapped(store, keys.get(0), first, "asked");
            Version added = added(store, keys.get(1));
            ClusterServers.endMove(slot, from, to);
            // MOVED: the map of the store still names the old master.
            Version third = swapped(store, keys.get(1), added, "moved");
            assertEquals("asked", read(store, keys.get(0)));
            assertInstanceOf(SwapResult.Conflict.class, store.swap(keys.get(0), bytes("x"), first));
            swapped(store, keys.get(0), second, "again");
            swapped(store, keys.get(1), third, "again");
            ClusterServers.move(slot, keys, to, from);
        }
    }

    @Order(3)
    @Test
    @DisplayName("S19: a master that hangs is replaced, and the same store, or one opened meanwhile, works again")
    void hangingMaster() {
        String key = "hanging/1";
        RedisProcess master = servers.masterOf("posse:" + key);
        try (RedisStore store = RedisStore.open(servers.uri("timeout=500ms"))) {
            added(store, key);
            FailingOver.awaitInStep(master);
            master.signal("STOP");
            try {
                Waiting.until("the store works without the one that hangs", () -> isReadBy(store, key));
                try (RedisStore opened = RedisStore.open(servers.uri(""))) {
                    assertEquals("first", read(opened, key));
                }
            } finally {
                master.signal("CONT");
            }
            servers.awaitWhole();
            assertEquals("first", read(store, key));
        }
    }

    @Order(4)
    @ParameterizedTest
    @ValueSource(strings = {"swap=watch", "swap=script&replicas=1"})
    @DisplayName("the permissions that the module's page lists are enough, in a cluster too")
    void permissions(String settings) {
        for (RedisProcess server : servers.servers()) {
            server.cli(("ACL SETUSER shop on >pw ~posse:* +@read +@write +@connection +@transaction +eval +evalsha"
                            + " +cluster|nodes +info")
                    .split(" ", -1));
        }
        try (RedisStore store =
                RedisStore.open(servers.uri(settings).replace("redis-cluster://", "redis-cluster://shop:pw@"))) {
            String key = "permitted/" + settings;
            Version first = added(store, key);
            swapped(store, key, first, "second");
            assertEquals("second", read(store, key));
        }
    }

    private static boolean isReadBy(RedisStore store, String key) {
        try {
            return store.get(key).isPresent();
        } catch (StoreException e) {
            return false;
        }
    }

    private static Thread writer(
            RedisStore store,
            List<String> keys,
            AtomicBoolean over,
            AtomicInteger counted,
            AtomicReference<Throwable> failure) {
        Thread thread = new Thread(() -> {
            try {
                for (int number = 0; !over.get(); number++) {
                    Entry entry = store.get(keys.get(number % keys.size())).orElseThrow();
                    int value = Integer.parseInt(new String(entry.value(), UTF_8));
                    try {
                        if (store.swap(
                                        keys.get(number % keys.size()),
                                        bytes(String.valueOf(value + 1)),
                                        entry.version())
                                instanceof SwapResult.Swapped) {
                            counted.incrementAndGet();
                        }
                    } catch (StoreException e) {
                        // Definite: it was redirected to and fro more often than the store follows.
                        Waiting.pause(Duration.ofMillis(1));
                    }
                }
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        });
        thread.start();
        return thread;
    }

    private static Version added(RedisStore store, String key) {
        return assertInstanceOf(AddResult.Added.class, store.add(key, bytes("first")))
                .version();
    }

    private static Version swapped(RedisStore store, String key, Version from, String value) {
        return assertInstanceOf(SwapResult.Swapped.class, store.swap(key, bytes(value), from))
                .version();
    }

    private static String read(RedisStore store, String key) {
        return new String(store.get(key).orElseThrow().value(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
