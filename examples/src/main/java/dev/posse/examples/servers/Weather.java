package dev.posse.examples.servers;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is wrong with a line at present, if anything. */
final class Weather {

    private static final int LEAST_DELAY_MILLIS = 20;
    private static final int MOST_DELAY_MILLIS = 300;

    private volatile @Nullable LineFault fault;
    private Random dice = new Random(0);

    synchronized void become(LineFault next, long seed) {
        dice = new Random(seed);
        fault = next;
        notifyAll();
    }

    synchronized void clear() {
        fault = null;
        notifyAll();
    }

    boolean is(LineFault asked) {
        return fault == asked;
    }

    /** Takes the time that a piece takes more; at once over when the weather changes. */
    void delay() {
        if (!is(LineFault.DELAY)) {
            return;
        }
        synchronized (this) {
            int millis = LEAST_DELAY_MILLIS + dice.nextInt(MOST_DELAY_MILLIS - LEAST_DELAY_MILLIS + 1);
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            long left = until - System.nanoTime();
            try {
                while (is(LineFault.DELAY) && left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                    left = until - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
