package dev.posse.examples.harness.processes;

import dev.posse.audit.AuditReport;
import dev.posse.examples.harness.workload.Reconciliation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What came of a run of processes. Two sources have to agree: the auditor, over the database alone, and the log of what
 * buyers were told, held against what the database says.
 *
 * @param settings what it was to be like
 * @param database its kind
 * @param metrics all counts
 * @param settled after crashes and stops, in milliseconds, in whose time the database was well
 * @param settledInTrouble the same, in whose time the database was disturbed
 * @param selling from the first purchase to the last
 * @param catchUp how long the posse needed at the end, after all had logged in
 * @param audit of all campaigns, by reads alone
 * @param reconciliation of the log against the database
 * @param restored an older copy, at the end, with what came of it; empty if this database keeps none
 * @param logDifferences what is wrong with the log itself
 * @param logLines how long the log is
 * @param directory where log and nodes' own words are
 */
public record ProcessResult(
        ProcessSettings settings,
        String database,
        RunMetrics metrics,
        Histogram settled,
        Histogram settledInTrouble,
        Duration selling,
        Duration catchUp,
        AuditReport audit,
        Reconciliation.Result reconciliation,
        Optional<RestoredCopy.Result> restored,
        List<String> logDifferences,
        long logLines,
        Path directory) {

    /**
     * Returns everything that is wrong, alarms first.
     *
     * @return empty if the books balance
     */
    public List<String> differences() {
        List<String> all = new ArrayList<>(metrics.told.alarms);
        if (!audit.isBalanced()) {
            all.add("The audit says " + audit.verdict() + " " + audit.counts());
            audit.with(AuditReport.Weight.DIFFERENCE).forEach(finding -> all.add(finding.toString()));
        }
        all.addAll(reconciliation.differences());
        all.addAll(logDifferences);
        restored.ifPresent(result -> all.addAll(result.differences()));
        return all;
    }

    /**
     * Tells the verdict.
     *
     * @return whether both sources find nothing wrong
     */
    public boolean isBalanced() {
        return differences().isEmpty();
    }
}
