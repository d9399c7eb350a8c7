package dev.posse.examples.demo;

import dev.posse.examples.market.Sheet;
import java.util.Locale;

/** The summary that a person reads at the end of a run. */
final class Summary {

    private Summary() {}

    static String of(DemoResult result) {
        DemoSettings settings = result.settings();
        Tally tally = result.tally();
        Sheet sheet = new Sheet();
        sheet.line(
                "%,d nodes, %,d accounts, %,d campaigns of %,d slots, %,d buyers, seed %d",
                settings.nodes(),
                settings.accounts(),
                settings.campaigns(),
                settings.capacity(),
                settings.buyers(),
                settings.seed());
        sheet.line("");
        sheet.answers(
                result.reckoning().slotsSold(),
                settings.slots(),
                result.selling().toMillis() / 1e3,
                tally.answers,
                tally.doubts);
        sheet.line("");
        sheet.row(
                "nodes killed",
                tally.nodes.of("killed"),
                String.format(
                        Locale.ROOT,
                        "with %,d drivers and logins and %,d patrols under way; %,d stood still and went on",
                        tally.kills.total(),
                        tally.patrolKills.total(),
                        tally.nodes.of("stopped")));
        sheet.counts("  at", tally.kills);
        sheet.counts("  patrols at", tally.patrolKills);
        sheet.counts("  operation", tally.fates);
        sheet.counts("lost answers", tally.lostAnswers);
        sheet.line("");
        sheet.counts("by the posse", tally.recoveries);
        sheet.counts("by logins", tally.logins);
        sheet.crashToSettled(result.crashToSettledMillis(), "sales whose driver died after the decision");
        sheet.line(
                "  at the end         the posse caught up in %.1f s",
                result.catchUp().toMillis() / 1e3);
        sheet.line("");
        sheet.verdict(result.reckoning(), result.audit(), result.differences());
        return sheet.toString();
    }
}
