package dev.posse.examples.demo;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.memory.InMemoryStore;
import java.util.Optional;

/** A store whose server is started anew without its data, once, so many milliseconds after the beginning. */
final class EmptiedStore implements CasKeyValueStore {

    private final CasKeyValueStore before = new InMemoryStore();
    private final CasKeyValueStore after = new InMemoryStore();
    private final long began = System.nanoTime();
    private final long nanos;

    EmptiedStore(long millis) {
        this.nanos = millis * 1_000_000;
    }

    private CasKeyValueStore now() {
        return System.nanoTime() - began < nanos ? before : after;
    }

    @Override
    public Optional<Entry> get(String key) {
        return now().get(key);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return now().add(key, value);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return now().swap(key, value, expected);
    }

    /** Chains are taken one by one, through what is wrong here. */
    @Override
    public int chainLength() {
        return before.chainLength();
    }

    @Override
    public StoreFitness fitness() {
        return now().fitness();
    }

    @Override
    public void close() {
        before.close();
        after.close();
    }
}
