package dev.posse.examples.demo;

import dev.posse.examples.harness.workload.SummaryText;
import java.util.Locale;

/** The summary that a person reads at the end of a run. */
final class Summary {

    private Summary() {}

    static String of(DemoResult result) {
        DemoSettings settings = result.settings();
        DemoMetrics metrics = result.metrics();
        SummaryText text = new SummaryText();
        text.line(
                "%,d nodes, %,d accounts, %,d campaigns of %,d slots, %,d buyers, seed %d",
                settings.nodes(),
                settings.accounts(),
                settings.campaigns(),
                settings.capacity(),
                settings.buyers(),
                settings.seed());
        text.line("");
        text.answers(
                result.reconciliation().slotsSold(),
                settings.slots(),
                result.selling().toMillis() / 1e3,
                metrics.told.answers,
                metrics.told.doubts);
        text.line("");
        text.row(
                "nodes killed",
                metrics.nodes.of("killed"),
                String.format(
                        Locale.ROOT,
                        "with %,d drivers and logins and %,d patrols under way; %,d stood still and went on",
                        metrics.kills.total(),
                        metrics.patrolKills.total(),
                        metrics.nodes.of("stopped")));
        text.counts("  while", metrics.kills);
        text.counts("  patrols", metrics.patrolKills);
        text.counts("  their last", metrics.fates);
        text.counts("lost answers", metrics.lostAnswers);
        text.line("");
        text.counts("by the posse", metrics.told.recoveries);
        text.counts("by logins", metrics.told.logins);
        text.crashToSettled(result.crashToSettledMillis(), "sales whose driver died after the decision");
        text.line(
                "  at the end         the posse caught up in %.1f s",
                result.catchUp().toMillis() / 1e3);
        text.line("");
        text.verdict(result.reconciliation(), result.audit(), result.differences());
        return text.toString();
    }
}
