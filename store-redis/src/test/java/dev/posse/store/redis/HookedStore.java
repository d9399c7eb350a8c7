package dev.posse.store.redis;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts what is done with a key, and can be made to wait before one swap of one key. */
final class HookedStore implements CasKeyValueStore {

    private final CasKeyValueStore store;
    private final Map<String, AtomicInteger> reads = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> swaps = new ConcurrentHashMap<>();
    private final CountDownLatch there = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile String waitingKey = "";
    private volatile int waitingSwap;
    private volatile boolean oneByOne;

    HookedStore(CasKeyValueStore store) {
        this.store = store;
    }

    /** Takes no chains from now on, as in a cluster. */
    void takeOneByOne() {
        oneByOne = true;
    }

    /** Lets the swap of the key with this number, from 1, wait until it may go on. */
    void waitBeforeSwap(int number, String key) {
        takeOneByOne();
        waitingSwap = number;
        waitingKey = key;
    }

    void awaitWaiting() {
        await(there);
    }

    void goOn() {
        goOn.countDown();
    }

    /** Waits until the key has been read as often again, so that what was there before has been seen. */
    void awaitReads(String key, int more) {
        AtomicInteger count = reads.computeIfAbsent(key, absent -> new AtomicInteger());
        int until = count.get() + more;
        Waiting.until(key + " is read " + more + " times", () -> count.get() >= until);
    }

    @Override
    public Optional<Entry> get(String key) {
        Optional<Entry> found = store.get(key);
        count(reads, key);
        return found;
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        Map<String, Entry> found = store.getAll(keys);
        keys.forEach(key -> count(reads, key));
        return found;
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return store.add(key, value);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        if (count(swaps, key) == waitingSwap && key.equals(waitingKey)) {
            there.countDown();
            await(goOn);
        }
        return store.swap(key, value, expected);
    }

    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        return oneByOne ? CasKeyValueStore.super.chain(links) : store.chain(links);
    }

    @Override
    public int chainLength() {
        return oneByOne ? 1 : store.chainLength();
    }

    @Override
    public StoreFitness fitness() {
        return store.fitness();
    }

    @Override
    public Optional<String> incarnation() {
        return store.incarnation();
    }

    @Override
    public void close() {
        store.close();
    }

    private static int count(Map<String, AtomicInteger> counts, String key) {
        return counts.computeIfAbsent(key, absent -> new AtomicInteger()).incrementAndGet();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came within 30 s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
