package dev.posse.benchmarks.crash;

import dev.posse.benchmarks.text.MarkdownTable;
import java.util.List;
import java.util.Locale;

/** The figures as a table. */
final class CrashTable {

    private CrashTable() {}

    static String markdown(List<CrashFigures> all) {
        MarkdownTable table = new MarkdownTable(
                "drivers die",
                "alive",
                "sales/s",
                "halted + killed",
                "p50",
                "p99",
                "max",
                "p99 halted",
                "p99 killed",
                "keys/s",
                "reads/s",
                "books");
        for (CrashFigures figures : all) {
            table.row(
                    figures.row() + ", " + String.format(Locale.ROOT, "%,d campaigns", figures.campaigns()),
                    String.valueOf(figures.alive()),
                    number(figures.purchasesPerSecond()),
                    figures.halted() + " + " + figures.killed(),
                    seconds(figures.p50()),
                    seconds(figures.p99()),
                    seconds(figures.max()),
                    seconds(figures.haltedP99()),
                    seconds(figures.killedP99()),
                    number(figures.keysPerSecond()),
                    number(figures.readsPerSecond()),
                    figures.verdict());
        }
        return table.toString();
    }

    private static String seconds(double millis) {
        return Double.isNaN(millis) ? "–" : String.format(Locale.ROOT, "%.2f s", millis / 1e3);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
