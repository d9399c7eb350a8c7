package dev.posse.store.redis;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreProvider;
import java.util.Set;

/** Opens Redis stores for URIs. */
public final class RedisStoreProvider implements StoreProvider {

    /** Makes the provider; the service loader does. */
    public RedisStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return RedisUri.schemes();
    }

    @Override
    public CasKeyValueStore open(String uri) {
        return RedisStore.open(uri);
    }
}
