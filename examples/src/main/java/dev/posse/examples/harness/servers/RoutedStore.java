package dev.posse.examples.harness.servers;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import dev.posse.store.ForeignValue;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.redis.RedisStore;
import io.lettuce.core.internal.HostAndPort;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DnsResolvers;
import io.lettuce.core.resource.MappingSocketAddressResolver;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A store over a link. Sentinels and clusters name their servers' own addresses, past the proxies; so the client's address
 * resolution leads each of them to its proxy.
 */
public final class RoutedStore implements CasKeyValueStore {

    private final CasKeyValueStore store;
    private final ClientResources resources;

    private RoutedStore(CasKeyValueStore store, ClientResources resources) {
        this.store = store;
        this.resources = resources;
    }

    /**
     * Opens a store over a link.
     *
     * @param uri of the link
     * @param routes of the link: from each port of the database to the port of the proxy
     * @return the open store
     * @throws dev.posse.store.StoreException if the database cannot be reached
     */
    public static CasKeyValueStore open(String uri, Map<Integer, Integer> routes) {
        if (routes.isEmpty()) {
            return CasKeyValueStore.open(uri);
        }
        ClientResources resources = DefaultClientResources.builder()
                .socketAddressResolver(MappingSocketAddressResolver.create(
                        DnsResolvers.UNRESOLVED,
                        named -> HostAndPort.of(
                                named.getHostText(), routes.getOrDefault(named.getPort(), named.getPort()))))
                .build();
        try {
            return new RoutedStore(RedisStore.open(uri, resources), resources);
        } catch (RuntimeException e) {
            release(resources);
            throw e;
        }
    }

    @Override
    public Optional<Entry> get(String key) {
        return store.get(key);
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        return store.getAll(keys);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return store.add(key, value);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return store.swap(key, value, expected);
    }

    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        return store.chain(links);
    }

    @Override
    public int chainLength() {
        return store.chainLength();
    }

    @Override
    public StoreFitness fitness() {
        return store.fitness();
    }

    @Override
    public Optional<String> incarnation() {
        return store.incarnation();
    }

    @Override
    public Optional<ForeignValue> foreignValue(String key) {
        return store.foreignValue(key);
    }

    @Override
    public void close() {
        store.close();
        release(resources);
    }

    private static void release(ClientResources resources) {
        // A moment of quiet: connections that are being closed have a last word to their listeners.
        resources.shutdown(50, 2000, TimeUnit.MILLISECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
