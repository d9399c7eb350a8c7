package dev.posse.benchmarks.shop;

import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts what is asked of a store, and how often it refuses. */
final class CountingStore extends ForwardingStore {

    private final CasKeyValueStore store;
    private final LongAdder operations = new LongAdder();
    private final LongAdder refused = new LongAdder();

    CountingStore(CasKeyValueStore store) {
        super(store);
        this.store = store;
    }

    StoreCounts counts() {
        return new StoreCounts(operations.sum(), refused.sum());
    }

    @Override
    protected <T> T forward(Supplier<T> operation) {
        operations.increment();
        return super.forward(operation);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        AddResult result = super.add(key, value);
        if (!(result instanceof AddResult.Added)) {
            refused.increment();
        }
        return result;
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        SwapResult result = super.swap(key, value, expected);
        if (!(result instanceof SwapResult.Swapped)) {
            refused.increment();
        }
        return result;
    }

    /** One operation, as it is one round trip. */
    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        operations.increment();
        ChainResult result = store.chain(links);
        if (!(result.ending() instanceof Ending.Complete)) {
            refused.increment();
        }
        return result;
    }

    @Override
    public int chainLength() {
        return store.chainLength();
    }
}
