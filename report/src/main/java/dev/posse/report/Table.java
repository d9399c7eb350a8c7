package dev.posse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Rows under named columns. On a telephone each row becomes a few lines. */
public final class Table extends Part {

    private final String style;
    private final List<String> columns;
    private final List<List<Cell>> rows;

    private Table(String style, List<String> columns, List<List<Cell>> rows) {
        this.style = style;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * {@return a table without rows}
     *
     * @param columns their names
     */
    public static Table of(String... columns) {
        return new Table("stacked", List.of(columns), List.of());
    }

    /** Of numbers that a script reads, and that fit beside each other on a telephone too. */
    static Table data(String style, List<String> columns) {
        return new Table(style, List.copyOf(columns), List.of());
    }

    /**
     * {@return this table with a row more}
     *
     * @param cells as many as there are columns
     * @throws IllegalArgumentException if there are more or fewer
     */
    public Table row(Cell... cells) {
        return rows(List.of(Arrays.asList(cells)));
    }

    /**
     * {@return this table with more rows}
     *
     * @param more rows, each of as many cells as there are columns
     * @throws IllegalArgumentException if one has more or fewer
     */
    public Table rows(List<List<Cell>> more) {
        List<List<Cell>> all = new ArrayList<>(rows);
        for (List<Cell> row : more) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "A row of " + row.size() + " cells in a table of the columns " + columns);
            }
            all.add(List.copyOf(row));
        }
        return new Table(style, columns, Collections.unmodifiableList(all));
    }

    @Override
    void write(Markup out) {
        out.open("table", "class", style).open("thead").open("tr");
        for (int at = 0; at < columns.size(); at++) {
            int column = at;
            boolean numbers = !rows.isEmpty()
                    && rows.stream().allMatch(row -> row.get(column).isNumber());
            out.element("th", columns.get(at), "scope", "col", "class", numbers ? "number" : "words");
        }
        out.close().close().open("tbody");
        for (List<Cell> row : rows) {
            out.open("tr");
            for (int at = 0; at < columns.size(); at++) {
                row.get(at).write(out, "td", at == 0 ? "" : columns.get(at));
            }
            out.close();
        }
        out.close().close();
    }
}
