package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness.Verdict;
import dev.posse.store.SwapResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.ops.StoreType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with -M whose memory is used up. */
class FullMemoryTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"binary", "text"})
    @DisplayName("S8, S18: adds and swaps are refused, definitely and clearly, and nothing is lost")
    void full(String protocol) {
        try (MemcachedProcess server = MemcachedProcess.with("-M", "-m", "16");
                CasKeyValueStore store = CasKeyValueStore.open(server.uri("protocol=" + protocol))) {
            Map<String, Entry> written = new LinkedHashMap<>();
            StoreException refusal = fill(store, written);
            assertTrue(refusal.toString().contains("full") && refusal.toString().contains("-m"), refusal::toString);

            int refused = 0;
            List<Map.Entry<String, Entry>> some =
                    written.entrySet().stream().limit(500).toList();
            for (Map.Entry<String, Entry> one : some) {
                String key = one.getKey();
                Entry before = one.getValue();
                byte[] larger = new byte[before.value().length * 3];
                try {
                    SwapResult swapped = store.swap(key, larger, before.version());
                    written.put(
                            key,
                            new Entry(
                                    larger,
                                    assertInstanceOf(SwapResult.Swapped.class, swapped)
                                            .version()));
                } catch (StoreException e) {
                    refused++;
                }
            }
            assertTrue(refused > 100, "refused swaps: " + refused);
            // Asked at once: the refusals cost nobody the connection.
            assertTrue(written.equals(store.getAll(written.keySet())), "something was lost");
            assertTrue(store.fitness().with(Verdict.RISK).stream()
                    .anyMatch(finding -> finding.detail().contains("memory used")));
        }
    }

    /** Writes documents until there is no room, of a size that leaves no smaller rest for larger ones. */
    private static StoreException fill(CasKeyValueStore store, Map<String, Entry> written) {
        for (int size = 60_000; ; size /= 2) {
            for (int number = 0; ; number++) {
                String key = size + "/" + number;
                byte[] value = new byte[size];
                try {
                    written.put(key, new Entry(value, ((AddResult.Added) store.add(key, value)).version()));
                } catch (StoreException e) {
                    if (size < 2_000) {
                        return e;
                    }
                    break;
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"binary", "text"})
    @DisplayName("S12: a value that the server takes for too large after all is refused, and the old one stays")
    void tooLarge(String protocol) throws Exception {
        // The store itself does not send it; the requests are sent by hand.
        try (MemcachedProcess server = MemcachedProcess.start()) {
            byte[] old = "old".getBytes(UTF_8);
            MemcachedClient client = Connector.connect(MemcachedUri.parse(server.uri("protocol=" + protocol)));
            Server here = new Server(client, Connector.nodes(client).get(0), "m");
            for (int attempt = 0; !here.isConnected() && attempt < 1000; attempt++) {
                Thread.sleep(10);
            }
            Deadline deadline = Deadline.in(Duration.ofSeconds(10));
            here.open(deadline);
            Server.Connection connection = here.forWriting(deadline);
            Reply.Stored added = new Reply.Stored();
            here.send(connection, added, here.operations().store(StoreType.add, "key", 0, 0, old, added))
                    .await(deadline);
            Reply.Item item = new Reply.Item();
            here.send(connection, item, here.operations().gets("key", item)).await(deadline);
            Reply.Stored swapped = new Reply.Stored();
            here.send(
                            connection,
                            swapped,
                            here.operations()
                                    .cas(StoreType.replace, "key", item.cas(), 0, 0, new byte[2_000_000], swapped))
                    .await(deadline);
            assertInstanceOf(StoreException.class, ErrorTable.toException("swap of key", "m", swapped));
            assertEquals("VALUE key 0 3\r\nold\r\nEND\r\n", server.say("get key", "END"));
            assertArrayEquals(old, item.data().orElseThrow());
            client.shutdown();
        }
    }
}
