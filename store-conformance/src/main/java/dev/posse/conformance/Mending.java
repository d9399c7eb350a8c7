package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;

/** Waits for a store to work again after an outage (S19). */
final class Mending {

    private static final int IN_A_ROW = 3;

    private Mending() {}

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Returns how long it took until adds and reads worked three times in a row. */
    static Duration await(Bench bench, CasKeyValueStore store) throws InterruptedException {
        long started = System.nanoTime();
        RuntimeException last = null;
        int working = 0;
        while (true) {
            String key = bench.key();
            try {
                boolean added = store.add(key, bytes("works")) instanceof AddResult.Added;
                working = added && store.get(key).isPresent() ? working + 1 : 0;
                if (working == IN_A_ROW) {
                    return Duration.ofNanos(System.nanoTime() - started);
                }
            } catch (DataLossException e) {
                throw e;
            } catch (StoreException | OutcomeUnknownException e) {
                last = e;
                working = 0;
                // A store that fails at once is asked again in a while, not in a busy loop.
                Thread.sleep(5);
            }
            if (System.nanoTime() - started > bench.mendingTime().toNanos()) {
                String message = "the connection is whole again since "
                        + bench.mendingTime().toMillis() + " ms and the same store object does not work";
                throw last == null
                        ? new ClauseBroken(Clause.S19, message)
                        : new ClauseBroken(Clause.S19, message, last);
            }
        }
    }
}
