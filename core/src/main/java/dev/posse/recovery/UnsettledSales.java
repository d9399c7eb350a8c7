package dev.posse.recovery;

import dev.posse.recovery.Patrol.Report;
import dev.posse.step.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * Sales that are claimed and were not settled when their grace was over, as a patrol has found them.
 *
 * @param count how many follow each other
 * @param since when the driver of the first began, by its clock
 */
public record UnsettledSales(long count, Instant since) {

    /**
     * Tells what a patrol is about to finish.
     *
     * @param step where it stands
     * @return the sales from the first one on, or empty if it is not about to finish any
     */
    public static Optional<UnsettledSales> at(Step<Report> step) {
        return step instanceof SaleRecovery.R3 found
                ? Optional.of(new UnsettledSales(
                        Math.max(1, found.progress().graced() - found.progress().last()),
                        found.claim().since()))
                : Optional.empty();
    }
}
