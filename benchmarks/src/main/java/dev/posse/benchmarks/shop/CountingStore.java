package dev.posse.benchmarks.shop;

import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts what is asked of a store, and how often it refuses. A chain is one call. */
final class CountingStore extends ForwardingStore {

    private final CasKeyValueStore backend;
    private final LongAdder operations = new LongAdder();
    private final LongAdder refused = new LongAdder();

    CountingStore(CasKeyValueStore store) {
        super(store);
        this.backend = store;
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

    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        ChainResult result = forward(() -> backend.chain(links));
        if (result.ending() instanceof ChainResult.Ending.Refused
                || result.ending() instanceof ChainResult.Ending.NoneMade) {
            refused.increment();
        }
        return result;
    }

    /** Not a call: the store says it without asking anybody. */
    @Override
    public int chainLength() {
        return backend.chainLength();
    }
}
