package dev.posse.benchmarks.crash;

import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The nodes that patrol, each with a connection of its own. */
final class LivingNodes implements AutoCloseable {

    private final List<CasKeyValueStore> stores = new ArrayList<>();
    private final List<Posse> nodes = new ArrayList<>();
    private final LongAdder keys = new LongAdder();
    private final LongAdder reads = new LongAdder();

    LivingNodes(String uri, int count) {
        for (int i = 0; i < count; i++) {
            CasKeyValueStore store = new PatrolCountingStore(CasKeyValueStore.open(uri), keys, reads);
            stores.add(store);
            nodes.add(Posse.on(store).node("node-" + i).open());
        }
    }

    List<Posse> all() {
        return nodes;
    }

    /** Keys that patrols have read so far. */
    long keys() {
        return keys.sum();
    }

    /** Round trips in which they did. */
    long reads() {
        return reads.sum();
    }

    @Override
    public void close() {
        nodes.forEach(Posse::close);
        stores.forEach(CasKeyValueStore::close);
    }
}
