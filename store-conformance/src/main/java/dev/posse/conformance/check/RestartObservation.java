package dev.posse.conformance.check;

import dev.posse.store.CasKeyValueStore;
import java.time.Duration;

/** Reads again and again while the database restarts: a restart of which no call sees anything has restarted nothing. */
final class RestartObservation {

    private static final int USUAL_CALLS = 10;
    private static final long SHORT_NANOS = Duration.ofMillis(50).toNanos();

    private final CasKeyValueStore store;
    private final String key;
    private volatile boolean over;
    private volatile boolean failed;
    private volatile long longest;

    private RestartObservation(CasKeyValueStore store, String key) {
        this.store = store;
        this.key = key;
    }

    /** Restarts, and returns whether a read failed meanwhile, or waited much longer than reads do otherwise. */
    static boolean of(CasKeyValueStore store, String key, Task restart, Duration longestCall) throws Exception {
        RestartObservation observation = new RestartObservation(store, key);
        long usual = 0;
        for (int call = 0; call < USUAL_CALLS; call++) {
            long started = System.nanoTime();
            store.get(key);
            usual = Math.max(usual, System.nanoTime() - started);
        }
        Thread reader = new Thread(observation::read, "posse-conformance-restart");
        reader.setDaemon(true);
        reader.start();
        try {
            TestClassFailure.inCall("the restart", restart);
        } finally {
            observation.over = true;
            reader.join(longestCall.toMillis() + 1);
        }
        return reader.isAlive() || observation.failed || observation.longest > Math.max(SHORT_NANOS, 5 * usual);
    }

    private void read() {
        // Once more after the end: a restart can be over before the first read.
        boolean last;
        do {
            last = over;
            long started = System.nanoTime();
            try {
                store.get(key);
                // So that the database has something else to do as well.
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                failed = true;
                return;
            }
            longest = Math.max(longest, System.nanoTime() - started);
        } while (!last);
    }
}
