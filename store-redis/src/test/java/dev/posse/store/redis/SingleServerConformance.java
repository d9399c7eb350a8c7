package dev.posse.store.redis;

import dev.posse.conformance.StoreConformance;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.FaultProxy;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.fault.Restart;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The kit with every clause unlocked, on one server. */
abstract class SingleServerConformance extends StoreConformance {

    private final String swap;
    private RedisProcess server;

    @SuppressWarnings("NullAway.Init") // The kit makes one object and starts the server before all else.
    SingleServerConformance(String swap) {
        this.swap = swap;
    }

    @BeforeAll
    final void start() {
        server = RedisProcess.start();
    }

    @AfterAll
    final void stop() {
        server.close();
    }

    @Override
    protected CasKeyValueStore openStore() {
        return CasKeyValueStore.open(server.uri("swap=" + swap));
    }

    @Override
    protected Optional<CasKeyValueStore> openSecondClient() {
        return Optional.of(openStore());
    }

    @Override
    protected Optional<IsolatedClient> isolatedClient() {
        return Optional.of(IsolatedClient.of(server.uri("swap=" + swap)));
    }

    @Override
    protected Optional<BreakableStore> openBreakable() {
        FaultProxy proxy = FaultProxy.to(RedisProcess.HOST, server.port());
        CasKeyValueStore store = CasKeyValueStore.open(
                "redis://" + proxy.host() + ":" + proxy.port() + "?swap=" + swap + "&timeout=300ms&poolWait=300ms");
        return Optional.of(new BreakableStore(store, proxy));
    }

    @Override
    protected Optional<Restart> restart() {
        return Optional.of(Restart.keepingData(server::restart));
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
