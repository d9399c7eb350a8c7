package dev.posse.bench;

import dev.posse.store.Entry;
import dev.posse.store.memory.InMemoryStore;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The truth under several scripted stores: the documents, and which keys were ever written. */
final class SharedState {

    final InMemoryStore store = new InMemoryStore();
    final Set<String> keys = new ConcurrentSkipListSet<>();
    final Set<String> gone = new ConcurrentSkipListSet<>();

    /** All that is stored, with versions: equal to itself later exactly if nothing was written. */
    Map<String, Entry> content() {
        Map<String, Entry> all = new TreeMap<>(store.getAll(keys));
        all.keySet().removeAll(gone);
        return Collections.unmodifiableMap(all);
    }
}
