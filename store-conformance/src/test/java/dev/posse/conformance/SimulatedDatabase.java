package dev.posse.conformance;

import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A database that does everything right. The stores in front of it may not. */
class SimulatedDatabase {

    private static final AtomicInteger STARTS = new AtomicInteger();

    final Map<String, Entry> entries = new HashMap<>();
    private long writes;
    private int incarnation = STARTS.incrementAndGet();

    private volatile CountDownLatch down = new CountDownLatch(0);

    /** Throws what a client meets whose database is not there. */
    final void requireUp() {
        if (down.getCount() > 0) {
            down.countDown();
            throw new SimulatedLink.NotSent();
        }
    }

    /** Goes away until somebody has missed it, as a restart takes longer than a call, and comes back with its data. */
    final void restart() throws InterruptedException {
        crash();
        CountDownLatch missed = new CountDownLatch(1);
        down = missed;
        boolean anybody = missed.await(5, TimeUnit.SECONDS);
        if (!anybody) {
            throw new IllegalStateException("nobody called a database for five seconds");
        }
    }

    /** What becomes of the data at the moment of a restart: nothing. */
    void crash() {}

    synchronized Optional<Entry> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized AddResult add(String key, byte[] value) {
        return entries.containsKey(key) ? AddResult.exists() : AddResult.added(put(key, value));
    }

    synchronized SwapResult swap(String key, byte[] value, Version expected) {
        Entry current = entries.get(key);
        if (current == null) {
            return SwapResult.missing();
        }
        return current.version().equals(expected) ? SwapResult.swapped(put(key, value)) : SwapResult.conflict();
    }

    /** Writes whatever was there. */
    synchronized Version put(String key, byte[] value) {
        return put(key, value, new Version("v" + incarnation + "." + ++writes));
    }

    synchronized Version put(String key, byte[] value, Version version) {
        entries.put(key, new Entry(value, version));
        return version;
    }

    synchronized void restartEmpty() {
        entries.clear();
        incarnation = STARTS.incrementAndGet();
    }

    synchronized String incarnation() {
        return "start " + incarnation;
    }
}
