package dev.posse.audit;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.memory.InMemoryStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** A store that loses what a test tells it to lose, and lets a test act between two reads. It refuses every write. */
final class WatchedStore implements CasKeyValueStore {

    private final InMemoryStore inner = new InMemoryStore();
    private final Set<String> lost = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<Integer> sizes = new ArrayList<>();
    private Consumer<Collection<String>> beforeRead = keys -> {};
    private Optional<Random> oneByOne = Optional.empty();

    /** The store itself, for those who write. */
    CasKeyValueStore inner() {
        return inner;
    }

    void lose(String key) {
        lost.add(key);
    }

    /** Makes every read of a key fail, alone or with others, as a key of another type does; {@code *} are all keys. */
    void refuse(String key) {
        refused.add(key);
    }

    void answer(String key) {
        refused.remove(key);
    }

    /** Lets a test do something before each read of the audit; what it reads itself does not count. */
    void beforeRead(Consumer<Collection<String>> action) {
        beforeRead = action;
    }

    /** Makes a read of several keys ask for each by itself, in any order, as a store without such an operation may. */
    void readOneByOne(Random order) {
        oneByOne = Optional.of(order);
    }

    /** How many keys each read asked for. */
    List<Integer> sizes() {
        return sizes;
    }

    void put(String key, byte[] value) {
        Optional<Entry> entry = inner.get(key);
        if (entry.isPresent()) {
            inner.swap(key, value, entry.get().version());
        } else {
            inner.add(key, value);
        }
    }

    byte[] read(String key) {
        return inner.get(key)
                .orElseThrow(() -> new AssertionError(key + " is absent"))
                .value();
    }

    @Override
    public Optional<Entry> get(String key) {
        return Optional.ofNullable(getAll(List.of(key)).get(key));
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        sizes.add(keys.size());
        keys.stream()
                .filter(key -> refused.contains(key) || refused.contains("*"))
                .findFirst()
                .ifPresent(key -> {
                    throw new StoreException("WRONGTYPE " + key);
                });
        Map<String, Entry> found = new HashMap<>();
        if (oneByOne.isPresent()) {
            List<String> inAnyOrder = new ArrayList<>(keys);
            Collections.shuffle(inAnyOrder, oneByOne.get());
            inAnyOrder.forEach(key -> found.putAll(readNow(List.of(key))));
        } else {
            found.putAll(readNow(keys));
        }
        found.keySet().removeAll(lost);
        return Map.copyOf(found);
    }

    private Map<String, Entry> readNow(Collection<String> keys) {
        beforeRead.accept(keys);
        return inner.getAll(keys);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        throw new AssertionError("An audit reads only, and this one adds " + key);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        throw new AssertionError("An audit reads only, and this one swaps " + key);
    }

    @Override
    public StoreFitness fitness() {
        return inner.fitness();
    }

    @Override
    public void close() {
        inner.close();
    }
}
