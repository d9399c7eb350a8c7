package dev.posse.examples.demo;

import dev.posse.audit.AuditReport;
import dev.posse.examples.harness.workload.Reconciliation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What came of a run.
 *
 * @param settings what it was to be like
 * @param campaigns that sold
 * @param accounts that bought
 * @param metrics all counts
 * @param crashToSettledMillis of sales whose drivers died after the decision
 * @param selling from the first purchase to the last
 * @param catchUp how long the posse needed after that
 * @param audit of all campaigns, by reads alone
 * @param reconciliation what the store says to what the buyers were told
 */
record DemoResult(
        DemoSettings settings,
        List<String> campaigns,
        List<String> accounts,
        DemoMetrics metrics,
        Histogram crashToSettledMillis,
        Duration selling,
        Duration catchUp,
        AuditReport audit,
        Reconciliation.Result reconciliation) {

    /** Everything that is wrong, alarms first; empty if the books balance. */
    List<String> differences() {
        List<String> all = new ArrayList<>(metrics.told.alarms);
        if (!audit.isBalanced()) {
            all.add("The audit says " + audit.verdict() + " " + audit.counts());
            audit.with(AuditReport.Weight.DIFFERENCE).forEach(finding -> all.add(finding.toString()));
        }
        all.addAll(reconciliation.differences());
        return all;
    }

    boolean isBalanced() {
        return differences().isEmpty();
    }
}
