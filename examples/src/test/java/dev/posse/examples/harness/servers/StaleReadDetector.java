package dev.posse.examples.harness.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes by one store all the time and reads by another, and holds against the database what it has acknowledged: a read
 * begun after an acknowledgement sees at least that.
 */
final class StaleReadDetector implements AutoCloseable {

    /** In a cluster each on another primary. */
    static final List<String> KEYS = List.of("{a}", "{b}", "{c}");

    private static final long THINKING_MILLIS = 1;

    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicLong acknowledgements = new AtomicLong();
    private final List<Thread> threads;
    private volatile boolean over;

    StaleReadDetector(CasKeyValueStore writing, CasKeyValueStore reading) {
        threads = KEYS.stream()
                .flatMap(key -> {
                    AtomicLong acknowledged = new AtomicLong();
                    return List.of(
                            Connection.daemon(() -> repeat(() -> count(writing, key, acknowledged))),
                            Connection.daemon(() -> repeat(() -> check(reading, key, acknowledged))))
                            .stream();
                })
                .toList();
    }

    long acknowledgements() {
        return acknowledgements.get();
    }

    /** What the database has broken so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Stops writing and reading. */
    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join(Await.LONG.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void repeat(Runnable step) {
        while (!over) {
            try {
                step.run();
                TimeUnit.MILLISECONDS.sleep(THINKING_MILLIS);
            } catch (StoreException | OutcomeUnknownException e) {
                // Struck, as is intended. What was not acknowledged may be there or not.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void count(CasKeyValueStore store, String key, AtomicLong acknowledged) {
        Optional<Entry> found = store.get(key);
        long next = number(found) + 1;
        boolean done = found.isEmpty()
                ? store.add(key, bytes(next)) instanceof AddResult.Added
                : store.swap(key, bytes(next), found.get().version()) instanceof SwapResult.Swapped;
        if (done) {
            acknowledged.set(next);
            acknowledgements.incrementAndGet();
        }
    }

    private void check(CasKeyValueStore store, String key, AtomicLong acknowledged) {
        long before = acknowledged.get();
        long read = number(store.get(key));
        if (read < before) {
            complaints.add(key + " was acknowledged as " + before + " and then read as " + read);
        }
    }

    private static long number(Optional<Entry> found) {
        return found.map(entry -> Long.parseLong(new String(entry.value(), UTF_8)))
                .orElse(0L);
    }

    private static byte[] bytes(long number) {
        return String.valueOf(number).getBytes(UTF_8);
    }
}
