package dev.posse.bench;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.memory.InMemoryStore;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** An in-memory store that runs something before each read; safe for many threads. */
public final class GatedStore implements CasKeyValueStore {

    private static final Runnable OPEN = GatedStore::pass;

    private final InMemoryStore store = new InMemoryStore();
    private volatile Runnable gate = OPEN;

    private static void pass() {}

    /** Runs it before each read from now on. */
    public void beforeReads(Runnable action) {
        gate = action;
    }

    @Override
    public Optional<Entry> get(String key) {
        gate.run();
        return store.get(key);
    }

    /** One read, however many keys: a run of the patrols has two of them. */
    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        gate.run();
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
    public StoreFitness fitness() {
        return store.fitness();
    }

    @Override
    public void close() {
        store.close();
    }
}
