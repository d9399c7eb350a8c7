package dev.posse.explorer;

import dev.posse.document.Document;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A database that is emptied, restored from a copy, or does not answer. */
final class MovableStore implements CasKeyValueStore {

    private final Map<String, Entry> entries = new TreeMap<>();
    private Map<String, Entry> copy = Map.of();
    private boolean answers = true;
    private long writes;

    void write(Document document) {
        entries.put(document.key(), next(document.encode()));
    }

    /** Takes a copy, to be restored later. */
    void copy() {
        copy = Map.copyOf(entries);
    }

    void empty() {
        entries.clear();
    }

    void restore() {
        entries.clear();
        entries.putAll(copy);
    }

    void answers(boolean whether) {
        answers = whether;
    }

    private Entry next(byte[] value) {
        writes++;
        return new Entry(value, new Version("w" + writes));
    }

    private void require() {
        if (!answers) {
            throw new StoreException("The database does not answer");
        }
    }

    @Override
    public Optional<Entry> get(String key) {
        require();
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        require();
        if (entries.containsKey(key)) {
            return AddResult.exists();
        }
        Entry entry = next(value);
        entries.put(key, entry);
        return AddResult.added(entry.version());
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        require();
        Entry current = entries.get(key);
        if (current == null) {
            return SwapResult.missing();
        } else if (!current.version().equals(expected)) {
            return SwapResult.conflict();
        }
        Entry entry = next(value);
        entries.put(key, entry);
        return SwapResult.swapped(entry.version());
    }

    @Override
    public StoreFitness fitness() {
        return new StoreFitness("movable store", List.of());
    }

    @Override
    public void close() {}
}
