package dev.posse.store.memcached;

import dev.posse.conformance.StoreConformance;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.FaultProxy;
import dev.posse.conformance.fault.FaultyConnection;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.fault.Restart;
import dev.posse.conformance.fault.SentCount;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The kit with every clause unlocked, on so many servers with this protocol. */
abstract class MemcachedConformance extends StoreConformance {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** A second until the client connects again, and the time of the call that waits for it. */
    private static final Duration RECOVERY_TIME = Duration.ofSeconds(3);

    /** Until all servers answer a client that was cut off from them, for a minute in one check. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final int count;
    private final String protocol;
    private List<MemcachedProcess> servers = List.of();

    MemcachedConformance(int count, String protocol) {
        this.count = count;
        this.protocol = protocol;
    }

    @BeforeAll
    final void start() {
        servers = IntStream.range(0, count)
                .mapToObj(number -> MemcachedProcess.with("-M", "-m", "512"))
                .collect(Collectors.toUnmodifiableList());
    }

    @AfterAll
    final void stop() {
        servers.forEach(MemcachedProcess::close);
    }

    @Override
    protected CasKeyValueStore openStore() {
        return CasKeyValueStore.open(uri());
    }

    @Override
    protected Optional<IsolatedClient> isolatedClient() {
        return Optional.of(IsolatedClient.of(uri()));
    }

    @Override
    protected Optional<CasKeyValueStore> openSecondClient() {
        return Optional.of(openStore());
    }

    @Override
    protected Optional<BreakableStore> openBreakable() {
        List<FaultProxy> proxies = servers.stream()
                .map(server -> FaultProxy.to("127.0.0.1", server.port()))
                .collect(Collectors.toUnmodifiableList());
        CasKeyValueStore store = CasKeyValueStore.open(uri(
                proxies.stream().map(proxy -> proxy.host() + ":" + proxy.port()),
                "&timeout=" + TIMEOUT.toMillis() + "ms"));
        return Optional.of(new BreakableStore(store, new Ways(proxies, store)));
    }

    @Override
    protected Optional<Restart> restart() {
        return Optional.of(Restart.losingData(() -> servers.forEach(MemcachedProcess::restart)));
    }

    /** Twice the time-out of the slower stores. */
    @Override
    protected Duration longestCall() {
        return Duration.ofSeconds(5);
    }

    @Override
    protected Duration recoveryTime() {
        return RECOVERY_TIME;
    }

    private String uri() {
        return uri(servers.stream().map(MemcachedProcess::address), "");
    }

    /** By names, so that a client that comes through proxies spreads the keys as the others do. */
    private String uri(Stream<String> addresses, String settings) {
        String names =
                IntStream.range(0, count).mapToObj(number -> "m" + number).collect(Collectors.joining(","));
        return "memcached://" + addresses.collect(Collectors.joining(",")) + "?protocol=" + protocol + "&names=" + names
                + settings;
    }

    /**
     * All the ways to all the servers, broken and mended together. They are whole when every server answers: the kit takes
     * a few keys that work for the end of the outage, and they may be of one server.
     */
    private record Ways(List<FaultProxy> proxies, CasKeyValueStore store) implements FaultyConnection {

        @Override
        public Set<Fault> faults() {
            return Set.of(Fault.values());
        }

        @Override
        public Optional<SentCount> count(byte[] content) {
            return Optional.of(SentCount.sumOf(proxies.stream()
                    .map(proxy -> proxy.count(content).orElseThrow())
                    .toList()));
        }

        @Override
        public void inject(Fault fault) {
            proxies.forEach(proxy -> proxy.inject(fault));
        }

        @Override
        public void inject(Fault fault, int afterAnswers) {
            proxies.forEach(proxy -> proxy.inject(fault, afterAnswers));
        }

        @Override
        public void mend() {
            proxies.forEach(FaultProxy::mend);
            for (long end = System.nanoTime() + LONGEST_WAIT.toNanos(); proxies.size() > 1; ) {
                try {
                    store.incarnation();
                    return;
                } catch (IllegalStateException closed) {
                    return;
                } catch (StoreException e) {
                    if (System.nanoTime() > end) {
                        throw e;
                    }
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }

        @Override
        public void close() {
            proxies.forEach(FaultProxy::close);
        }
    }
}
