package dev.posse.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.check.ConformanceRun;
import dev.posse.conformance.check.RunSize;
import dev.posse.conformance.report.CheckGroup;
import dev.posse.conformance.report.CheckResult;
import dev.posse.conformance.report.ConformanceReport;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A correct store passes as often as it is asked, one that refuses now and then for no reason as well.
 *
 * <p>Fifty in a row: {@code -Dposse.kit.runs=50 -Dtest=NoFlakinessTest}; by default five.
 */
@DisplayName("A correct store passes every time")
class NoFlakinessTest {

    private static final RunSize SMALL = new RunSize("small", 0.05, Duration.ofSeconds(30));
    private static final int ONE_IN = 300;
    private static final int RUNS = Integer.getInteger("posse.kit.runs", 5);

    private static final List<SimulatedConformance.Opening> OPENINGS =
            List.of(SimulatedStore::new, Spurious::new, ChainingStore::new, SpuriousChains::new, Troubled::new);

    /**
     * Refuses one write in three hundred honestly, as a database does that is overloaded, and is in doubt about another one: it has
     * landed, or lands in a while, or never will.
     */
    static final class Troubled extends SimulatedStore {
        private final AtomicInteger writes = new AtomicInteger();

        Troubled(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T write(SimulatedLink.Request<T> atDatabase) {
            int number = writes.incrementAndGet();
            if (number % ONE_IN == ONE_IN / 2) {
                throw new StoreException("overloaded, try later");
            }
            if (number % ONE_IN != 0) {
                return super.write(atDatabase);
            }
            switch (number / ONE_IN % 3) {
                case 0 -> super.write(atDatabase);
                case 1 ->
                    TcpDatabase.daemon(() -> {
                        LockSupport.parkNanos(20_000_000);
                        atDatabase.run();
                    });
                default -> {}
            }
            throw new OutcomeUnknownException("the connection was lost");
        }
    }

    /** Is in doubt about one write in seven, which lands in a while: what is left of a chain meets it. */
    static final class LateWrites extends SimulatedStore {
        private final AtomicInteger writes = new AtomicInteger();

        LateWrites(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T write(SimulatedLink.Request<T> atDatabase) {
            int number = writes.incrementAndGet();
            if (number % 7 != 0) {
                return super.write(atDatabase);
            }
            TcpDatabase.daemon(() -> {
                LockSupport.parkNanos(number * 7_919L % 400_000);
                atDatabase.run();
            });
            throw new OutcomeUnknownException("the connection was lost");
        }
    }

    /** Now and then refuses a chain at some link, and now and then takes all of it back. */
    static final class SpuriousChains extends ChainingStore {
        private int chains;

        SpuriousChains(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            chains++;
            if (chains % 5 == 0) {
                return new ChainResult(List.of(), new Ending.NoneMade());
            }
            int swap = (int) links.stream()
                    .takeWhile(link -> !(link instanceof ChainedWrite.SwapOf))
                    .count();
            if (chains % 5 > 1 || swap == links.size()) {
                return super.atDatabase(links);
            }
            ChainResult beginning = super.atDatabase(links.subList(0, swap));
            return beginning.ending() instanceof Ending.Complete
                    ? new ChainResult(beginning.happened(), new Ending.Refused())
                    : beginning;
        }
    }

    /** Refuses one swap in ten, as S6 allows, and moves versions about. */
    static final class Spurious extends SimulatedStore {
        private final Random random = new Random(5);

        Spurious(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        private synchronized boolean refuses() {
            // By chance, not in turn: a thread among many in step would meet ten of those in a row.
            return random.nextInt(10) == 0;
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
                                    OPENINGS.get(number % OPENINGS.size()),
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

    @Test
    @DisplayName("also if what it left in doubt lands in the middle of the next try")
    void lateWrites() {
        for (int number = 1; number <= RUNS * 10; number++) {
            ConformanceRun run = new ConformanceRun(
                    new SimulatedConformance(SimulatedDatabase::new, LateWrites::new, Restarting.KEEPS).subject(),
                    SMALL);
            List<CheckResult> results = run.results(
                            CheckGroup.CHAINS, check -> check.title().startsWith("the longest chains"))
                    .toList();
            run.closeStores();
            assertEquals(1, results.size());
            assertEquals(
                    CheckResult.Status.PASSED,
                    results.get(0).status(),
                    results.get(0).detail());
        }
    }
}
