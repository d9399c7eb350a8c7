package dev.posse.examples.harness.report;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunEvent.DatabaseFaultBegan;
import dev.posse.examples.harness.events.RunEvent.DatabaseFaultEnded;
import dev.posse.examples.harness.events.RunEvent.NodeChanged;
import dev.posse.examples.harness.events.RunEvent.NodeDisturbed;
import dev.posse.report.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What went wrong and when it was well again, in lanes beside the throughput. Times are in seconds since buyers began. */
final class NemesisLanes {

    static final String KILLED = "killed";
    static final String STOPPED = "stopped";
    static final String LINK = "link";
    static final String INSIDE = "inside";
    static final String DATABASE = "database";

    /** Something that has begun and not ended, by what ends it. */
    private record Open(String lane, double from, String what) {}

    private final Map<String, Open> open = new LinkedHashMap<>();
    private final List<Span> spans = new ArrayList<>();

    private final RunRecorder recorder;

    private NemesisLanes(RunRecorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Reads.
     *
     * @param recorder that listened
     * @param end of the run; what has not ended by then ends there
     * @return in the order in which they began
     */
    static List<Span> of(RunRecorder recorder, double end) {
        NemesisLanes lanes = new NemesisLanes(recorder);
        recorder.events().forEach(lanes::take);
        List.copyOf(lanes.open.keySet()).forEach(key -> lanes.close(key, end, "until the end of the run"));
        lanes.spans.sort(Comparator.comparingDouble(Span::from));
        return List.copyOf(lanes.spans);
    }

    /** The lanes to be drawn: nodes always, and others where something is in them. */
    static List<String> names(List<Span> spans) {
        Set<String> names = new LinkedHashSet<>(List.of(KILLED, STOPPED));
        for (String lane : List.of(LINK, INSIDE, DATABASE)) {
            if (spans.stream().anyMatch(span -> span.lane().equals(lane))) {
                names.add(lane);
            }
        }
        return List.copyOf(names);
    }

    private void take(RunEvent event) {
        double at = Math.max(0, recorder.seconds(event.at()));
        if (event instanceof NodeChanged changed) {
            take(changed, at);
        } else if (event instanceof NodeDisturbed disturbed) {
            spans.add(new Span(INSIDE, at, at, disturbed.node() + ": " + disturbed.what()));
        } else if (event instanceof DatabaseFaultBegan began) {
            String fault = began.fault().replace('_', ' ').toLowerCase(Locale.ROOT);
            open.put(DATABASE, new Open(DATABASE, at, fault + ": " + began.detail()));
        } else if (event instanceof DatabaseFaultEnded) {
            close(DATABASE, at, "well again");
        }
    }

    private void take(NodeChanged changed, double at) {
        String place = " " + changed.place();
        switch (changed.change()) {
            case KILLED -> {
                close(STOPPED + place, at, "killed meanwhile");
                // Told twice where it ends twice, such as by a kill and then by its process.
                open.putIfAbsent(KILLED + place, new Open(KILLED, at, words(changed, "killed")));
            }
            case SERVING -> close(KILLED + place, at, "back as " + changed.node());
            case STOPPED -> open.putIfAbsent(STOPPED + place, new Open(STOPPED, at, words(changed, "stood still")));
            case CONTINUED -> close(STOPPED + place, at, "went on");
            case CUT -> open.putIfAbsent(LINK + place, new Open(LINK, at, words(changed, "way to the database")));
            case MENDED -> close(LINK + place, at, "mended");
            case STARTING -> {}
        }
    }

    private static String words(NodeChanged changed, String what) {
        return changed.node() + ": " + what + (changed.detail().isEmpty() ? "" : ", " + changed.detail());
    }

    private void close(String key, double at, String how) {
        Optional.ofNullable(open.remove(key)).ifPresent(begun -> {
            double length = Math.max(0, at - begun.from());
            String lasted = String.format(Locale.ROOT, "%.2f s", length);
            spans.add(new Span(
                    begun.lane(), begun.from(), begun.from() + length, begun.what() + "; " + how + ", " + lasted));
        });
    }
}
