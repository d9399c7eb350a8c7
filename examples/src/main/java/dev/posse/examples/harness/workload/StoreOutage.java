package dev.posse.examples.harness.workload;

import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.function.Supplier;

/** A time in which the store does not answer: somebody restarts it, and the run goes on as shops do. */
public final class StoreOutage {

    /** What lasts longer than this is no outage, but the end of the run. */
    public static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration BETWEEN_CALLS = Duration.ofMillis(200);

    private StoreOutage() {}

    /**
     * Calls until the store answers, bounded.
     *
     * @param <T> what the call gives
     * @param call to be repeated
     * @return what it gave at last
     * @throws StoreException if the store does not answer within {@link #LONGEST}
     * @throws DataLossException at once: a store that has lost its data does not find it by waiting
     */
    public static <T> T survive(Supplier<T> call) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (DataLossException e) {
                throw e;
            } catch (StoreException | OutcomeUnknownException e) {
                if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                Pause.of(BETWEEN_CALLS);
            }
        }
    }
}
