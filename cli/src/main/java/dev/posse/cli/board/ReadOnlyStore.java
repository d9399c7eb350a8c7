package dev.posse.cli.board;

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
import java.util.concurrent.atomic.AtomicLong;

/** A store that keeps to a budget of reads, and writes nothing whoever asks. Its owner closes the one behind. */
final class ReadOnlyStore implements CasKeyValueStore {

    private final CasKeyValueStore store;
    private final ReadBudget budget;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();

    ReadOnlyStore(CasKeyValueStore store, ReadBudget budget) {
        this.store = store;
        this.budget = budget;
    }

    long reads() {
        return reads.get();
    }

    /** How often the store has answered. */
    long answers() {
        return answers.get();
    }

    private void spend(int keys) {
        budget.spend(keys);
        reads.addAndGet(keys);
    }

    @Override
    public Optional<Entry> get(String key) {
        spend(1);
        Optional<Entry> found = store.get(key);
        answers.incrementAndGet();
        return found;
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        List<String> all = new ArrayList<>(keys);
        Map<String, Entry> found = new LinkedHashMap<>();
        int portion = budget.portion();
        for (int from = 0; from < all.size(); from += portion) {
            List<String> some = all.subList(from, Math.min(all.size(), from + portion));
            spend(some.size());
            found.putAll(store.getAll(some));
            answers.incrementAndGet();
        }
        return Map.copyOf(found);
    }

    @Override
    public Optional<String> incarnation() {
        spend(1);
        return store.incarnation();
    }

    /** Left to {@code ./posse doctor}: it asks a deployment for far more than keys. */
    @Override
    public StoreFitness fitness() {
        throw refused();
    }

    @Override
    public AddResult add(String key, byte[] value) {
        throw refused();
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        throw refused();
    }

    @Override
    public void close() {}

    private static UnsupportedOperationException refused() {
        return new UnsupportedOperationException("The board reads keys, and does nothing else");
    }
}
