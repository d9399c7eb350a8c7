package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;

/** Waits for a store to work again after an outage (S19). */
final class OutageRecovery {

    private static final int IN_A_ROW = 3;
    /** One that fails late may have met a busy machine, with the short time-out that this store has. */
    private static final int LATE = 3;

    private OutageRecovery() {}

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * Returns how long it took until adds and reads worked three times in a row, reads of these keys among them: they may
     * stand on another server than the new ones. Three tries in a row that begin after the bound must not fail; one
     * that works late shows only that the machine had other things to do.
     */
    static Duration await(CheckContext context, CasKeyValueStore store, String... readable)
            throws InterruptedException {
        long started = System.nanoTime();
        int lateFailures = 0;
        for (int working = 0; working < IN_A_ROW; ) {
            boolean late = System.nanoTime() - started > context.recoveryTime().toNanos();
            String key = context.key();
            RuntimeException failure;
            try {
                for (String present : readable) {
                    store.get(present);
                }
                if (store.add(key, bytes("works")) instanceof AddResult.Added
                        && store.get(key).isPresent()) {
                    working++;
                    lateFailures = 0;
                    continue;
                }
                failure = new IllegalStateException("an add of a new key that is not found");
            } catch (DataLossException e) {
                throw e;
            } catch (StoreException | OutcomeUnknownException e) {
                failure = e;
            }
            lateFailures = late ? lateFailures + 1 : 0;
            if (lateFailures == LATE) {
                throw new ClauseBroken(
                        Clause.S19,
                        "the connection is whole again since "
                                + context.recoveryTime().toMillis() + " ms and the same store object does not work",
                        failure);
            }
            working = 0;
            // A store that fails at once is asked again in a while, not in a busy loop.
            Thread.sleep(5);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
