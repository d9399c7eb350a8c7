package dev.posse.benchmarks.purchase;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.benchmarks.purchase.Case.Shape;
import dev.posse.benchmarks.purchase.Plan.Pace;
import dev.posse.benchmarks.purchase.Plan.Planned;
import dev.posse.benchmarks.shop.Contender;
import dev.posse.benchmarks.shop.Stock.Windows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A run as short as can be: for what it says, not for its figures. Needs every server; a missing one fails it by name. */
class TinyRunTest {

    private static final Pace TINY = new Pace(1, 1, 1, 0, 50, 100, 160);
    private static final Shape TWO_BUYERS = Shape.of(Scenario.HOT, 2);

    /** A JVM that has just begun may need longer than a moment for its first sale; each try doubles it. */
    private static final int MOST_TRIES = 8;

    private static final List<Measurement> MEASURED = new ArrayList<>();

    @BeforeAll
    static void sellByEverybody() {
        List<Case> cases = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            cases.add(new Case(contender, TWO_BUYERS));
        }
        cases.add(new Case(Contender.REDIS_SCRIPT, TWO_BUYERS.inProcesses(2)));
        cases.add(new Case(Contender.REDIS_SCRIPT, TWO_BUYERS.with(Windows.FULL)));
        cases.add(new Case(Contender.REDIS_SCRIPT, Plan.ALONE));
        cases.add(new Case(Contender.MEMORY, Plan.ALONE));
        try (SliceRunner runner = SliceRunner.withOneCrew(TINY.accounts())) {
            for (Case each : cases) {
                MEASURED.add(run(runner, each));
            }
        }
    }

    private static Measurement run(SliceRunner runner, Case which) {
        long millis = TINY.measureMillis();
        Measurement measured = runner.run(which, 1, TINY.warmUpMillis(), millis);
        for (int i = 1; i < MOST_TRIES && measured.isGood() && measured.sold() == 0; i++) {
            millis *= 2;
            measured = runner.run(which, 1, TINY.warmUpMillis(), millis);
        }
        return measured;
    }

    private static Measurement of(Contender contender, Shape shape) {
        return MEASURED.stream()
                .filter(each -> each.measured().equals(new Case(contender, shape)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("every contender sells, and its books balance")
    void everyContenderSells() {
        assertAll(MEASURED.stream().map(each -> () -> assertEquals("", each.failure(), each.measured()::toString)));
        assertAll(MEASURED.stream().map(each -> () -> assertTrue(each.sold() > 0, each.measured()::toString)));
    }

    @Test
    @DisplayName("a sale has an attempt, a time and processor time")
    void aSaleHasItsFigures() {
        Measurement posse = of(Contender.REDIS_SCRIPT, TWO_BUYERS);

        assertTrue(posse.soldPerSecond() > 0, posse::toString);
        assertTrue(posse.attemptsPerSale() > 0.5, posse::toString);
        assertTrue(posse.p50Micros() > 0 && posse.p50Micros() <= posse.p99Micros(), posse::toString);
        assertTrue(posse.operationsPerSale() > 0, posse::toString);
        assertTrue(posse.clientMicrosPerSale() >= 0, posse::toString);
    }

    @Test
    @DisplayName("a buyer who is alone is never refused")
    void aloneIsNeverRefused() {
        assertEquals(0.0, of(Contender.MEMORY, Plan.ALONE).refusedPerSale());
        assertEquals(1.0, of(Contender.MEMORY, Plan.ALONE).attemptsPerSale());
    }

    @Test
    @DisplayName("the table of the day of the drop has every row, and a figure where there is a measurement")
    void theTableHasEveryRow() {
        List<Measurement> renamed = MEASURED.stream()
                .filter(each -> each.measured().shape().equals(TWO_BUYERS))
                .map(each -> new Measurement(
                        new Case(each.measured().contender(), Plan.SPREAD),
                        1,
                        each.failure(),
                        each.sold(),
                        each.soldPerSecond(),
                        each.attemptsPerSale(),
                        each.operationsPerSale(),
                        each.refusedPerSale(),
                        each.clientMicrosPerSale(),
                        each.serverMicrosPerSale(),
                        each.p50Micros(),
                        each.p99Micros(),
                        each.prepareMillis(),
                        each.auditMillis()))
                .toList();
        List<DropTable.Row> rows = DropTable.rows(new Results(Setting.now(TINY), renamed));

        assertEquals(22, rows.size());
        assertTrue(rows.get(0).figure().isMeasured(), rows.get(0)::toString);
        assertEquals("not measured", rows.get(6).reached());
    }

    @Test
    @DisplayName("the whole plan holds each case once, and all that the table of the drop needs")
    void thePlanHoldsEachCaseOnce() {
        List<Case> whole = Plan.purchases(Pace.FULL).cases().stream()
                .map(Planned::measured)
                .toList();

        assertEquals(whole.size(), whole.stream().distinct().count());
        assertTrue(whole.containsAll(
                Plan.drop(Pace.FULL).cases().stream().map(Planned::measured).toList()));
    }
}
