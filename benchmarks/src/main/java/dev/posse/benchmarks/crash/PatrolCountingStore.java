package dev.posse.benchmarks.crash;

import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A living node's way to the store; counts what its patrols read. */
final class PatrolCountingStore extends ForwardingStore {

    private final LongAdder keys;
    private final LongAdder reads;

    PatrolCountingStore(CasKeyValueStore store, LongAdder keys, LongAdder reads) {
        super(store);
        this.keys = keys;
        this.reads = reads;
    }

    @Override
    public Optional<Entry> get(String key) {
        count(1);
        return super.get(key);
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> wanted) {
        count(wanted.size());
        return super.getAll(wanted);
    }

    private void count(int wanted) {
        if (Thread.currentThread().getName().startsWith("posse-")) {
            keys.add(wanted);
            reads.increment();
        }
    }

    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        return forwardChain(links);
    }

    @Override
    public int chainLength() {
        return forwardChainLength();
    }
}
