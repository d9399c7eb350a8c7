package dev.posse.store.memcached;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreProvider;
import java.util.Set;

/** Opens {@link MemcachedStore}s for {@code memcached://host:port,host:port?…}. */
public final class MemcachedStoreProvider implements StoreProvider {

    /** For the service loader. */
    public MemcachedStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("memcached");
    }

    @Override
    public CasKeyValueStore open(String uri) {
        return MemcachedStore.open(uri);
    }

    @Override
    public CasKeyValueStore openPartly(String uri) {
        return MemcachedStore.openPartly(uri);
    }
}
