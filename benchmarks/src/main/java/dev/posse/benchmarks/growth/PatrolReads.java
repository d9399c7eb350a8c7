package dev.posse.benchmarks.growth;

import dev.posse.Posse;
import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.store.Entry;
import dev.posse.store.memory.InMemoryStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What the patrols of a quiet shop read from a store that all nodes share. */
final class PatrolReads {

    private PatrolReads() {}

    static void measure(int nodes, int campaigns, int seconds, Consumer<Cost> heard) {
        LongAdder keys = new LongAdder();
        try (InMemoryStore memory = new InMemoryStore()) {
            CountedReads store = new CountedReads(memory, keys);
            Posse.initialize(store);
            List<Posse> open = new ArrayList<>();
            try {
                open.add(Posse.on(store).nodes(nodes).open());
                for (int i = 0; i < campaigns; i++) {
                    open.get(0).campaigns().create("c" + i, 1, 1);
                }
                for (int i = 1; i < nodes; i++) {
                    open.add(Posse.on(store).nodes(nodes).open());
                }
                // Until all have found the campaigns and become as slow as quiet ones deserve.
                ManyCampaigns.pause(seconds);
                long before = keys.sum();
                ManyCampaigns.pause(seconds);
                heard.accept(new Cost(
                        "patrols of " + campaigns + " quiet campaigns, all nodes together",
                        nodes == 1 ? "1 node" : nodes + " nodes",
                        (double) (keys.sum() - before) / seconds,
                        "keys read/s"));
            } finally {
                open.forEach(Posse::close);
            }
        }
    }

    /** Counts keys, not calls: that is what a database has to do. */
    private static final class CountedReads extends ForwardingStore {

        private final LongAdder keys;

        CountedReads(InMemoryStore store, LongAdder keys) {
            super(store);
            this.keys = keys;
        }

        @Override
        public Optional<Entry> get(String key) {
            keys.increment();
            return super.get(key);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> wanted) {
            keys.add(wanted.size());
            return super.getAll(wanted);
        }
    }
}
