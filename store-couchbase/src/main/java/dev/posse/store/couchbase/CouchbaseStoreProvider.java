package dev.posse.store.couchbase;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreProvider;
import java.util.Set;

/** Opens {@link CouchbaseStore}s for {@code couchbase://} and, with TLS, {@code couchbases://}. */
public final class CouchbaseStoreProvider implements StoreProvider {

    /** For the service loader. */
    public CouchbaseStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("couchbase", "couchbases");
    }

    @Override
    public CasKeyValueStore open(String uri) {
        return CouchbaseStore.open(uri);
    }
}
