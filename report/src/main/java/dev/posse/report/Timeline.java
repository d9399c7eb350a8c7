package dev.posse.report;

import java.util.List;

/** What happened one after the other, and how long each lasted until the next. No script is needed. */
public final class Timeline extends Part {

    private final String title;
    private final String explanation;
    private final String unit;
    private final List<Moment> moments;

    /**
     * One of them.
     *
     * @param at when, in the unit of the timeline, not below 0
     * @param who such as a node
     * @param name of what happened, such as a step
     * @param sentence that says it
     */
    public record Moment(double at, String who, String name, String sentence) {}

    private Timeline(String title, String explanation, String unit, List<Moment> moments) {
        this.title = title;
        this.explanation = explanation;
        this.unit = unit;
        this.moments = moments;
    }

    /**
     * {@return a timeline}
     *
     * @param title of it
     * @param explanation sentences under the title; may be empty
     * @param unit of its times, such as ms
     * @param moments in the order of time; copied
     */
    public static Timeline of(String title, String explanation, String unit, List<Moment> moments) {
        return new Timeline(title, explanation, unit, List.copyOf(moments));
    }

    @Override
    void write(Markup out) {
        double end = moments.stream().mapToDouble(Moment::at).max().orElse(0);
        Figure.open(out, title, explanation);
        out.open("table", "class", "stacked timeline").open("thead").open("tr");
        out.element("th", "After, " + unit, "scope", "col", "class", "number");
        for (String column : List.of("", "Who", "Step", "What it is")) {
            out.element("th", column, "scope", "col");
        }
        out.close().close().open("tbody");
        for (Moment moment : moments) {
            out.open("tr");
            Cell.number(moment.at()).write(out, "td", "After, " + unit);
            mark(out, end == 0 ? 0 : moment.at() / end);
            Cell.text(moment.who()).write(out, "td", "Who");
            Cell.text(moment.name()).write(out, "td", "Step");
            Cell.text(moment.sentence()).write(out, "td", "");
            out.close();
        }
        out.close().close().close();
    }

    private static void mark(Markup out, double share) {
        out.open("td").open("svg", "class", "at", "aria-hidden", "true");
        out.open("line", "x1", "0", "x2", "100%", "y1", "50%", "y2", "50%").close();
        out.open("rect", "x", Figures.percent(share * 0.96), "y", "15%", "width", "4%", "height", "70%", "rx", "1")
                .close();
        out.close().close();
    }
}
