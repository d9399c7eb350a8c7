package dev.posse.benchmarks.growth;

import dev.posse.benchmarks.text.JsonLines;
import dev.posse.benchmarks.text.MarkdownTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The costs as a table. */
public final class GrowthTable {

    private GrowthTable() {}

    /**
     * Writes the table.
     *
     * @param costs in their order
     * @return in Markdown
     */
    public static String markdown(List<Cost> costs) {
        MarkdownTable table = new MarkdownTable("what", "at", "costs", "");
        for (Cost cost : costs) {
            String format = cost.value() < 10 ? "%.2f" : "%,.0f";
            table.row(cost.what(), cost.size(), String.format(Locale.ROOT, format, cost.value()), cost.unit());
        }
        return table.toString();
    }

    /**
     * Writes the table of a file.
     *
     * @param file as the command has written it
     * @return in Markdown
     */
    public static String markdown(Path file) {
        try {
            return markdown(Files.readAllLines(file).stream()
                    .map(line -> JsonLines.read(line, Cost.class))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
