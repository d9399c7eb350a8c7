package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.workload.SummaryText;
import java.util.Locale;

/** The summary that a person reads at the end of a run of processes. */
public final class ProcessSummary {

    private ProcessSummary() {}

    /**
     * Writes it.
     *
     * @param result of the run
     * @return lines of text
     */
    public static String of(ProcessResult result) {
        ProcessSettings settings = result.settings();
        RunMetrics metrics = result.metrics();
        SummaryText text = new SummaryText();
        text.line(
                "%s, %,d processes, %,d accounts, %,d campaigns of %,d slots, %,d buyers, %.1f patrols/s, seed %d",
                result.database(),
                settings.nodes(),
                settings.accounts(),
                settings.campaigns(),
                settings.capacity(),
                settings.buyers(),
                settings.patrolRate(),
                settings.seed());
        text.line("");
        text.answers(
                result.reconciliation().slotsSold(),
                settings.slots(),
                result.selling().toMillis() / 1e3,
                metrics.told.answers,
                metrics.told.doubts);
        text.counts("  because", metrics.told.causes);
        text.counts("asked", metrics.asked);
        text.line("");
        text.counts("went wrong", metrics.faults);
        text.counts("never came", metrics.notCome);
        text.counts("calls killed", metrics.killed);
        text.counts("late answers", metrics.lateAnswers);
        text.counts("beside a hang", metrics.besideHanging);
        text.line("");
        text.counts("by the posse", metrics.told.recoveries);
        text.counts("by logins", metrics.told.logins);
        text.crashToSettled(result.settled(), "sales whose node died or was stopped after the decision");
        text.crashToSettled(result.settledInTrouble(), "more, during which the database was disturbed");
        text.line(
                "  at the end         the posse caught up in %.1f s",
                result.catchUp().toMillis() / 1e3);
        text.line("");
        text.line(
                "  log                %s lines of what buyers asked and were told",
                String.format(Locale.ROOT, "%,d", result.logLines()));
        result.restored().ifPresent(restored -> text.counts("restored copy", restored.counts()));
        text.verdict(result.reconciliation(), result.audit(), result.differences());
        return text.toString();
    }
}
