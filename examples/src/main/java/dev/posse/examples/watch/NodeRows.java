package dev.posse.examples.watch;

import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunEvent.NodeChanged;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.workload.ProtocolWords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How each node is, as a person sees it. */
final class NodeRows implements RunListener {

    /** Sales per second are those of so many seconds. */
    private static final long WINDOW_MICROS = 3_000_000;

    /** More than this per node is not counted one by one; above it the rate is a floor. */
    private static final int MOST_IN_WINDOW = 20_000;

    /**
     * One place and the node that has it.
     *
     * @param place from 0
     * @param name of the node
     * @param pid of its process, or 0
     * @param state of {@link NodeChange}, in lower case: starting, serving, killed or stopped
     * @param cut whether its way to the store is disturbed
     * @param note what befell it last, in a few words
     * @param doing the step that it took last, in words
     * @param sold slots that nodes at this place have claimed
     * @param perSecond the same in the last seconds
     * @param deaths how often a node was killed here
     */
    record NodeRow(
            int place,
            String name,
            long pid,
            String state,
            boolean cut,
            String note,
            String doing,
            long sold,
            double perSecond,
            int deaths) {}

    private static final class Place {
        private String name = "";
        private long pid;
        private String state = "starting";
        private boolean cut;
        private String note = "";
        private String doing = "";
        private long sold;
        private int deaths;
        private final Deque<Long> recent = new ArrayDeque<>();
    }

    private final Map<Integer, Place> places = new TreeMap<>();
    private final Map<String, Integer> placeOf = new HashMap<>();

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof NodeChanged changed) {
            change(changed);
        } else if (event instanceof RunEvent.SlotClaimed claimed) {
            Place place = at(claimed.node());
            place.sold++;
            place.recent.addLast(claimed.at());
            if (place.recent.size() > MOST_IN_WINDOW) {
                place.recent.removeFirst();
            }
        } else if (event instanceof RunEvent.StepTaken taken) {
            at(taken.node()).doing = ProtocolWords.step(taken.step());
        } else if (event instanceof RunEvent.NodeDisturbed disturbed) {
            at(disturbed.node()).note = disturbed.what();
        }
    }

    /** Of a node that nobody has heard of: somebody else's on the same store. */
    private Place at(String node) {
        Integer place = placeOf.get(node);
        return place == null ? new Place() : places.computeIfAbsent(place, unused -> new Place());
    }

    private void change(NodeChanged changed) {
        Place place = places.computeIfAbsent(changed.place(), unused -> new Place());
        if (changed.change() == NodeChange.STARTING) {
            placeOf.remove(place.name);
            placeOf.put(changed.node(), changed.place());
            place.name = changed.node();
            place.doing = "";
        } else if (!place.name.equals(changed.node())) {
            // Of one that was replaced meanwhile.
            return;
        }
        place.pid = changed.pid();
        switch (changed.change()) {
            case STARTING -> place.state = "starting";
            case SERVING, CONTINUED -> place.state = "serving";
            case KILLED -> {
                place.state = "killed";
                place.deaths++;
            }
            case STOPPED -> place.state = "stopped";
            case CUT -> place.cut = true;
            case MENDED -> place.cut = false;
        }
        place.note = note(changed);
    }

    private static String note(NodeChanged changed) {
        String detail = changed.detail();
        return switch (changed.change()) {
            case STARTING -> "takes the place of a dead one";
            case SERVING -> "";
            case KILLED -> detail.isEmpty() ? "killed" : "killed after " + ProtocolWords.step(detail);
            case STOPPED -> "stands still, and does not know it";
            case CONTINUED -> "goes on as if no time had passed";
            case CUT -> "way to the store: " + (detail.isEmpty() ? "cut" : detail);
            case MENDED -> "way to the store is well again";
        };
    }

    /**
     * Returns all rows.
     *
     * @param now microseconds since the run began
     */
    synchronized List<NodeRow> rows(long now) {
        List<NodeRow> rows = new ArrayList<>();
        places.forEach((number, place) -> {
            while (!place.recent.isEmpty() && place.recent.peekFirst() < now - WINDOW_MICROS) {
                place.recent.removeFirst();
            }
            rows.add(new NodeRow(
                    number,
                    place.name,
                    place.pid,
                    place.state,
                    place.cut,
                    place.note,
                    place.state.equals("serving") ? place.doing : "",
                    place.sold,
                    Math.round(place.recent.size() * 10e6 / WINDOW_MICROS) / 10.0,
                    place.deaths));
        });
        return rows;
    }
}
