package dev.posse.examples.watch;

import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Slots settled in each of the last ten minutes' seconds, and when which node was killed, stopped or cut. */
final class Throughput implements RunListener {

    private static final int MOST_SECONDS = 600;
    private static final int MOST_MARKS = 200;

    /**
     * A second of the run.
     *
     * @param second since it began
     * @param sold slots that were settled in it
     */
    record Point(long second, long sold) {}

    /**
     * Something that was done to a node or to the database.
     *
     * @param at milliseconds since the run began
     * @param kind killed, stopped, cut or database
     * @param what in a few words
     */
    record Mark(long at, String kind, String what) {}

    private final Deque<Point> points = new ArrayDeque<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Map<String, Long> lasts = new HashMap<>();
    private long current;
    private long inCurrent;
    private long marked;

    @Override
    public boolean hearsDetails() {
        return false;
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof RunEvent.CampaignMoved moved) {
            long before = lasts.getOrDefault(moved.campaign(), 0L);
            if (moved.last() > before) {
                lasts.put(moved.campaign(), moved.last());
                advance(moved.at());
                inCurrent += moved.last() - before;
            }
        } else if (event instanceof RunEvent.NodeChanged changed) {
            if (changed.change() == NodeChange.KILLED) {
                mark(changed.at(), "killed", changed.node() + " killed");
            } else if (changed.change() == NodeChange.STOPPED) {
                mark(changed.at(), "stopped", changed.node() + " stands still");
            } else if (changed.change() == NodeChange.CUT) {
                mark(changed.at(), "cut", changed.node() + ": way to the store disturbed");
            }
        } else if (event instanceof RunEvent.DatabaseFaultBegan fault) {
            mark(fault.at(), "database", fault.detail());
        }
    }

    private void mark(long at, String kind, String what) {
        marks.addLast(new Mark(at / 1_000, kind, what));
        marked++;
        if (marks.size() > MOST_MARKS) {
            marks.removeFirst();
        }
    }

    private void advance(long micros) {
        long second = micros / 1_000_000;
        // After a long silence only the newest ten minutes are filled with nothing.
        current = Math.max(current, second - MOST_SECONDS);
        while (current < second) {
            points.addLast(new Point(current, inCurrent));
            if (points.size() > MOST_SECONDS) {
                points.removeFirst();
            }
            inCurrent = 0;
            current++;
        }
    }

    /** The seconds that are over, from one on. */
    synchronized List<Point> since(long second, long now) {
        advance(now);
        return points.stream().filter(point -> point.second() >= second).toList();
    }

    synchronized long second() {
        return current;
    }

    synchronized long marked() {
        return marked;
    }

    /** The marks behind the first so many. */
    synchronized List<Mark> marksSince(long seen) {
        List<Mark> all = new ArrayList<>(marks);
        return all.subList((int) Math.max(0, Math.min(all.size(), all.size() - (marked - seen))), all.size());
    }
}
