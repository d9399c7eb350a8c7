package dev.posse.store.memory;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreProvider;
import java.util.Objects;
import java.util.Set;

/** Opens a new, empty {@link InMemoryStore} for {@code memory:}. */
public final class InMemoryStoreProvider implements StoreProvider {

    /** For the service loader. */
    public InMemoryStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public CasKeyValueStore open(String uri) {
        Objects.requireNonNull(uri, "uri");
        if (!uri.equalsIgnoreCase("memory:")) {
            throw new IllegalArgumentException("The in-memory store has no settings; its URI is memory:");
        }
        return new InMemoryStore();
    }
}
