package dev.posse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How values are spread over a logarithmic axis, with marks such as p50. Each power of ten has eight buckets. */
public final class Histogram extends Part {

    private static final int PER_DECADE = 8;

    /** Enough for all that a clock tells, from microseconds to years. */
    private static final int MOST_BUCKETS = PER_DECADE * 16;

    private final String title;
    private final String explanation;
    private final String x;
    private final String unit;
    private final double[] sorted;
    private final double least;

    private Histogram(String title, String explanation, String x, String unit, double[] sorted, double least) {
        this.title = title;
        this.explanation = explanation;
        this.x = x;
        this.unit = unit;
        this.sorted = sorted;
        this.least = least;
    }

    /**
     * {@return a histogram of values, with p50, p99 and the greatest}
     *
     * @param title of it
     * @param explanation sentences under the title; may be empty
     * @param x what was measured, such as "from crash to settled"
     * @param unit of the values, such as s
     * @param least below it nothing is told apart, such as 0.001; greater than 0
     * @param values in no order; copied
     * @throws IllegalArgumentException if the least is not greater than 0, or a value is no number
     */
    public static Histogram of(
            String title, String explanation, String x, String unit, double least, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        if (!(least > 0) || Arrays.stream(sorted).anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "A logarithmic axis begins above 0 and has numbers only: least " + least + " of " + title);
        }
        return new Histogram(title, explanation, x, unit, sorted, least);
    }

    /**
     * {@return the value that so many of all do not exceed}
     *
     * @param percent such as 99
     * @throws IllegalStateException if there are no values
     */
    public double percentile(double percent) {
        if (sorted.length == 0) {
            throw new IllegalStateException(title + " has no values, and so no percentile " + percent);
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
    }

    @Override
    void write(Markup out) {
        if (sorted.length == 0) {
            Text.paragraph(title + ": nothing was measured, for nothing of the kind happened.")
                    .write(out);
            return;
        }
        Figure.open(
                out,
                title,
                explanation,
                "data-chart",
                "histogram",
                "data-x",
                x + ", " + unit + " (logarithmic)",
                "data-unit",
                unit,
                "data-y",
                "how many");
        Figure.plot(out);
        Figure.close(
                out,
                Table.data("marks", List.of("Of " + sorted.length, x)).rows(marks()),
                Table.data("data", List.of("From, " + unit, "To below, " + unit, "How many"))
                        .rows(buckets()));
    }

    private List<List<Cell>> marks() {
        return List.of(mark("p50", percentile(50)), mark("p99", percentile(99)), mark("max", percentile(100)));
    }

    private List<Cell> mark(String name, double value) {
        return List.of(Cell.text(name), Cell.number(value, Figures.shown(value) + " " + unit));
    }

    /** From the bucket of the least to that of the greatest; what is below the least is counted with it. */
    private List<List<Cell>> buckets() {
        int first = bucket(sorted[0]);
        int[] counts = new int[Math.min(MOST_BUCKETS, bucket(sorted[sorted.length - 1]) - first + 1)];
        for (double value : sorted) {
            counts[Math.min(counts.length - 1, bucket(value) - first)]++;
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (int at = 0; at < counts.length; at++) {
            rows.add(
                    List.of(Cell.number(edge(first + at)), Cell.number(edge(first + at + 1)), Cell.number(counts[at])));
        }
        return rows;
    }

    private int bucket(double value) {
        return (int) Math.floor(Math.log10(Math.max(value, least)) * PER_DECADE + 1e-9);
    }

    private static double edge(int bucket) {
        return Math.pow(10, (double) bucket / PER_DECADE);
    }
}
