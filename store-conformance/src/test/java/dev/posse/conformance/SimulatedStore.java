package dev.posse.conformance;

import dev.posse.conformance.SimulatedLink.NoAnswer;
import dev.posse.conformance.SimulatedLink.NotSent;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that keeps every clause; the broken ones extend it and change one thing. */
class SimulatedStore implements CasKeyValueStore {

    final SimulatedDatabase database;
    final SimulatedLink link;
    private volatile boolean closed;

    SimulatedStore(SimulatedDatabase database, SimulatedLink link) {
        this.database = database;
        this.link = link;
    }

    @Override
    public Optional<Entry> get(String key) {
        requireOpen();
        StoreLimits.checkKey(key);
        return read(() -> database.get(key));
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        requireOpen();
        keys.forEach(StoreLimits::checkKey);
        return Map.copyOf(read(() -> {
            Map<String, Entry> found = new LinkedHashMap<>();
            keys.forEach(key -> database.get(key).ifPresent(entry -> found.put(key, entry)));
            return found;
        }));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        requireOpen();
        StoreLimits.checkKey(key);
        byte[] copy = StoreLimits.checkValue(key, value).clone();
        return write(() -> database.add(key, copy));
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        requireOpen();
        StoreLimits.checkKey(key);
        byte[] copy = StoreLimits.checkValue(key, value).clone();
        return write(() -> database.swap(key, copy, expected));
    }

    <T> T read(SimulatedLink.Request<T> atDatabase) {
        try {
            return link.call(() -> {
                database.requireUp();
                return atDatabase.run();
            });
        } catch (NotSent | NoAnswer e) {
            throw new StoreException("the read was not answered", e);
        }
    }

    <T> T write(SimulatedLink.Request<T> atDatabase) {
        try {
            return link.call(atDatabase);
        } catch (NotSent e) {
            throw new StoreException("the write was not sent", e);
        } catch (NoAnswer e) {
            throw new OutcomeUnknownException("the write was not answered", e);
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    @Override
    public StoreFitness fitness() {
        requireOpen();
        return new StoreFitness("simulated store", List.of());
    }

    @Override
    public Optional<String> incarnation() {
        return Optional.of(read(database::incarnation));
    }

    @Override
    public void close() {
        closed = true;
    }
}
