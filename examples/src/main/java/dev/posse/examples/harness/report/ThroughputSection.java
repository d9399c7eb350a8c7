package dev.posse.examples.harness.report;

import dev.posse.examples.harness.events.RunEvent.PhaseBegan;
import dev.posse.examples.harness.events.RunPhase;
import dev.posse.report.Cell;
import dev.posse.report.LineChart;
import dev.posse.report.LineChart.Axes;
import dev.posse.report.Part;
import dev.posse.report.Section;
import dev.posse.report.Span;
import dev.posse.report.Table;
import dev.posse.report.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was sold when, and what went wrong meanwhile. */
final class ThroughputSection {

    /** As many points as a screen shows apart; of a longer run each is of more seconds. */
    private static final int MOST_POINTS = 600;

    private static final Map<String, String> LANES = Map.of(
            NemesisLanes.KILLED, "places whose node was killed, until another one served there",
            NemesisLanes.STOPPED, "nodes that stood still, until they went on",
            NemesisLanes.LINK, "ways of nodes to the database that were disturbed, until they were mended",
            NemesisLanes.INSIDE, "disturbances inside of nodes: clocks set, buyers that hang",
            NemesisLanes.DATABASE, "the database disturbed, until it was well again");

    private ThroughputSection() {}

    static Part of(RunRecorder recorder) {
        long[] settled = recorder.settledPerSecond();
        double end = Math.max(
                recorder.seconds(settled.length * 1_000_000L),
                recorder.events().stream()
                        .mapToDouble(event -> recorder.seconds(event.at()))
                        .max()
                        .orElse(0));
        List<Span> spans = NemesisLanes.of(recorder, end);
        int seconds = Math.max(1, (settled.length + MOST_POINTS - 1) / MOST_POINTS);
        Axes axes = new Axes(
                "Slots settled per second" + (seconds == 1 ? "" : ", over " + seconds + " s each") + ".",
                phases(recorder) + " The lanes below show what was broken meanwhile.",
                "seconds since buyers began",
                "s",
                "slots settled per second",
                end);
        List<Part> parts = new ArrayList<>();
        parts.add(LineChart.of(axes, "settled")
                .points(points(recorder, seconds))
                .lanes(NemesisLanes.names(spans), NemesisLanes.DATABASE, spans));
        parts.add(table(spans));
        if (recorder.dropped() > 0) {
            parts.add(Text.note(String.format(
                    Locale.ROOT,
                    "%,d events came after the most that are kept, and are missing.",
                    recorder.dropped())));
        }
        return Section.of("Throughput, and what went wrong", parts);
    }

    /** In the middle of the time that it is of. Before buyers began nothing is sold. */
    private static List<double[]> points(RunRecorder recorder, int seconds) {
        long[] settled = recorder.settledPerSecond();
        List<double[]> points = new ArrayList<>();
        for (int from = (int) (recorder.origin() / 1_000_000); from < settled.length; from += seconds) {
            int to = Math.min(settled.length, from + seconds);
            double sum = Arrays.stream(settled, from, to).sum();
            double middle = recorder.seconds((from + to) * 500_000L);
            points.add(new double[] {Math.max(0, middle), sum / (to - from)});
        }
        return points;
    }

    private static String phases(RunRecorder recorder) {
        StringBuilder phases = new StringBuilder();
        for (PhaseBegan began : recorder.events(PhaseBegan.class)) {
            String sentence = words(began.phase());
            if (!sentence.isEmpty()) {
                phases.append(String.format(Locale.ROOT, sentence, recorder.seconds(began.at())));
            }
        }
        return phases.toString().strip();
    }

    private static String words(RunPhase phase) {
        return switch (phase) {
            case SETTING_UP, SELLING -> "";
            case CLOSING_UP ->
                "From %.1f s on nothing more is bought or broken: everybody logs in, and the posse settles what is left.";
            case READING_THE_BOOKS -> " From %.1f s on the books are read.";
        };
    }

    private static Table table(List<Span> spans) {
        Table table = Table.of("Kind", "What it is", "How often", "Half of them up to, s", "Longest, s");
        for (String lane : NemesisLanes.names(spans)) {
            double[] lengths = spans.stream()
                    .filter(span -> span.lane().equals(lane))
                    .mapToDouble(span -> span.to() - span.from())
                    .sorted()
                    .toArray();
            boolean lasts = lengths.length > 0 && lengths[lengths.length - 1] > 0;
            table = table.row(
                    Cell.text(lane),
                    Cell.text(LANES.getOrDefault(lane, "")),
                    Cell.number(lengths.length),
                    Cell.number(lasts ? lengths[(lengths.length - 1) / 2] : Double.NaN),
                    Cell.number(lasts ? lengths[lengths.length - 1] : Double.NaN));
        }
        return table;
    }
}
