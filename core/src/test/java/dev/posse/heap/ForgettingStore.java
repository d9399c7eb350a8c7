package dev.posse.heap;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store whose documents are not in the heap, so that all that is there is the node's. It forgets what was written long ago: slots when
 * no node remembers having told of them any more, the rest sooner. Campaigns and what belongs to the data set it keeps.
 */
final class ForgettingStore implements CasKeyValueStore {

    /** What the ids of accounts begin with that are used often. */
    static final String REGULAR = "regular-";

    private final int chainLength;

    /** More than the 65,536 sales that a node remembers. */
    private final Ring slots = new Ring(96 << 20);

    /** Long enough for whoever settles a sale late. */
    private final Ring others = new Ring(192 << 20);

    /** Few, and written again and again, with full windows. */
    private final Ring regulars = new Ring(32 << 20);

    private final Map<String, Entry> kept = new HashMap<>();
    private long written;

    ForgettingStore(int chainLength) {
        this.chainLength = chainLength;
    }

    private static boolean isKept(String key) {
        return key.startsWith("posse/") || key.startsWith("campaign/");
    }

    private Ring ring(String key) {
        return key.startsWith("slot/") ? slots : key.contains(REGULAR) ? regulars : others;
    }

    @Override
    public synchronized Optional<Entry> get(String key) {
        return isKept(key) ? Optional.ofNullable(kept.get(key)) : ring(key).read(key);
    }

    @Override
    public synchronized AddResult add(String key, byte[] value) {
        return get(key).isPresent() ? AddResult.exists() : AddResult.added(write(key, value));
    }

    @Override
    public synchronized SwapResult swap(String key, byte[] value, Version expected) {
        Optional<Entry> found = get(key);
        if (found.isEmpty()) {
            return SwapResult.missing();
        }
        return found.get().version().equals(expected) ? SwapResult.swapped(write(key, value)) : SwapResult.conflict();
    }

    private Version write(String key, byte[] value) {
        if (!isKept(key)) {
            return ring(key).write(key, value);
        }
        written++;
        Version version = new Version(Long.toString(written));
        kept.put(key, new Entry(value, version));
        return version;
    }

    @Override
    public int chainLength() {
        return chainLength;
    }

    @Override
    public StoreFitness fitness() {
        return new StoreFitness("forgetting store", List.of());
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
