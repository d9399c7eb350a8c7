package dev.posse.conformance.check;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The store as one node sees it, until the node is killed: from then on nothing of it reaches the database.
 *
 * <p>A process that dies between two operations, and one whose operations all fail from some moment on, leave the same
 * documents behind. All keys get a prefix, so that each check has documents of its own.
 */
final class KillableStore implements CasKeyValueStore {

    /** Ends a thread of a killed node: an error, so that nothing in it goes on, tries again or tidies up. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed(String when) {
            super("this node was killed " + when);
        }
    }

    private final CasKeyValueStore store;
    private final String prefix;
    private final AtomicInteger operationsLeft;
    private final boolean lastTakesPlace;
    private volatile boolean dead;

    KillableStore(CasKeyValueStore store, String prefix, int operations) {
        this.store = store;
        this.prefix = prefix;
        this.lastTakesPlace = operations % 2 == 0;
        this.operationsLeft = new AtomicInteger(operations);
    }

    boolean isDead() {
        return dead;
    }

    /** The operation in which the node dies takes place or does not, as it happens to real nodes. */
    private <T> T alive(Supplier<T> operation) {
        int left = operationsLeft.decrementAndGet();
        if (left > 0) {
            return operation.get();
        }
        dead = true;
        // The node's own threads end by this as well, and there is nothing to be said about it.
        Thread.currentThread().setUncaughtExceptionHandler((thread, killed) -> {});
        throw new Killed(left == 0 && lastTakesPlace ? "after " + operation.get() : "before its next operation");
    }

    @Override
    public Optional<Entry> get(String key) {
        return alive(() -> store.get(prefix + key));
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        List<String> prefixed = new ArrayList<>();
        keys.forEach(key -> prefixed.add(prefix + key));
        return alive(() -> {
            Map<String, Entry> found = new LinkedHashMap<>();
            store.getAll(prefixed).forEach((key, entry) -> found.put(key.substring(prefix.length()), entry));
            return found;
        });
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return alive(() -> store.add(prefix + key, value));
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return alive(() -> store.swap(prefix + key, value, expected));
    }

    @Override
    public StoreFitness fitness() {
        return store.fitness();
    }

    @Override
    public Optional<String> incarnation() {
        return alive(store::incarnation);
    }

    @Override
    public void close() {
        // The store under it is shared, and the kit's to close.
    }
}
