package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.purchase.Case.Shape;
import dev.posse.benchmarks.shop.Contender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Runs a plan, round by round. */
final class PurchaseRun {

    private final Plan plan;
    private final Consumer<String> progress;

    PurchaseRun(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Runs all of it, and hands each slice on as soon as it is measured. */
    List<Measurement> run(Consumer<Measurement> heard) {
        List<Measurement> all = new ArrayList<>();
        try (SliceRunner runner = SliceRunner.withOwnCrews(plan.pace().accounts())) {
            warmUp(runner);
            int rounds =
                    plan.cases().stream().mapToInt(Plan.Planned::rounds).max().orElse(0);
            for (int round = 1; round <= rounds; round++) {
                for (Case next : casesOf(round)) {
                    Measurement measurement = runner.run(
                            next, round, plan.pace().warmUpMillis(), plan.pace().measureMillis());
                    heard.accept(measurement);
                    all.add(measurement);
                    tell(measurement);
                }
            }
        }
        return all;
    }

    /** There and back again: what drifts in one round drifts the other way in the next. */
    private List<Case> casesOf(int round) {
        List<Case> cases = new ArrayList<>(plan.cases().stream()
                .filter(planned -> planned.rounds() >= round)
                .map(Plan.Planned::measured)
                .toList());
        if (round % 2 == 0) {
            Collections.reverse(cases);
        }
        return cases;
    }

    /**
     * Each process with campaigns spread and with a hot one, in turns, so that the compiler has seen both; and often enough that it is
     * done with them. The floor is one script and a few lines of code, compiled within a second; a purchase that runs through ten times as
     * much code is not, and would be measured half interpreted.
     */
    private void warmUp(SliceRunner runner) {
        Set<Case> first = new LinkedHashSet<>();
        for (Plan.Planned planned : plan.cases()) {
            Contender contender = planned.measured().contender();
            int processes = planned.measured().shape().processes();
            first.add(new Case(contender, Plan.SPREAD.inProcesses(processes)));
            first.add(new Case(contender, Plan.HOT.inProcesses(processes)));
        }
        for (int start = 1; start <= plan.pace().starts(); start++) {
            for (Case next : first) {
                Shape shape = next.shape();
                Measurement measurement =
                        runner.run(next, 0, 0, plan.pace().startMillis() * (shape.processes() == 1 ? 1 : 2));
                progress.accept("warm-up " + start + ": " + next
                        + (measurement.isGood()
                                ? ": %,.0f/s".formatted(measurement.soldPerSecond())
                                : ": " + measurement.failure()));
            }
        }
    }

    private void tell(Measurement measurement) {
        progress.accept("round %d: %s: %s"
                .formatted(
                        measurement.round(),
                        measurement.measured(),
                        measurement.isGood()
                                ? "%,.0f/s (filled in %,d ms, audited in %,d ms)"
                                        .formatted(
                                                measurement.soldPerSecond(),
                                                measurement.prepareMillis(),
                                                measurement.auditMillis())
                                : "FAILED: " + measurement.failure()));
    }
}
