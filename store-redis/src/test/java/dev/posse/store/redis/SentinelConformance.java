package dev.posse.store.redis;

import dev.posse.conformance.StoreConformance;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.fault.Restart;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.redis.RedisSettings.Swapping;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The kit with every clause unlocked, on a master, two replicas and three sentinels; a restart is a failover. */
abstract class SentinelConformance extends StoreConformance {

    private final Swapping swapping;
    private SentinelServers servers;

    @SuppressWarnings("NullAway.Init") // The kit makes one object and starts the servers before all else.
    SentinelConformance(Swapping swapping) {
        this.swapping = swapping;
    }

    @BeforeAll
    final void start() {
        // A failover that the machine's load brings about, in the midst of the kit, would lose what the kit then
        // misses.
        servers = SentinelServers.start(Duration.ofSeconds(5));
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
        RedisClient client = RedisClient.create(proxies.resources());
        return Optional.of(new BreakableStore(
                RedisStore.over(client, RedisURI.create(servers.uri("")), ClusterConformance.impatient(swapping)),
                proxies));
    }

    /** Kills the master when its replicas have everything: no acknowledged write may be lost by that. */
    @Override
    protected Optional<Restart> restart() {
        return Optional.of(Restart.keepingData(() -> servers.bringBack(servers.failOver(""))));
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
