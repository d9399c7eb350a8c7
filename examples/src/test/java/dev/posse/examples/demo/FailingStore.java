package dev.posse.examples.demo;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A store whose server is away again and again, and back after a while with all that it held. */
final class FailingStore implements CasKeyValueStore {

    private final CasKeyValueStore server;
    private final long periodNanos;
    private final long awayNanos;
    private final long began = System.nanoTime();
    private final AtomicLong refused = new AtomicLong();

    /** Away for so long at the end of each period. */
    FailingStore(CasKeyValueStore server, long periodMillis, long awayMillis) {
        this.server = server;
        this.periodNanos = periodMillis * 1_000_000;
        this.awayNanos = awayMillis * 1_000_000;
    }

    long refused() {
        return refused.get();
    }

    private <T> T ask(Supplier<T> operation) {
        if ((System.nanoTime() - began) % periodNanos > periodNanos - awayNanos) {
            refused.incrementAndGet();
            throw new StoreException("The server is away");
        }
        return operation.get();
    }

    @Override
    public Optional<Entry> get(String key) {
        return ask(() -> server.get(key));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return ask(() -> server.add(key, value));
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return ask(() -> server.swap(key, value, expected));
    }

    /** Chains are taken one by one, through what is wrong here. */
    @Override
    public int chainLength() {
        return server.chainLength();
    }

    @Override
    public StoreFitness fitness() {
        return ask(server::fitness);
    }

    @Override
    public void close() {
        server.close();
    }
}
