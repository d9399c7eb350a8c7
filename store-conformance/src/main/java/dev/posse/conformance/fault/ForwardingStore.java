package dev.posse.conformance.fault;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ConnectionUse;
import dev.posse.store.Entry;
import dev.posse.store.ForeignValue;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store that passes every call on to another one. A store that fails, waits or counts extends it and overrides what it
 * changes: {@link #forward} for all operations, or the operation itself.
 *
 * <p>It takes no chains: a chain that went past what a subclass makes of an add or a swap would not be failed, made to wait or
 * counted. One that comes here all the same is taken one by one, through the operations of this object. A subclass that wants
 * chains overrides {@link #chainLength}, and lets {@link #chain} stay as it is, or passes it on with {@link #forwardChain}.
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

    /**
     * Passes a chain on as one, through {@link #forward}: for a subclass that overrides {@link #chain}.
     *
     * @param links as they go to the store behind
     * @return its answer
     */
    protected final ChainResult forwardChain(List<ChainedWrite> links) {
        return forward(() -> store.chain(links));
    }

    /** {@return how many links the store behind takes in one round trip: for a subclass that overrides {@link #chainLength}} */
    protected final int forwardChainLength() {
        return store.chainLength();
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
    public Optional<ForeignValue> foreignValue(String key) {
        return forward(() -> store.foreignValue(key));
    }

    @Override
    public Optional<ConnectionUse> connections() {
        return forward(store::connections);
    }

    @Override
    public void close() {
        store.close();
    }
}
