package dev.posse.benchmarks.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that reads well as text too: its columns are aligned, numbers to the right. */
public final class MarkdownTable {

    private final List<String[]> rows = new ArrayList<>();

    /**
     * Begins a table.
     *
     * @param heads of its columns; the first is for names, the others for numbers
     */
    public MarkdownTable(String... heads) {
        rows.add(heads.clone());
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are heads
     * @return this table
     */
    public MarkdownTable row(String... cells) {
        if (cells.length != rows.get(0).length) {
            throw new IllegalArgumentException("The row has " + cells.length + " cells and the table "
                    + rows.get(0).length + " columns: " + Arrays.toString(cells));
        }
        rows.add(cells.clone());
        return this;
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, rows.get(0).length)
                .map(column -> Math.max(
                        4,
                        rows.stream()
                                .mapToInt(row -> row[column].length())
                                .max()
                                .orElse(0)))
                .toArray();
        String rule = IntStream.range(0, widths.length)
                .mapToObj(column -> column == 0 ? "-".repeat(widths[0]) : "-".repeat(widths[column] - 1) + ":")
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            String[] cells = rows.get(row);
            text.append(IntStream.range(0, widths.length)
                    .mapToObj(column -> padded(cells[column], widths[column], column == 0))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
            if (row == 0) {
                text.append(rule);
            }
        }
        return text.toString();
    }

    private static String padded(String cell, int width, boolean left) {
        String space = " ".repeat(width - cell.length());
        return left ? cell + space : space + cell;
    }
}
