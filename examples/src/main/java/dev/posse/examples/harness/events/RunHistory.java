package dev.posse.examples.harness.events;

import dev.posse.examples.harness.events.RunEvent.Answered;
import dev.posse.examples.harness.events.RunEvent.Asked;
import dev.posse.examples.harness.events.RunEvent.CampaignMoved;
import dev.posse.examples.harness.events.RunEvent.PurchaseEnded;
import dev.posse.examples.harness.events.RunEvent.SlotClaimed;
import dev.posse.examples.harness.events.RunEvent.StepTaken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run from its beginning to its end, bounded: slots settled in each second, and every event of the kinds of which there are
 * few. What befell single purchases is in {@link StepTraces}.
 */
public final class RunHistory implements RunListener {

    /** An hour of a run in which something goes wrong five times per second. */
    private static final int MOST_EVENTS = 20_000;

    private static final int MOST_SECONDS = 24 * 3_600;

    private final List<RunEvent> events = new ArrayList<>();
    private final Map<String, Long> lasts = new HashMap<>();
    private long[] sold = new long[128];
    private int seconds;
    private long dropped;

    /** Nothing has happened yet. */
    public RunHistory() {}

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof CampaignMoved moved) {
            count(moved);
        } else if (isOfMany(event)) {
            return;
        } else if (events.size() < MOST_EVENTS || event instanceof RunEvent.RunEnded) {
            events.add(event);
        } else {
            dropped++;
        }
    }

    private static boolean isOfMany(RunEvent event) {
        return event instanceof Asked
                || event instanceof Answered
                || event instanceof PurchaseEnded
                || event instanceof SlotClaimed
                || event instanceof StepTaken;
    }

    private void count(CampaignMoved moved) {
        long before = lasts.getOrDefault(moved.campaign(), 0L);
        if (moved.last() <= before) {
            return;
        }
        lasts.put(moved.campaign(), moved.last());
        int second = (int) Math.min(moved.at() / 1_000_000, MOST_SECONDS - 1);
        if (second >= sold.length) {
            sold = Arrays.copyOf(sold, Math.min(MOST_SECONDS, Math.max(second + 1, sold.length * 2)));
        }
        sold[second] += moved.last() - before;
        seconds = Math.max(seconds, second + 1);
    }

    /**
     * Returns the throughput.
     *
     * @return slots settled in each second since the run began; the 24th hour's last second counts all that comes later
     */
    public synchronized long[] soldPerSecond() {
        return Arrays.copyOf(sold, seconds);
    }

    /**
     * Returns what happened, but for {@link Asked}, {@link Answered}, {@link PurchaseEnded}, {@link SlotClaimed}, {@link
     * CampaignMoved} and {@link StepTaken}.
     *
     * @return in order, the first 20,000
     */
    public synchronized List<RunEvent> events() {
        return List.copyOf(events);
    }

    /**
     * Says how much is left out.
     *
     * @return how many events were not kept
     */
    public synchronized long dropped() {
        return dropped;
    }
}
