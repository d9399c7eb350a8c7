package dev.posse.conformance.fault;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store that passes every call on to another one. A store that fails, waits or counts extends it and overrides what it
 * changes: {@link #forward} for all operations, or the operation itself.
 */
public abstract class ForwardingStore implements CasKeyValueStore {

    private final CasKeyValueStore store;

    /**
     * Makes a store in front of another one.
     *
     * @param store gets the calls
     */
    protected ForwardingStore(CasKeyValueStore store) {
        this.store = store;
    }

    /**
     * Makes one call of the store behind. Every operation but {@link #close} comes through here.
     *
     * @param <T> what is answered
     * @param operation of the store behind
     * @return its answer
     * @implSpec makes it
     */
    protected <T> T forward(Supplier<T> operation) {
        return operation.get();
    }

    @Override
    public Optional<Entry> get(String key) {
        return forward(() -> store.get(key));
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        return forward(() -> store.getAll(keys));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return forward(() -> store.add(key, value));
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return forward(() -> store.swap(key, value, expected));
    }

    @Override
    public StoreFitness fitness() {
        return forward(store::fitness);
    }

    @Override
    public Optional<String> incarnation() {
        return forward(store::incarnation);
    }

    @Override
    public void close() {
        store.close();
    }
}
