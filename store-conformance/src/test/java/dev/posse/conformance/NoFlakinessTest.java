package dev.posse.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.check.ConformanceRun;
import dev.posse.conformance.check.RunSize;
import dev.posse.conformance.report.CheckGroup;
import dev.posse.conformance.report.CheckResult;
import dev.posse.conformance.report.ConformanceReport;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A correct store passes as often as it is asked, one that refuses now and then for no reason as well.
 *
 * <p>Fifty in a row: {@code -Dposse.kit.runs=50 -Dtest=NoFlakinessTest}; by default four.
 */
@DisplayName("A correct store passes every time")
class NoFlakinessTest {

    private static final RunSize SMALL = new RunSize("small", 0.05, Duration.ofSeconds(30));
    private static final int RUNS = Integer.getInteger("posse.kit.runs", 4);

    /** Refuses every fifth swap, as S6 allows, and moves versions about. */
    static final class Spurious extends SimulatedStore {
        private int swaps;

        Spurious(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        private synchronized boolean refuses() {
            swaps++;
            return swaps % 5 == 0;
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            if (refuses()) {
                synchronized (database) {
                    database.get(key).ifPresent(entry -> database.put(key, entry.value()));
                }
            }
            return super.swap(key, value, expected);
        }
    }

    @Test
    @DisplayName("whatever order its threads run in")
    void passes() {
        for (int number = 1; number <= RUNS; number++) {
            ConformanceRun run = new ConformanceRun(
                    new SimulatedConformance(
                                    SimulatedDatabase::new,
                                    number % 2 == 0 ? SimulatedStore::new : Spurious::new,
                                    number % 3 == 0 ? Restarting.LOSES : Restarting.KEEPS)
                            .subject(),
                    SMALL);
            for (CheckGroup group : CheckGroup.values()) {
                run.results(group).forEach(result -> {});
            }
            run.closeStores();
            ConformanceReport report = run.report();
            assertEquals(0, report.count(CheckResult.Status.FAILED), report.text());
        }
    }
}
