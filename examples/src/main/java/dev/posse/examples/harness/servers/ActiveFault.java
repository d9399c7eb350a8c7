package dev.posse.examples.harness.servers;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is wrong with a link at present, if anything. */
final class ActiveFault {

    private static final int LEAST_DELAY_MILLIS = 20;
    private static final int MOST_DELAY_MILLIS = 300;

    private volatile @Nullable NetworkFault fault;
    private Random random = new Random(0);

    synchronized void become(NetworkFault next, long seed) {
        random = new Random(seed);
        fault = next;
        notifyAll();
    }

    synchronized void clear() {
        fault = null;
        notifyAll();
    }

    boolean is(NetworkFault asked) {
        return fault == asked;
    }

    /** Takes the time that a piece takes more; at once over when the fault does. */
    void delay() {
        if (!is(NetworkFault.DELAY)) {
            return;
        }
        synchronized (this) {
            int millis = LEAST_DELAY_MILLIS + random.nextInt(MOST_DELAY_MILLIS - LEAST_DELAY_MILLIS + 1);
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            long left = until - System.nanoTime();
            try {
                while (is(NetworkFault.DELAY) && left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                    left = until - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
