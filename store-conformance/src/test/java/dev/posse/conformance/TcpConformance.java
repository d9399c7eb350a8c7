package dev.posse.conformance;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.FaultProxy;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.Optional;

/** A test class as an author writes it who has a server, and follows the page. */
class TcpConformance extends StoreConformance {

    /** Opens a client. */
    @FunctionalInterface
    interface Opening {
        CasKeyValueStore open(String host, int port, int timeoutMillis);
    }

    private final TcpDatabase database = new TcpDatabase();
    private final Opening opening;

    TcpConformance(Opening opening) {
        this.opening = opening;
    }

    @Override
    protected CasKeyValueStore openStore() {
        return opening.open("127.0.0.1", database.port(), 5_000);
    }

    @Override
    protected Optional<CasKeyValueStore> openSecondClient() {
        return Optional.of(openStore());
    }

    @Override
    protected Optional<BreakableStore> openBreakable() {
        FaultProxy proxy = FaultProxy.to("127.0.0.1", database.port());
        return Optional.of(new BreakableStore(opening.open(proxy.host(), proxy.port(), 300), proxy));
    }

    final String address() {
        return "127.0.0.1:" + database.port();
    }

    @Override
    protected Duration longestCall() {
        return Duration.ofSeconds(5);
    }

    @Override
    protected Duration recoveryTime() {
        return Duration.ofSeconds(3);
    }
}
