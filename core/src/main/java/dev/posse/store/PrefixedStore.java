package dev.posse.store;

import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A store whose keys all begin with a prefix in the store behind, which does all the rest, closing included. */
final class PrefixedStore implements CasKeyValueStore {

    private final CasKeyValueStore store;
    private final KeyPrefix prefix;

    PrefixedStore(CasKeyValueStore store, KeyPrefix prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** One prefix out of the two, so that a long key is the same whether its prefix was put together or given as one. */
    @Override
    public CasKeyValueStore withPrefix(String more) {
        return new PrefixedStore(store, prefix.with(more));
    }

    @Override
    public Optional<Entry> get(String key) {
        return store.get(prefix.before(key));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return store.add(prefix.before(key), value);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return store.swap(prefix.before(key), value, expected);
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        Objects.requireNonNull(keys, "keys");
        keys.forEach(each -> Objects.requireNonNull(each, "keys holds null"));
        Map<String, String> asked = new LinkedHashMap<>();
        keys.forEach(key -> asked.put(prefix.before(key), key));
        Map<String, Entry> found = new LinkedHashMap<>();
        store.getAll(asked.keySet()).forEach((whole, entry) -> found.put(asked.getOrDefault(whole, whole), entry));
        return Map.copyOf(found);
    }

    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        return store.chain(
                StoreLimits.checkChain(links).stream().map(this::prefixed).toList());
    }

    private ChainedWrite prefixed(ChainedWrite link) {
        String key = prefix.before(link.key());
        if (link instanceof Add add) {
            return new Add(key, add.value());
        } else if (link instanceof Swap swap) {
            return new Swap(key, swap.value(), swap.expected());
        } else if (link instanceof SwapOf swap) {
            return new SwapOf(key, swap.value(), swap.link());
        }
        return link instanceof Expect expect ? new Expect(key, expect.expected()) : new ExpectAbsent(key);
    }

    @Override
    public int chainLength() {
        return store.chainLength();
    }

    @Override
    public StoreFitness fitness() {
        return store.fitness();
    }

    /** The whole database's: whatever it loses, it loses behind every prefix. */
    @Override
    public Optional<String> incarnation() {
        return store.incarnation();
    }

    @Override
    public Optional<ForeignValue> foreignValue(String key) {
        return store.foreignValue(prefix.before(key));
    }

    @Override
    public Optional<ConnectionUse> connections() {
        return store.connections();
    }

    @Override
    public void close() {
        store.close();
    }
}
