package dev.posse.cli;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreProvider;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.memory.InMemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code shared:NAME}: a store in memory that outlives a command, as a database does. */
public final class SharedStoreProvider implements StoreProvider {

    private static final Map<String, InMemoryStore> STORES = new ConcurrentHashMap<>();

    /** For the service loader. */
    public SharedStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("shared");
    }

    @Override
    public CasKeyValueStore open(String uri) {
        return new Session(STORES.computeIfAbsent(uri, unused -> new InMemoryStore()));
    }

    private record Session(InMemoryStore store) implements CasKeyValueStore {
        @Override
        public Optional<Entry> get(String key) {
            return store.get(key);
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
        public Optional<String> incarnation() {
            return Optional.of("this life");
        }

        @Override
        public StoreFitness fitness() {
            return store.fitness();
        }

        @Override
        public void close() {}
    }
}
