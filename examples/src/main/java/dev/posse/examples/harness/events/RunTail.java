package dev.posse.examples.harness.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest events, for one who looks several times per second; who comes too late has missed some, and is told how many. */
public final class RunTail implements RunListener {

    /**
     * What has come since.
     *
     * @param events in order
     * @param next to be asked for with the next time
     * @param missed how many are not kept any more
     */
    public record News(List<RunEvent> events, long next, long missed) {}

    private final int most;
    private final Deque<RunEvent> newest = new ArrayDeque<>();
    private long heard;

    /**
     * Makes one.
     *
     * @param most events that are kept
     */
    public RunTail(int most) {
        this.most = most;
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (newest.size() == most) {
            newest.removeFirst();
        }
        newest.addLast(event);
        heard++;
    }

    /**
     * Returns what is new.
     *
     * @param from what {@link News#next} said the last time, 0 at first
     * @return the events since
     */
    public synchronized News since(long from) {
        long oldest = heard - newest.size();
        int skip = (int) Math.max(0, from - oldest);
        List<RunEvent> events = new ArrayList<>(Math.max(0, newest.size() - skip));
        int position = 0;
        for (RunEvent event : newest) {
            if (position++ >= skip) {
                events.add(event);
            }
        }
        return new News(events, heard, Math.max(0, oldest - from));
    }
}
