package dev.posse.conformance.check;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock for the bounds of stores (S15, S19), which goes more slowly while the machine is so busy that threads wait for a processor. A
 * store whose call takes turns with many others is late by that, several times over, and breaks no clause.
 *
 * <p>A thread that wants to wake up every few milliseconds tells how late it is. The clock never goes slower than a quarter of
 * the time, a sixteenth where threads wait long, so that a store that never comes back is accused on any machine.
 */
final class BusyMachineClock {

    private static final long TICK_MILLIS = 5;
    /** So late it may be on an idle machine as well. */
    private static final long USUAL_NANOS = 3_000_000;
    /** So late are threads where a dozen and more take turns on each processor. */
    private static final long LONG_NANOS = 50_000_000;
    /** A call passes through as many threads: the caller's, the client's, those of the proxy, the database's. */
    private static final long THREADS_OF_A_CALL = 4;

    private static final AtomicLong NOT_COUNTED = new AtomicLong();

    static {
        Thread watch = new Thread(BusyMachineClock::watch, "posse-conformance-clock");
        watch.setDaemon(true);
        watch.start();
    }

    private BusyMachineClock() {}

    private static void watch() {
        long before = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            NOT_COUNTED.addAndGet(notCounted(now - before));
            before = now;
        }
    }

    /** What of a tick does not count that took so long. */
    static long notCounted(long tookNanos) {
        long late = tookNanos - TICK_MILLIS * 1_000_000;
        if (late < USUAL_NANOS) {
            return 0;
        }
        return Math.min(late * THREADS_OF_A_CALL, late < LONG_NANOS ? tookNanos / 4 * 3 : tookNanos / 16 * 15);
    }

    /** Nanoseconds, to be compared with others of this clock only. */
    static long nanoTime() {
        return System.nanoTime() - NOT_COUNTED.get();
    }
}
