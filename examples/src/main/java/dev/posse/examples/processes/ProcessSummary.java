package dev.posse.examples.processes;

import dev.posse.examples.market.Sheet;
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
        Chronicle chronicle = result.chronicle();
        Sheet sheet = new Sheet();
        sheet.line(
                "%s, %,d processes, %,d accounts, %,d campaigns of %,d slots, %,d buyers, %.1f patrols/s, seed %d",
                result.database(),
                settings.nodes(),
                settings.accounts(),
                settings.campaigns(),
                settings.capacity(),
                settings.buyers(),
                settings.patrolRate(),
                settings.seed());
        sheet.line("");
        sheet.answers(
                result.reckoning().slotsSold(),
                settings.slots(),
                result.selling().toMillis() / 1e3,
                chronicle.answers,
                chronicle.doubts);
        sheet.counts("  because", chronicle.causes);
        sheet.line("");
        sheet.counts("blows", chronicle.blows);
        sheet.counts("calls killed", chronicle.killed);
        sheet.counts("late answers", chronicle.lateAnswers);
        sheet.line("");
        sheet.counts("by the posse", chronicle.recoveries);
        sheet.counts("by logins", chronicle.logins);
        sheet.crashToSettled(result.settled(), "sales whose node died or was stopped after the decision");
        sheet.crashToSettled(result.settledInTrouble(), "more, during which the database was struck");
        sheet.line(
                "  at the end         the posse caught up in %.1f s",
                result.catchUp().toMillis() / 1e3);
        sheet.line("");
        sheet.line(
                "  log                %s lines of what buyers asked and were told",
                String.format(Locale.ROOT, "%,d", result.logLines()));
        sheet.verdict(result.reckoning(), result.audit(), result.differences());
        return sheet.toString();
    }
}
