package dev.posse.store.redis;

import dev.posse.conformance.StoreConformance;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.fault.Restart;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.redis.RedisSettings.Swapping;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The kit with every clause unlocked, on a cluster of six processes. */
abstract class ClusterConformance extends StoreConformance {

    private final Swapping swapping;
    private ClusterServers servers;

    @SuppressWarnings("NullAway.Init") // The kit makes one object and starts the servers before all else.
    ClusterConformance(Swapping swapping) {
        this.swapping = swapping;
    }

    @BeforeAll
    final void start() {
        // A failover that the machine's load brings about, in the midst of the kit, would lose what the kit then
        // misses.
        servers = ClusterServers.start(Duration.ofSeconds(5));
    }

    @AfterAll
    final void stop() {
        servers.close();
    }

    @Override
    protected CasKeyValueStore openStore() {
        return CasKeyValueStore.open(servers.uri("swap=" + swapping));
    }

    @Override
    protected Optional<CasKeyValueStore> openSecondClient() {
        return Optional.of(openStore());
    }

    @Override
    protected Optional<IsolatedClient> isolatedClient() {
        return Optional.of(IsolatedClient.of(servers.uri("swap=" + swapping)));
    }

    @Override
    protected Optional<BreakableStore> openBreakable() {
        ProxiedServers proxies = new ProxiedServers(servers.servers());
        RedisClusterClient client = RedisClusterClient.create(
                proxies.resources(),
                RedisURI.create(RedisProcess.HOST, servers.servers().get(0).port()));
        return Optional.of(new BreakableStore(RedisStore.over(client, impatient(swapping)), proxies));
    }

    static RedisSettings impatient(Swapping swapping) {
        Duration brief = Duration.ofMillis(300);
        return RedisSettings.standard()
                .withSwapping(swapping)
                .withTimeout(brief)
                .withPool(32, brief);
    }

    /** Kills all six and starts them again. */
    @Override
    protected Optional<Restart> restart() {
        return Optional.of(Restart.keepingData(servers::restart));
    }

    @Override
    protected Duration longestCall() {
        return Duration.ofSeconds(3);
    }

    @Override
    protected Duration recoveryTime() {
        return Duration.ofSeconds(3);
    }
}
