package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.redis.FailingOver.Isolated;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Two campaigns sell out while a master is killed")
class FailoverRunTest {

    private static final Duration SILENCE = Duration.ofSeconds(2);

    static List<Named<Supplier<FailingOver>>> deployments() {
        return List.of(
                Named.of("Sentinel", () -> SentinelServers.start(SILENCE)),
                Named.of("Cluster", () -> ClusterServers.start(SILENCE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    @DisplayName("kill -9: all is sold and paid once; or what was lost is noticed by fence or audit")
    void killed(Supplier<FailingOver> deployment) throws Exception {
        long seed = System.nanoTime();
        try (FailingOver servers = deployment.get();
                SellOut shop = new SellOut(servers)) {
            shop.begin(seed);
            shop.awaitSold(SellOut.CAPACITY / 2);
            RedisProcess master = servers.masterOf(SellOut.hotKey());
            master.kill();
            assertFalse(shop.hasEnded(), "the master was killed when all was sold");
            servers.awaitFailover(master);
            SellOut.Result result = shop.close(Duration.ofSeconds(20));
            System.out.println("seed " + seed + ": " + result.summary());
            if (!result.noticed()) {
                assertEquals(List.of(), result.broken(), "lost, and neither the fence nor the audit says so");
                assertEquals(2 * SellOut.CAPACITY, result.sold());
            }
            assertTrue(result.failedCalls() > 0, "nobody was hit by the failover");
        }
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    @DisplayName("kill -9 of a master that went on alone: acknowledged sales are lost, and it is noticed")
    void killedAlone(Supplier<FailingOver> deployment) throws Exception {
        long seed = System.nanoTime();
        try (FailingOver servers = deployment.get();
                SellOut shop = new SellOut(servers)) {
            shop.begin(seed);
            shop.awaitSold(SellOut.CAPACITY / 2);
            Isolated alone = servers.isolate(SellOut.hotKey());
            int before = shop.sold();
            shop.awaitSold(before + 10);
            assertFalse(shop.hasEnded(), "the master was killed when all was sold");
            servers.killAndPromote(alone);
            SellOut.Result result = shop.close(Duration.ofSeconds(3));
            System.out.println("seed " + seed + ": " + result.summary());
            assertTrue(result.noticed(), () -> "lost, and neither the fence nor the audit says so: " + result);
        }
    }
}
