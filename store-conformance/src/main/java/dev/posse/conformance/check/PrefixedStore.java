package dev.posse.conformance.check;

import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store whose keys all get a prefix, so that each check has documents of its own. */
final class PrefixedStore extends ForwardingStore {

    private final String prefix;

    PrefixedStore(CasKeyValueStore store, String prefix) {
        super(store);
        this.prefix = prefix;
    }

    @Override
    public Optional<Entry> get(String key) {
        return super.get(prefix + key);
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        Map<String, Entry> found = new LinkedHashMap<>();
        super.getAll(keys.stream().map(key -> prefix + key).toList())
                .forEach((key, entry) -> found.put(key.substring(prefix.length()), entry));
        return found;
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return super.add(prefix + key, value);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return super.swap(prefix + key, value, expected);
    }

    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        return forwardChain(links.stream().map(this::prefixed).toList());
    }

    private ChainedWrite prefixed(ChainedWrite link) {
        String key = prefix + link.key();
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
        return forwardChainLength();
    }

    @Override
    public void close() {
        // The store behind is shared, and the kit's to close.
    }
}
