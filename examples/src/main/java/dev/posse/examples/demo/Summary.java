package dev.posse.examples.demo;

import dev.posse.examples.market.Counts;
import dev.posse.examples.market.Reckoning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The summary that a person reads at the end of a run. */
final class Summary {

    private final StringBuilder text = new StringBuilder();

    private Summary() {}

    static String of(DemoResult result) {
        return new Summary().write(result);
    }

    private String write(DemoResult result) {
        DemoSettings settings = result.settings();
        Tally tally = result.tally();
        line(
                "%,d nodes, %,d accounts, %,d campaigns of %,d slots, %,d buyers, seed %d",
                settings.nodes(),
                settings.accounts(),
                settings.campaigns(),
                settings.capacity(),
                settings.buyers(),
                settings.seed());
        line("");
        answers(result);
        line("");
        row(
                "nodes killed",
                tally.nodes.total(),
                String.format(
                        Locale.ROOT,
                        "with %,d drivers and logins and %,d patrols under way",
                        tally.kills.total(),
                        tally.patrolKills.total()));
        wrapped("  at", tally.kills);
        wrapped("  patrols at", tally.patrolKills);
        wrapped("  operation", tally.fates);
        wrapped("lost answers", tally.lostAnswers);
        line("");
        wrapped("by the posse", tally.recoveries);
        wrapped("by logins", tally.logins);
        settled(result);
        line("");
        verdict(result);
        return text.toString();
    }

    private void answers(DemoResult result) {
        Counts answers = result.tally().answers;
        double seconds = Math.max(0.001, result.selling().toMillis() / 1e3);
        long sold = result.reckoning().slotsSold();
        row(
                "sold",
                sold,
                String.format(
                        Locale.ROOT,
                        "of %,d slots in %.1f s (%,.0f/s)",
                        result.settings().slots(),
                        seconds,
                        sold / seconds));
        row("beaten", answers.of("BEATEN"), "another buyer was faster");
        Map<String, Long> refused = answers.byName();
        refused.keySet().removeAll(List.of("PURCHASED", "BEATEN"));
        row("refused", refused.values().stream().mapToLong(Long::longValue).sum(), list(refused));
        Counts doubts = result.tally().doubts;
        Map<String, Long> ended = doubts.byName();
        long later = ended.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("later"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        row("in doubt", doubts.total() - later, list(ended));
    }

    private void settled(DemoResult result) {
        Histogram histogram = result.crashToSettledMillis();
        if (histogram.getTotalCount() > 0) {
            line(
                    "  crash to settled   p50 %.2f s   p99 %.2f s   max %.2f s   (%,d sales whose driver died after the decision)",
                    histogram.getValueAtPercentile(50) / 1e3,
                    histogram.getValueAtPercentile(99) / 1e3,
                    histogram.getMaxValue() / 1e3,
                    histogram.getTotalCount());
        }
        line(
                "  at the end         the posse caught up in %.1f s",
                result.catchUp().toMillis() / 1e3);
    }

    private void verdict(DemoResult result) {
        Reckoning.Result reckoning = result.reckoning();
        line(
                "  money              deposited %,d = balances %,d + revenue %,d",
                reckoning.deposited(), reckoning.balances(), reckoning.revenue());
        line(
                "  audit              %s: %,d slots, %,d accounts",
                result.audit().verdict().name().toLowerCase(Locale.ROOT),
                result.audit().totals().slotsSold(),
                result.audit().totals().accounts());
        List<String> differences = result.differences();
        if (differences.isEmpty()) {
            line("  THE BOOKS BALANCE  every answer that a buyer got is true in the store");
            return;
        }
        line("  THE BOOKS DO NOT BALANCE: %,d differences", differences.size());
        differences.stream().limit(Reckoning.MOST_TOLD).forEach(difference -> line("    %s", difference));
    }

    private void wrapped(String title, Counts counts) {
        if (counts.total() > 0) {
            row(title, counts.total(), list(counts.byName()));
        }
    }

    private void row(String title, long count, String rest) {
        line("  %-13s %,10d  %s", title, count, rest);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    private static String list(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %,d", spoken(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** The reasons in lower case; steps such as D3b and R3b.ii as the protocol writes them. */
    private static String spoken(String name) {
        return name.matches("[A-Z][0-9].*")
                ? name
                : name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
