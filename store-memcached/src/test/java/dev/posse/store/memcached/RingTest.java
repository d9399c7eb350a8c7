package dev.posse.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.spy.memcached.MemcachedClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which server holds which key. */
class RingTest {

    /** Servers that nobody listens at: the ring asks for their names only. */
    private static Ring ring(List<String> names, int firstPort) {
        String hosts = IntStream.range(0, names.size())
                .mapToObj(number -> "127.0.0.1:" + (firstPort + number))
                .collect(Collectors.joining(","));
        MemcachedClient client = Connector.connect(MemcachedUri.parse("memcached://" + hosts));
        try {
            List<Server> servers = new ArrayList<>();
            for (int at = 0; at < names.size(); at++) {
                servers.add(new Server(client, Connector.nodes(client).get(at), names.get(at)));
            }
            return new Ring(servers);
        } finally {
            client.shutdown();
        }
    }

    private static String placements(Ring ring) {
        return IntStream.range(0, 24)
                .mapToObj(number -> ring.holding("slot/campaign/" + number).name())
                .collect(Collectors.joining());
    }

    @Test
    @DisplayName("Names decide, not addresses and not their order")
    void names() {
        String placements = placements(ring(List.of("a", "b", "c"), 40001));
        assertEquals(placements, placements(ring(List.of("c", "a", "b"), 41001)));
        assertNotEquals(placements, placements(ring(List.of("a", "b", "d"), 40001)));
    }

    @Test
    @DisplayName("Keys stay where they are from one release to the next")
    void pinned() {
        assertEquals("bcaccbaabccaacbcbbbbccab", placements(ring(List.of("a", "b", "c"), 40001)));
    }

    @Test
    @DisplayName("Each server gets its share")
    void shares() {
        Ring ring = ring(List.of("one:11211", "two:11211", "three:11211"), 40001);
        Map<String, Long> shares = IntStream.range(0, 30_000)
                .mapToObj(number -> ring.holding("account/" + number).name())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertTrue(shares.values().stream().allMatch(share -> share > 7_000), shares::toString);
    }

    @Test
    @DisplayName("S21: the incarnation names epochs and the ring, within the bound")
    void incarnations() {
        Map<String, DataEpoch> epochs = new LinkedHashMap<>();
        epochs.put("a", new DataEpoch(1_700_000_000L, "x1"));
        assertEquals("s44we8.x1", Incarnations.of(epochs));
        Map<String, DataEpoch> renamed = new LinkedHashMap<>(Map.of("z", new DataEpoch(1_700_000_000L, "x1")));
        assertEquals(Incarnations.of(epochs), Incarnations.of(renamed), "one server holds all, whatever its name");
        epochs.put("b", new DataEpoch(1_700_000_000L, "x2"));
        renamed.put("zz", new DataEpoch(1_700_000_000L, "x2"));
        assertNotEquals(Incarnations.of(epochs), Incarnations.of(renamed), "two hold others under other names");
        for (int number = 0; number < 100; number++) {
            epochs.put("server" + number, new DataEpoch(1_700_000_000L + number, "x" + number));
        }
        assertTrue(Incarnations.of(epochs).length() <= 200);
    }
}
