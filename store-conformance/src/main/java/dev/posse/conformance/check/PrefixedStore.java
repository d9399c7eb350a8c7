package dev.posse.conformance.check;

import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.LinkedHashMap;
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
    public void close() {
        // The store behind is shared, and the kit's to close.
    }
}
