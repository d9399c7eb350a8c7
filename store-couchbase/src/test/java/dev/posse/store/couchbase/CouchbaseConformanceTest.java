package dev.posse.store.couchbase;

import dev.posse.conformance.BreakableStore;
import dev.posse.conformance.Fault;
import dev.posse.conformance.FaultProxy;
import dev.posse.conformance.FaultyConnection;
import dev.posse.conformance.StoreConformance;
import dev.posse.store.CasKeyValueStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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

    /** Only the mock's connections can be cut: a real cluster's map leads past a proxy, and its frames may be packed. */
    @Override
    protected Optional<BreakableStore> openBreakable() throws IOException {
        if (target.mock().isEmpty()) {
            return Optional.empty();
        }
        MockCluster mock = target.mock().get();
        PortRewriter rewriter = new PortRewriter(mock.port());
        FaultProxy proxy = FaultProxy.to("127.0.0.1", rewriter.port());
        rewriter.show(proxy.port());
        CasKeyValueStore store = CouchbaseStore.open(mock.uri(proxy.port(), "timeout=500ms"));
        return Optional.of(new BreakableStore(store, new Way(proxy, rewriter)));
    }

    @Override
    protected Duration longestCall() {
        return Duration.ofSeconds(5);
    }

    private record Way(FaultProxy proxy, PortRewriter rewriter) implements FaultyConnection {

        @Override
        public void inject(Fault fault) {
            proxy.inject(fault);
        }

        @Override
        public void mend() {
            proxy.mend();
        }

        @Override
        public void close() {
            proxy.close();
            try {
                rewriter.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
