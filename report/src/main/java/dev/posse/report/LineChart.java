package dev.posse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines over time, and below them on the same axis what went on meanwhile, in lanes.
 *
 * <p>However many points there are, some hundreds are shown, with the least and the greatest of each stretch; of spans, the
 * longest {@value #MOST_SPANS}. What was left out is said.
 */
public final class LineChart extends Part {

    /** As many spans as are shown. */
    public static final int MOST_SPANS = 1000;

    /** As many lines as can be told apart. */
    private static final int MOST_LINES = 6;

    private final Axes axes;
    private final List<String> lines;
    private final List<double[]> points;
    private final List<String> lanes;
    private final String shaded;
    private final List<Span> spans;

    /**
     * What the chart is about.
     *
     * @param title of it
     * @param explanation sentences under the title; may be empty
     * @param x what the axis below says, with its unit
     * @param unit of x alone, such as s
     * @param y what the axis at the left says, with its unit
     * @param end where the axis of x ends; it begins at 0
     */
    public record Axes(String title, String explanation, String x, String unit, String y, double end) {}

    private LineChart(
            Axes axes, List<String> lines, List<double[]> points, List<String> lanes, String shaded, List<Span> spans) {
        this.axes = axes;
        this.lines = lines;
        this.points = points;
        this.lanes = lanes;
        this.shaded = shaded;
        this.spans = spans;
    }

    /**
     * {@return a chart without points}
     *
     * @param axes what it is about
     * @param lines their names, six at the most
     * @throws IllegalArgumentException if there are more, or none
     */
    public static LineChart of(Axes axes, String... lines) {
        if (lines.length == 0 || lines.length > MOST_LINES) {
            throw new IllegalArgumentException("A chart has 1 to " + MOST_LINES + " lines, and not " + lines.length);
        }
        return new LineChart(axes, List.of(lines), List.of(), List.of(), "", List.of());
    }

    /**
     * {@return this chart with these points}
     *
     * @param all in the order of x, each x followed by the value of each line; not a number where there is none
     * @throws IllegalArgumentException if a point has more or fewer values, or they are out of order
     */
    public LineChart points(List<double[]> all) {
        double before = Double.NEGATIVE_INFINITY;
        for (double[] point : all) {
            if (point.length != lines.size() + 1 || !(point[0] >= before)) {
                throw new IllegalArgumentException("The point " + Arrays.toString(point) + " after x = " + before
                        + " fits no chart of the lines " + lines);
            }
            before = point[0];
        }
        return new LineChart(axes, lines, Thinning.thinned(List.copyOf(all)), lanes, shaded, spans);
    }

    /**
     * {@return this chart with lanes below it}
     *
     * @param names of the lanes from above to below, short; a span in another lane is not drawn
     * @param shade the lane whose spans darken the chart above as well; empty for none
     * @param all what went on
     */
    public LineChart lanes(List<String> names, String shade, List<Span> all) {
        return new LineChart(axes, lines, points, List.copyOf(names), shade, List.copyOf(all));
    }

    @Override
    void write(Markup out) {
        Figure.open(
                out,
                axes.title(),
                axes.explanation(),
                "data-chart",
                "lines",
                "data-x",
                axes.x(),
                "data-unit",
                axes.unit(),
                "data-y",
                axes.y(),
                "data-end",
                Figures.exact(Math.max(axes.end(), Double.MIN_NORMAL)),
                "data-gutter",
                Integer.toString(gutter()),
                "data-lanes",
                lanes.stream().map(lane -> lane.replace('\n', ' ')).collect(Collectors.joining("\n")),
                "data-shaded",
                shaded);
        legend(out);
        Figure.plot(out);
        List<String> columns = new ArrayList<>(List.of(axes.x()));
        columns.addAll(lines);
        Table numbers = Table.data("data", columns)
                .rows(points.stream()
                        .map(point ->
                                Arrays.stream(point).mapToObj(Cell::number).toList())
                        .toList());
        if (lanes.isEmpty()) {
            Figure.close(out, numbers);
        } else {
            Figure.close(out, spanTable(), Text.note(leftOut()), numbers);
        }
    }

    /** The names of lanes stand at the left, and the lines above begin where the lanes do. */
    private int gutter() {
        int letters = lanes.stream().mapToInt(String::length).max().orElse(0);
        return Math.min(140, Math.max(64, 16 + 7 * letters));
    }

    private void legend(Markup out) {
        if (lines.size() < 2) {
            return;
        }
        String[] dashes = {"", "8 4", "2 3", "10 3 2 3"};
        out.open("ul", "class", "legend");
        for (int line = 0; line < lines.size(); line++) {
            out.open("li").open("svg", "aria-hidden", "true");
            out.open(
                    "line",
                    "x1",
                    "0",
                    "x2",
                    "100%",
                    "y1",
                    "50%",
                    "y2",
                    "50%",
                    "class",
                    "k" + (line + 1),
                    "stroke-dasharray",
                    dashes[line % dashes.length]);
            out.close().close().text(lines.get(line)).close();
        }
        out.close();
    }

    private Part spanTable() {
        List<Span> shown = new ArrayList<>(spans);
        if (shown.size() > MOST_SPANS) {
            shown.sort(Comparator.comparingDouble(span -> span.from() - span.to()));
            shown = shown.subList(0, MOST_SPANS);
            shown.sort(Comparator.comparingDouble(Span::from));
        }
        return Table.data("spans", List.of("Kind", "From, " + axes.unit(), "To, " + axes.unit(), "What"))
                .rows(Collections.unmodifiableList(shown).stream()
                        .map(span -> List.of(
                                Cell.text(span.lane().replace('\n', ' ')),
                                Cell.number(span.from()),
                                Cell.number(span.to()),
                                Cell.text(span.what())))
                        .toList());
    }

    private String leftOut() {
        return spans.size() <= MOST_SPANS
                ? "All " + spans.size() + " are listed."
                : "The longest " + MOST_SPANS + " of " + spans.size() + " are listed and drawn.";
    }
}
