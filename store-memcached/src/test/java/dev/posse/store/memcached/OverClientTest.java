package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import net.spy.memcached.AddrUtil;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.ConnectionFactoryBuilder.Protocol;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store over a client of the application, set up as badly as can be: redistributing, and packing requests. */
class OverClientTest {

    private static final byte[] VALUE = "value".getBytes(UTF_8);

    private static MemcachedClient client(Protocol protocol, MemcachedProcess... servers) throws Exception {
        Connector.logThroughSlf4j();
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (MemcachedProcess server : servers) {
            addresses.addAll(AddrUtil.getAddresses(server.address()));
        }
        return new MemcachedClient(
                new ConnectionFactoryBuilder()
                        .setProtocol(protocol)
                        .setFailureMode(FailureMode.Redistribute)
                        .setShouldOptimize(true)
                        .setMaxReconnectDelay(1)
                        .build(),
                addresses);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    @DisplayName("S2 to S5: of many threads' requests each is answered with its own version")
    void packed(Protocol protocol) throws Exception {
        try (MemcachedProcess server = MemcachedProcess.start()) {
            MemcachedClient client = client(protocol, server);
            try (CasKeyValueStore store = MemcachedStore.over(client, "names=a")) {
                List<FutureTask<Integer>> tasks = new ArrayList<>();
                for (int number = 0; number < 8; number++) {
                    String key = "key" + number;
                    FutureTask<Integer> task = new FutureTask<>(() -> swaps(store, key));
                    tasks.add(task);
                    new Thread(task, key).start();
                }
                for (FutureTask<Integer> task : tasks) {
                    assertEquals(300, task.get());
                }
            }
            assertEquals(null, client.get("still-open"), "what the application opened stays open");
            client.shutdown();
        }
    }

    private static int swaps(CasKeyValueStore store, String key) {
        Version version = ((AddResult.Added) store.add(key, VALUE)).version();
        int swaps = 0;
        for (; swaps < 300; swaps++) {
            version = assertInstanceOf(SwapResult.Swapped.class, store.swap(key, VALUE, version))
                    .version();
        }
        return swaps;
    }

    @Test
    @DisplayName("A server that is down is an error for its keys, and no other server gets them")
    void down() throws Exception {
        try (MemcachedProcess one = MemcachedProcess.start();
                MemcachedProcess two = MemcachedProcess.start()) {
            MemcachedClient client = client(Protocol.BINARY, one, two);
            try (CasKeyValueStore store = MemcachedStore.over(client, "timeout=500ms");
                    CasKeyValueStore same = MemcachedStore.open("memcached://" + two.address() + "," + one.address())) {
                assertEquals(same.incarnation(), store.incarnation(), "the order of the servers says nothing");
                two.kill();
                int failed = 0;
                for (int number = 0; number < 200; number++) {
                    try {
                        store.add("key" + number, VALUE);
                    } catch (RuntimeException e) {
                        failed++;
                    }
                }
                assertTrue(failed > 50, "failed: " + failed);
                // Without the marker.
                assertEquals(200 - failed, one.figure("curr_items") - 1);
                two.startAgain();
            }
            client.shutdown();
        }
    }

    @Test
    @DisplayName("S8: a client that the application shut down is a definite failure")
    void shutDown() throws Exception {
        try (MemcachedProcess server = MemcachedProcess.start()) {
            MemcachedClient client = client(Protocol.BINARY, server);
            try (CasKeyValueStore store = MemcachedStore.over(client, "")) {
                client.shutdown();
                assertThrows(StoreException.class, () -> store.add("key", VALUE));
                assertThrows(StoreException.class, () -> store.get("key"));
            }
            assertThrows(StoreException.class, () -> MemcachedStore.over(client, ""));
        }
    }
}
