package dev.posse.report;

import dev.posse.report.BarChart.Bar;
import java.util.List;

/** Bars as a picture of its own, for a page that somebody else shows: in the reader's colours, and with the numbers in it. */
public final class BarPicture {

    private static final int WIDTH = 760;
    private static final int TOP = 44;
    private static final int ROW = 42;
    private static final int MARGIN = 12;

    private static final String STYLE = "text { font: 14px system-ui, sans-serif; fill: #1c2430 }"
            + " .title { font-weight: 600 } .unit { fill: #566173 } .paper { fill: #ffffff } .bar { fill: #0a6fb4 }"
            + " .around { stroke: #ffffff; stroke-width: 5 } .reach { stroke: #1c2430; stroke-width: 2 }"
            + " @media (prefers-color-scheme: dark) { text { fill: #e6eaf0 } .unit { fill: #a2adbd }"
            + " .paper { fill: #12161c } .bar { fill: #56b4e9 } .around { stroke: #12161c } .reach { stroke: #e6eaf0 } }";

    private final BarChart chart;
    private final Markup out = new Markup();

    private BarPicture(BarChart chart) {
        this.chart = chart;
    }

    /**
     * Draws a chart alone, for a page that is not made here.
     *
     * @param chart to be drawn
     * @return a file of SVG, light or dark as its reader's screen is
     */
    public static String of(BarChart chart) {
        return new BarPicture(chart).draw();
    }

    private String draw() {
        List<Bar> bars = chart.bars();
        int height = TOP + ROW * bars.size() + MARGIN;
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "width",
                Integer.toString(WIDTH),
                "height",
                Integer.toString(height),
                "role",
                "img");
        out.element("title", chart.title() + ", " + chart.unit()).asset("style", STYLE);
        rectangle("paper", 0, 0, WIDTH, height);
        text("title", MARGIN, 26, "start", chart.title());
        text("unit", WIDTH - MARGIN, 26, "end", chart.unit());
        for (int at = 0; at < bars.size(); at++) {
            draw(bars.get(at), TOP + ROW * at);
        }
        out.close();
        return out.toString();
    }

    private void draw(Bar bar, int top) {
        text("name", MARGIN, top + 14, "start", bar.name());
        text("name", WIDTH - MARGIN, top + 14, "end", BarChart.words(bar));
        rectangle("bar", MARGIN, top + 20, Math.max(1, length(bar.value())), 12);
        if (bar.least() <= bar.most()) {
            for (String style : List.of("around", "reach")) {
                out.open(
                                "line",
                                "class",
                                style,
                                "x1",
                                Long.toString(MARGIN + length(bar.least())),
                                "x2",
                                Long.toString(MARGIN + length(bar.most())),
                                "y1",
                                Integer.toString(top + 26),
                                "y2",
                                Integer.toString(top + 26))
                        .close();
            }
        }
    }

    private long length(double value) {
        return Math.round(value / chart.scale() * (WIDTH - 2 * MARGIN));
    }

    private void text(String style, int x, int y, String anchor, String text) {
        out.element(
                "text",
                text,
                "class",
                style,
                "x",
                Integer.toString(x),
                "y",
                Integer.toString(y),
                "text-anchor",
                anchor);
    }

    private void rectangle(String style, long x, long y, long width, long height) {
        out.open(
                        "rect",
                        "class",
                        style,
                        "x",
                        Long.toString(x),
                        "y",
                        Long.toString(y),
                        "width",
                        Long.toString(width),
                        "height",
                        Long.toString(height))
                .close();
    }
}
