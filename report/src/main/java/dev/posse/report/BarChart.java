package dev.posse.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Bars by name. The table is the chart: each row has its number and its bar, and no script is needed. */
public final class BarChart extends Part {

    private final String title;
    private final String explanation;
    private final String unit;
    private final List<Bar> bars;

    /**
     * A bar.
     *
     * @param name of what
     * @param value its length, not below 0
     * @param least that was measured; not a number if there was one measurement
     * @param most that was measured; not a number if there was one measurement
     * @param mood its colour; quiet for none of its own
     * @param note more about it, shown under its name; may be empty
     */
    public record Bar(String name, double value, double least, double most, Mood mood, String note) {

        /**
         * {@return a bar of one number}
         *
         * @param name of what
         * @param value its length
         * @param note more about it; may be empty
         */
        public static Bar of(String name, double value, String note) {
            return new Bar(name, value, Double.NaN, Double.NaN, Mood.QUIET, note);
        }

        double reach() {
            return Double.isNaN(most) ? value : Math.max(value, most);
        }
    }

    private BarChart(String title, String explanation, String unit, List<Bar> bars) {
        this.title = title;
        this.explanation = explanation;
        this.unit = unit;
        this.bars = bars;
    }

    /**
     * {@return a chart without bars}
     *
     * @param title of it
     * @param explanation sentences under the title; may be empty
     * @param unit of all values
     */
    public static BarChart of(String title, String explanation, String unit) {
        return new BarChart(title, explanation, unit, List.of());
    }

    /**
     * {@return this chart with more bars}
     *
     * @param more from above to below
     */
    public BarChart bars(List<Bar> more) {
        List<Bar> all = new ArrayList<>(bars);
        all.addAll(more);
        return new BarChart(title, explanation, unit, Collections.unmodifiableList(all));
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    List<Bar> bars() {
        return bars;
    }

    /** What the longest bar stands for, more than 0. */
    double scale() {
        return Math.max(bars.stream().mapToDouble(Bar::reach).max().orElse(1), Double.MIN_NORMAL);
    }

    @Override
    void write(Markup out) {
        Figure.open(out, title, explanation);
        out.open("table", "class", "bars").open("thead").open("tr");
        out.element("th", "", "scope", "col").element("th", unit, "scope", "col", "class", "number");
        out.close().close().open("tbody");
        bars.forEach(bar -> write(out, bar));
        out.close().close().close();
    }

    private void write(Markup out, Bar bar) {
        out.open("tr").open("td").text(bar.name());
        if (!bar.note().isEmpty()) {
            out.text(" ").element("small", bar.note());
        }
        out.close();
        out.element("td", words(bar), "class", "number", "data-v", Figures.exact(bar.value()));
        out.close().open("tr", "class", "drawn").open("td", "colspan", "2");
        out.open("svg", "class", "bar", "aria-hidden", "true");
        String fill = bar.mood() == Mood.QUIET ? "fill" : "fill " + bar.mood().style();
        String width = Figures.percent(bar.value() / scale());
        out.open("rect", "class", fill, "width", width, "height", "100%", "rx", "2")
                .close();
        if (bar.least() <= bar.most()) {
            String from = Figures.percent(bar.least() / scale());
            String to = Figures.percent(bar.most() / scale());
            // Twice, so that it is seen on the bar and beside it.
            for (String style : List.of("around", "reach")) {
                out.open("line", "class", style, "x1", from, "x2", to, "y1", "50%", "y2", "50%")
                        .close();
            }
        }
        out.close().close().close();
    }

    static String words(Bar bar) {
        String value = Figures.shown(bar.value());
        return bar.least() <= bar.most()
                ? value + " (" + Figures.shown(bar.least()) + " to " + Figures.shown(bar.most()) + ")"
                : value;
    }
}
