package dev.posse.store.redis;

import static dev.posse.store.redis.Outcomes.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S22: chains in a cluster, where they are taken one by one")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterChainTest {

    private final ClusterServers servers = ClusterServers.start(Duration.ofSeconds(2));

    @AfterAll
    void stop() {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName(
            "S22: chains over two slots, one of which moves: each stands as far as its answer says, and no further")
    void chainsWhileASlotMoves(String swap) throws Exception {
        List<String> moving = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            moving.add("{chained-" + swap + "}/" + number);
        }
        int slot = SlotHash.getSlot("posse:" + moving.get(0));
        RedisProcess from = servers.masterOf("posse:" + moving.get(0));
        RedisProcess to = servers.masters().stream()
                .filter(master -> master != from)
                .findFirst()
                .orElseThrow();
        try (RedisStore store = RedisStore.open(servers.uri("swap=" + swap))) {
            List<CompletableFuture<Map<String, ChainResult>>> callers = new ArrayList<>();
            for (int caller = 0; caller < 3; caller++) {
                List<String> own = moving.subList(100 * caller, 100 * caller + 100);
                callers.add(CompletableFuture.supplyAsync(() -> chained(store, own)));
            }
            ClusterServers.move(slot, moving, from, to);
            ClusterServers.move(slot, moving, to, from);
            int complete = 0;
            for (CompletableFuture<Map<String, ChainResult>> caller : callers) {
                for (Map.Entry<String, ChainResult> told :
                        caller.get(60, TimeUnit.SECONDS).entrySet()) {
                    assertFalse(told.getValue().ending() instanceof ChainResult.Ending.Unknown, told::toString);
                    assertEquals(told.getValue().happened().size(), standing(store, told.getKey()), told::toString);
                    complete += told.getValue().ending() instanceof ChainResult.Ending.Complete ? 1 : 0;
                }
            }
            assertTrue(complete > 100, "complete are " + complete);
        }
    }

    private static Map<String, ChainResult> chained(RedisStore store, List<String> keys) {
        Map<String, ChainResult> told = new HashMap<>();
        for (String key : keys) {
            told.put(
                    key,
                    store.chain(List.of(
                            new ChainedWrite.Add(key, bytes("1")),
                            new ChainedWrite.Add(still(key), bytes("2")),
                            new ChainedWrite.SwapOf(key, bytes("3"), 0),
                            new ChainedWrite.SwapOf(still(key), bytes("4"), 1))));
        }
        return told;
    }

    /** How many links of the chain of this key have been made, as far as the keys tell. */
    private static int standing(RedisStore store, String key) {
        String moved = store.get(key).map(Outcomes::text).orElse("0");
        String still = store.get(still(key)).map(Outcomes::text).orElse("0");
        return Math.max(Integer.parseInt(moved), Integer.parseInt(still));
    }

    /** Without the hash tag: in a slot that stays where it is. */
    private static String still(String moving) {
        return "still/" + moving.replaceAll("[{}]", "");
    }
}
