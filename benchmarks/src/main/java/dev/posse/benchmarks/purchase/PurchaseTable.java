package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.purchase.Case.Shape;
import dev.posse.benchmarks.text.MarkdownTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** All cases of a run, a table for each shape. */
public final class PurchaseTable {

    private PurchaseTable() {}

    /**
     * Writes the tables.
     *
     * @param results of a run
     * @return in Markdown
     */
    public static String markdown(Results results) {
        Map<Shape, List<Case>> shapes = results.measurements().stream()
                .filter(Measurement::isGood)
                .map(Measurement::measured)
                .distinct()
                .collect(Collectors.groupingBy(Case::shape, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        shapes.forEach((shape, cases) -> {
            text.append("### ").append(capitalized(shape.toString())).append("\n\n");
            MarkdownTable table = new MarkdownTable(
                    "",
                    "sold/s",
                    "least – most",
                    "attempts",
                    "store operations",
                    "rejects",
                    "client µs",
                    "server µs",
                    "p50 ms",
                    "p99 ms");
            cases.stream()
                    .sorted((one, other) -> one.contender().compareTo(other.contender()))
                    .forEach(each -> row(table, results, each));
            text.append(table).append('\n');
        });
        return text.toString();
    }

    /**
     * Writes what went wrong.
     *
     * @param results of a run
     * @return a line for each failure of a case, in Markdown; empty if nothing went wrong
     */
    public static String failures(Results results) {
        return results.failures().stream()
                .map(failed -> "- **FAILED** " + failed.measured() + ": " + failed.failure() + "\n")
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining());
    }

    private static void row(MarkdownTable table, Results results, Case which) {
        boolean counted = which.contender().isPosse();
        Spread sold = results.of(which, Measurement::soldPerSecond);
        boolean timed = sold.median() > 0;
        table.row(
                which.contender().label(),
                timed ? format("%,.0f", sold.median()) : "",
                timed ? format("%,.0f – %,.0f", sold.least(), sold.most()) : "",
                format("%.2f", median(results, which, Measurement::attemptsPerSale)),
                counted ? format("%.2f", median(results, which, Measurement::operationsPerSale)) : "",
                counted ? format("%.3f", median(results, which, Measurement::refusedPerSale)) : "",
                timed ? format("%.0f", median(results, which, Measurement::clientMicrosPerSale)) : "",
                timed ? format("%.0f", median(results, which, Measurement::serverMicrosPerSale)) : "",
                timed ? format("%.2f", median(results, which, Measurement::p50Micros) / 1000) : "",
                timed ? format("%.2f", median(results, which, Measurement::p99Micros) / 1000) : "");
    }

    private static double median(Results results, Case which, ToDoubleFunction<Measurement> figure) {
        return results.of(which, figure).median();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
