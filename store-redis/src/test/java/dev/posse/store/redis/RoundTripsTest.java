package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.AddResult;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Round trips on the wire, counted by a proxy")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripsTest {

    private final RedisProcess server = RedisProcess.start();
    private final WireProxy proxy = WireProxy.to(server.port());

    @BeforeAll
    void writeSomething() {
        try (RedisStore store = RedisStore.open(server.uri(""))) {
            IntStream.range(0, 100).forEach(n -> store.add("many/" + n, bytes("value")));
        }
    }

    @AfterAll
    void stop() {
        proxy.close();
        server.close();
    }

    @Test
    @DisplayName("a read, an add and a read of a hundred keys take one each")
    void oneEach() {
        try (RedisStore store = RedisStore.open(proxy.uri(""))) {
            assertEquals(1, tripsOf(() -> store.get("many/1")));
            assertEquals(1, tripsOf(() -> store.add("one/" + System.nanoTime(), bytes("v"))));
            List<String> keys =
                    IntStream.range(0, 100).mapToObj(n -> "many/" + n).collect(Collectors.toList());
            assertEquals(1, tripsOf(() -> assertEquals(100, store.getAll(keys).size())));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"watch, 2", "script, 1"})
    @DisplayName("a swap takes two by WATCH and one by script")
    void swaps(String swap, int trips) {
        try (RedisStore store = RedisStore.open(proxy.uri("swap=" + swap))) {
            Version[] version = {added(store, "swap/" + swap)};
            // Connections are made and the script is sent by the first.
            version[0] = swapped(store, "swap/" + swap, version[0]);
            assertEquals(trips, tripsOf(() -> version[0] = swapped(store, "swap/" + swap, version[0])));
        }
    }

    @ParameterizedTest
    @CsvSource({"watch, WATCH", "script, EVALSHA"})
    @DisplayName("a refused swap waits for one; by WATCH it sends a DISCARD afterwards and waits for nothing")
    void refusedSwaps(String swap, String word) {
        try (RedisStore store = RedisStore.open(proxy.uri("swap=" + swap))) {
            swapped(store, "refused/" + swap, added(store, "refused/" + swap));
            proxy.forget();
            assertInstanceOf(SwapResult.Conflict.class, store.swap("refused/" + swap, bytes("v"), new Version("old")));
            List<String> others = proxy.requests().stream()
                    .filter(request -> !request.contains("DISCARD"))
                    .collect(Collectors.toList());
            assertEquals(1, others.size(), () -> "sent: " + others);
            assertEquals(1, proxy.requestsWith(word));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"watch, 2, EXEC", "script, 1, EVALSHA"})
    @DisplayName("a purchase of 7 operations takes 1 by script and 2 by WATCH: all of it is one chain")
    void purchase(String swap, int trips, String word) {
        try (Seller node = Seller.first(proxy.uri("swap=" + swap + "&keyPrefix=" + swap + ":"))) {
            purchaseTakes(trips, node);
            assertEquals(List.of(1, 0), List.of(sent(word), sent("NX")));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"watch, 3, EXEC", "script, 2, EVALSHA"})
    @DisplayName("by an account that the node does not know it takes a read more")
    void purchaseByStranger(String swap, int trips, String word) {
        String uri = proxy.uri("swap=" + swap + "&keyPrefix=" + swap + ":stranger:");
        try (Seller other = Seller.first(uri);
                Seller node = Seller.open(uri)) {
            other.posse().stopPatrols();
            other.account("bob");
            purchaseTakes(trips, node, "bob");
            assertEquals(List.of(1, 0), List.of(sent(word), sent("NX")));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"watch, 9, 0", "script, 6, 3"})
    @DisplayName(
            "without chains, as in a cluster, it takes 6 by script, and 3 more, one for each of its swaps, by WATCH")
    void purchaseOneByOne(String swap, int trips, int scripts) {
        try (Seller node = Seller.first(proxy.uri("swap=" + swap + "&keyPrefix=" + swap + ":single:"))) {
            node.store().takeOneByOne();
            purchaseTakes(trips, node);
            assertEquals(
                    List.of(1, 3, 2),
                    List.of(
                            sent("campaign/drop", "account/alice"),
                            Math.max(sent("EXEC"), sent("EVALSHA")),
                            sent("NX")));
            assertEquals(scripts, sent("EVALSHA"));
        }
    }

    private void purchaseTakes(int trips, Seller node) {
        purchaseTakes(trips, node, "alice");
    }

    private void purchaseTakes(int trips, Seller node, String buyer) {
        node.posse().stopPatrols();
        node.campaign("drop");
        node.account("alice");
        // Connections are made and the script is sent by the first.
        assertInstanceOf(PurchaseOutcome.Purchased.class, node.buy("alice", "drop", "first"));
        assertEquals(
                trips,
                tripsOf(() -> assertInstanceOf(PurchaseOutcome.Purchased.class, node.buy(buyer, "drop", "second"))),
                () -> "sent: " + proxy.requests());
    }

    /** How often something was sent that has all these words in it. */
    private int sent(String... words) {
        return (int) proxy.requests().stream()
                .filter(request -> Stream.of(words).allMatch(request::contains))
                .count();
    }

    private int tripsOf(Runnable call) {
        proxy.forget();
        call.run();
        return proxy.roundTrips();
    }

    private static Version added(RedisStore store, String key) {
        return assertInstanceOf(AddResult.Added.class, store.add(key, bytes("first")))
                .version();
    }

    private static Version swapped(RedisStore store, String key, Version from) {
        return assertInstanceOf(SwapResult.Swapped.class, store.swap(key, bytes("next"), from))
                .version();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
