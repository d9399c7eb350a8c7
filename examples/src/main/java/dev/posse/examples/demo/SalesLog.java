package dev.posse.examples.demo;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunListener;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How many slots are sold, and how long sales took to be settled whose driver was killed. For the figures only; the verdict
 * comes from the store itself.
 */
final class SalesLog implements RunListener {

    private final AtomicLong sold = new AtomicLong();
    private final Histogram crashToSettledMillis = new ConcurrentHistogram(3);

    @Override
    public boolean hearsDetails() {
        return false;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.SlotClaimed) {
            sold.incrementAndGet();
        } else if (event instanceof RunEvent.CrashSettled settled && settled.decidedBefore()) {
            crashToSettledMillis.recordValue((settled.at() - settled.crashed()) / 1_000);
        }
    }

    long sold() {
        return sold.get();
    }

    /** Of the sales whose drivers died after the decision and before the end: from the crash to the campaign's move. */
    Histogram crashToSettledMillis() {
        return crashToSettledMillis.copy();
    }
}
