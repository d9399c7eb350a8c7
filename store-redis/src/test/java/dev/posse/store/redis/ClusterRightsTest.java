package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "The rights that the module's page lists for a cluster are enough while a slot is moved, and each is needed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterRightsTest {

    private static final PageOfRights PAGE = PageOfRights.read();

    private final RedisProcess from = node();
    private final RedisProcess to = node();
    private final ClientResources resources = DefaultClientResources.create();
    private int trials;

    private static RedisProcess node() {
        return RedisProcess.with("--cluster-enabled", "yes", "--appendonly", "yes", "--appendfsync", "always");
    }

    @BeforeAll
    void form() {
        assertEquals("OK", from.cli("CLUSTER", "ADDSLOTSRANGE", "0", "16383"));
        assertEquals("OK", from.cli("CLUSTER", "MEET", RedisProcess.HOST, String.valueOf(to.port())));
        for (RedisProcess node : List.of(from, to)) {
            Waiting.until(
                    "the cluster is whole for " + node.port(),
                    () -> node.cli("CLUSTER", "INFO").contains("cluster_state:ok")
                            && node.cli("CLUSTER", "INFO").contains("cluster_known_nodes:2")
                            && !node.cli("CLUSTER", "NODES").contains("handshake"));
        }
    }

    @AfterAll
    void stop() {
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        to.close();
        from.close();
    }

    static Stream<String> eachRight() {
        return PAGE.where("in a cluster").stream();
    }

    /** What a node has on one server, without what is not asked in a cluster. */
    private static Set<String> rights(String swap) {
        Set<String> rights = new LinkedHashSet<>(PAGE.of(swap));
        assertTrue(rights.remove("+role"));
        rights.addAll(PAGE.where("in a cluster"));
        return rights;
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("with them everything is done")
    void enough(String swap) {
        assertEquals(List.of(), trial(swap, rights(swap)).told());
    }

    @ParameterizedTest
    @MethodSource("eachRight")
    @DisplayName("without one of them something is refused, and it is named")
    void needed(String right) {
        Set<String> fewer = rights("watch");
        assertTrue(fewer.remove(right));

        List<String> told = trial("watch", fewer).told();

        String named = right.equals("+asking") ? "may the user say ASKING?" : "NOPERM";
        assertTrue(told.stream().anyMatch(word -> word.contains(named)), () -> "told: " + told);
    }

    private RightsTrial trial(String swap, Set<String> rights) {
        int number = ++trials;
        String prefix = "posse:" + number + ":";
        String settings = "?swap=" + swap + "&keyPrefix=" + prefix;
        try (RedisStore owner = RedisStore.open("redis-cluster://" + from.address() + settings, resources)) {
            RightsTrial trial = new RightsTrial(owner, resources);
            trial.prepareShop();
            for (RedisProcess node : List.of(from, to)) {
                String user = "ACL SETUSER u" + number + " reset on >pw ~posse:* " + String.join(" ", rights);
                assertEquals("OK", node.cli(user.split(" ", -1)));
                node.cli("SCRIPT", "FLUSH");
            }
            int slot = SlotHash.getSlot(prefix + "swapped/twice");
            ClusterServers.beginMove(slot, from, to);
            trial.sells("redis-cluster://u" + number + ":pw@" + from.address() + settings);
            ClusterServers.endMove(slot, from, to);
            return trial;
        }
    }
}
