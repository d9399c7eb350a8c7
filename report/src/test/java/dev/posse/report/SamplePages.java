package dev.posse.report;

import dev.posse.report.BarChart.Bar;
import dev.posse.report.LineChart.Axes;
import dev.posse.report.Timeline.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Pages with everything on them. */
final class SamplePages {

    private static final List<String> LANES = List.of("killed", "stopped", "database");

    private SamplePages() {}

    /** One on which this text stands wherever a text can stand. */
    static Page everywhere(String text) {
        return Page.titled(text)
                .lead(text)
                .verdict(Mood.BAD, text)
                .add(
                        Text.paragraph(text),
                        Text.lead(text),
                        Text.note(text),
                        Text.command(text),
                        Text.list(Mood.BAD, List.of(text)),
                        Text.facts(Map.of(text, text)),
                        Section.of(text, cells(text), lines(text)).anchored(text),
                        Histogram.of(text, text, text, text, 0.001, 0.2, 3),
                        BarChart.of(text, text, text)
                                .bars(List.of(new Bar(text, 2, 1, 3, Mood.GOOD, text), Bar.of(text, 1, text))),
                        Timeline.of(text, text, text, List.of(new Moment(1, text, text, text))));
    }

    private static Table cells(String text) {
        return Table.of(text, text, text, text)
                .row(
                        Cell.text(text).note(text).detail(text),
                        Cell.number(1, text),
                        Cell.state(Mood.DOUBTFUL, text),
                        Cell.link(text, text));
    }

    private static LineChart lines(String text) {
        return LineChart.of(new Axes(text, text, text, text, text, 9), text, text + "2")
                .points(List.of(new double[] {0, 1, 2}, new double[] {5, 2, Double.NaN}, new double[] {9, 4, 3}))
                .lanes(List.of(text), text, List.of(new Span(text, 1, 2, text)));
    }

    /** One of so many seconds, as a long run would make it. */
    static Page ofSeconds(int seconds) {
        Random random = new Random(7);
        List<double[]> points = IntStream.range(0, seconds)
                .mapToObj(second ->
                        new double[] {second, 4000 + 900 * random.nextGaussian(), 3900 + 900 * random.nextGaussian()})
                .toList();
        List<Span> spans = spans(seconds, random);
        double[] crashes = random.doubles(300)
                .map(share -> 0.05 * Math.exp(4 * share * share))
                .toArray();
        return Page.titled("A run of " + seconds + " s")
                .verdict(Mood.GOOD, "The books balance: every answer that a buyer got is true in the store.")
                .add(
                        Section.of(
                                "Throughput",
                                LineChart.of(
                                                new Axes(
                                                        "Slots.",
                                                        "Each second.",
                                                        "seconds since the beginning",
                                                        "s",
                                                        "slots per second",
                                                        seconds),
                                                "sold",
                                                "settled")
                                        .points(points)
                                        .lanes(LANES, "database", spans)),
                        Section.of(
                                "Recovery",
                                Histogram.of(
                                        "From crash to settled.",
                                        "Each sale.",
                                        "from crash to settled",
                                        "s",
                                        0.001,
                                        crashes)),
                        Section.of(
                                "Branches",
                                BarChart.of("Recoveries.", "", "sales")
                                        .bars(List.of(
                                                Bar.of("debit and campaign (R3a.ii)", 41, "the claim stood"),
                                                new Bar("only the campaign", 17, 12, 21, Mood.QUIET, "")))));
    }

    private static List<Span> spans(int seconds, Random random) {
        List<Span> spans = new ArrayList<>();
        for (double at = 0; at < seconds - 5; at += -2 * Math.log(1 - random.nextDouble())) {
            String lane = LANES.get(random.nextInt(LANES.size()));
            spans.add(new Span(lane, at, at + random.nextDouble() * 4, "node-" + random.nextInt(10)));
        }
        return spans;
    }
}
