package dev.posse.store.memory;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store in the memory of this process: for tests, for trying out, and as the reference to copy.
 *
 * <p>It keeps every clause of {@link CasKeyValueStore}, never refuses spuriously, never doubts and never waits. What it
 * holds ends with the process.
 */
public final class InMemoryStore implements CasKeyValueStore {

    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    // One counter for all keys: a version never repeats for a key because it never repeats at all (S5).
    private final AtomicLong writes = new AtomicLong();

    private volatile boolean closed;

    /** Makes an empty store. */
    public InMemoryStore() {}

    @Override
    public Optional<Entry> get(String key) {
        Objects.requireNonNull(key, "key");
        requireOpen();
        return Optional.ofNullable(entries.get(StoreLimits.checkKey(key)));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        requireOpen();
        Entry entry = nextEntry(key, value);
        return entries.putIfAbsent(key, entry) == null ? AddResult.added(entry.version()) : AddResult.exists();
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(expected, "expected");
        requireOpen();
        Entry next = nextEntry(key, value);
        Entry current = entries.get(key);
        if (current == null) {
            return SwapResult.missing();
        }
        // Between the read and the replace another swap may win: the map then compares and refuses, and that is S4.
        return current.version().equals(expected) && entries.replace(key, current, next)
                ? SwapResult.swapped(next.version())
                : SwapResult.conflict();
    }

    /** One by one, which is as cheap here as anything: others may see any part of the beginning. */
    @Override
    public int chainLength() {
        return StoreLimits.MAX_CHAIN_LINKS;
    }

    @Override
    public StoreFitness fitness() {
        requireOpen();
        return new StoreFitness(
                "in-memory store",
                List.of(
                        new Finding(Aspect.EVICTION, Verdict.SAFE, "nothing is evicted"),
                        new Finding(Aspect.PERSISTENCE, Verdict.RISK, "everything ends with this process"),
                        new Finding(Aspect.REPLICATION, Verdict.RISK, "one copy, in this process")));
    }

    @Override
    public void close() {
        closed = true;
    }

    private Entry nextEntry(String key, byte[] value) {
        StoreLimits.checkKey(key);
        StoreLimits.checkValue(key, value);
        return new Entry(value, new Version(Long.toString(writes.incrementAndGet())));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This in-memory store is closed; open a new one");
        }
    }
}
