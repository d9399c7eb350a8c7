package dev.posse.store.couchbase;

import dev.posse.conformance.StoreConformance;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("real-server")
@ExtendWith(Target.Present.class)
class CouchbaseConformanceTest extends StoreConformance {

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.start();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @Override
    protected CasKeyValueStore openStore() {
        return target.open("");
    }

    @Override
    protected Optional<CasKeyValueStore> openSecondClient() {
        return Optional.of(openStore());
    }

    @Override
    protected Optional<IsolatedClient> isolatedClient() {
        return Optional.of(IsolatedClient.of(target.uri()));
    }

    /** Only the mock's connections can be cut: the map of a real cluster leads past a proxy. */
    @Override
    protected Optional<BreakableStore> openBreakable() {
        return target.mock()
                .map(MockedWay::to)
                .map(way -> new BreakableStore(CouchbaseStore.open(way.uri("timeout=500ms&connectTimeout=2s")), way));
    }

    /** The client's own 2.5 s, and the 2 s that the store waits for its timer. */
    @Override
    protected Duration longestCall() {
        return Duration.ofMillis(4500);
    }

    /** Twice the connect time-out, and 5 s for the pause between attempts. */
    @Override
    protected Duration recoveryTime() {
        return Duration.ofSeconds(9);
    }
}
