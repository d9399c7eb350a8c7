package dev.posse.examples.harness.workload;

import dev.posse.audit.AuditReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The summary of a run, as it is written line by line for a person to read. */
public final class SummaryText {

    private static final Pattern CODE_NAME = Pattern.compile("\\b[A-Z][A-Z_]{2,}\\b");
    private static final int WIDTH = 110;
    private static final int INDENT = 28;

    private final StringBuilder text = new StringBuilder();

    /** An empty one. */
    public SummaryText() {}

    /**
     * Adds a line.
     *
     * @param format as of {@link String#format}, in the root locale
     * @param values for it
     */
    public void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    /**
     * Adds a count with its title.
     *
     * @param title of the count
     * @param count itself
     * @param rest what there is to say about it
     */
    public void row(String title, long count, String rest) {
        line("  %-13s %,10d  %s", title, count, wrapped(rest));
    }

    /**
     * Adds counts by name with their sum, or nothing if nothing was counted.
     *
     * @param title of them all
     * @param counts by name
     */
    public void counts(String title, Counters counts) {
        if (counts.total() > 0) {
            row(title, counts.total(), list(counts.byName()));
        }
    }

    /**
     * Adds what was sold, what was refused, and how doubts ended.
     *
     * @param sold slots
     * @param slots that there were
     * @param seconds that it took
     * @param answers final ones by what the buyer heard
     * @param doubts by how they ended; those that ended at the end of the run begin with "later"
     */
    public void answers(long sold, long slots, double seconds, Counters answers, Counters doubts) {
        double time = Math.max(0.001, seconds);
        row("sold", sold, String.format(Locale.ROOT, "of %,d slots in %.1f s (%,.0f/s)", slots, time, sold / time));
        row("beaten", answers.of("BEATEN"), "another buyer was faster");
        Map<String, Long> refused = answers.byName();
        refused.keySet().removeAll(List.of("PURCHASED", "BEATEN"));
        row("refused", refused.values().stream().mapToLong(Long::longValue).sum(), list(refused));
        Map<String, Long> ended = doubts.byName();
        long later = ended.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("later"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        row("in doubt", doubts.total() - later, list(ended));
    }

    /**
     * Adds how long it took from a crash to the settlement, or nothing if there was none.
     *
     * @param millis a value for each sale
     * @param which sales
     */
    public void crashToSettled(Histogram millis, String which) {
        if (millis.getTotalCount() > 0) {
            line(
                    "  crash to settled   p50 %.2f s   p99 %.2f s   max %.2f s   (%,d %s)",
                    millis.getValueAtPercentile(50) / 1e3,
                    millis.getValueAtPercentile(99) / 1e3,
                    millis.getMaxValue() / 1e3,
                    millis.getTotalCount(),
                    which);
        }
    }

    /**
     * Adds the verdict.
     *
     * @param reconciliation of what buyers were told against the store
     * @param audit of the store alone
     * @param differences all that is wrong; empty if nothing is
     */
    public void verdict(Reconciliation.Result reconciliation, AuditReport audit, List<String> differences) {
        line(
                "  money              deposited %,d = balances %,d + revenue %,d + withdrawn %,d",
                reconciliation.deposited(),
                reconciliation.balances(),
                reconciliation.revenue(),
                reconciliation.withdrawn());
        line(
                "  audit              %s: %,d slots, %,d accounts",
                audit.verdict().name().toLowerCase(Locale.ROOT),
                audit.totals().slotsSold(),
                audit.totals().accounts());
        if (differences.isEmpty()) {
            line("  THE BOOKS BALANCE  every answer that a buyer got is true in the store");
            return;
        }
        line("  THE BOOKS DO NOT BALANCE: %,d differences", differences.size());
        differences.stream().limit(Reconciliation.MOST_TOLD).forEach(difference -> line("    %s", difference));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /**
     * Writes counts in one line.
     *
     * @param counts by name
     * @return such as "sold out 3, closed 1"
     */
    public static String list(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %,d", spoken(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Names of the code in lower case; what is in words already stays. */
    private static String spoken(String name) {
        return CODE_NAME
                .matcher(name)
                .replaceAll((MatchResult found) ->
                        found.group().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** Breaks a long list under its beginning. */
    private static String wrapped(String list) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String item : list.split("(?<=, )", -1)) {
            if (column > 0 && column + item.length() > WIDTH) {
                wrapped.setLength(wrapped.length() - 1);
                wrapped.append('\n').append(" ".repeat(INDENT));
                column = 0;
            }
            wrapped.append(item);
            column += item.length();
        }
        return wrapped.toString();
    }
}
