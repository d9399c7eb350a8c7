package dev.posse.store.redis;

import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.FaultProxy;
import dev.posse.conformance.fault.FaultyConnection;
import dev.posse.conformance.fault.SentCount;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.SocketAddressResolver;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A proxy in front of each of several servers. Sentinels and cluster nodes name each other's own addresses, so that a
 * client gets to the proxies by the way in which it resolves addresses.
 */
final class ProxiedServers implements FaultyConnection {

    private final Map<Integer, FaultProxy> proxies = new HashMap<>();
    private final ClientResources resources = DefaultClientResources.builder()
            .socketAddressResolver(new SocketAddressResolver() {
                @Override
                public SocketAddress resolve(RedisURI uri) {
                    FaultProxy proxy = proxies.get(uri.getPort());
                    return proxy == null ? super.resolve(uri) : new InetSocketAddress(proxy.host(), proxy.port());
                }
            })
            .build();

    ProxiedServers(List<RedisProcess> servers) {
        servers.forEach(server -> proxies.put(server.port(), FaultProxy.to(RedisProcess.HOST, server.port())));
    }

    /** For clients that are to come by the proxies. */
    ClientResources resources() {
        return resources;
    }

    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.values());
    }

    @Override
    public Optional<SentCount> count(byte[] content) {
        return Optional.of(SentCount.sumOf(proxies.values().stream()
                .map(proxy -> proxy.count(content).orElseThrow())
                .toList()));
    }

    @Override
    public void inject(Fault fault) {
        inject(fault, 0);
    }

    /** A call goes to one server; which, is not known here. So the fault waits at each of them. */
    @Override
    public void inject(Fault fault, int afterAnswers) {
        proxies.values().forEach(proxy -> proxy.inject(fault, afterAnswers));
    }

    @Override
    public void mend() {
        proxies.values().forEach(FaultProxy::mend);
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultProxy::close);
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
