package dev.posse.conformance.check;

import java.time.Duration;

/** Rounds of a check: as many as are planned, or as the time allows where a store is slow. */
final class Rounds {

    private final int planned;
    private final int least;
    private final long end;
    private int done;

    Rounds(int planned, int least, Duration time) {
        this.planned = planned;
        this.least = Math.min(least, planned);
        this.end = System.nanoTime() + time.toNanos();
    }

    /** Whether there is one more. */
    boolean next() {
        return take() > 0;
    }

    /** Begins one more, for one of several threads, and returns its number from 1 on; 0 if there is none. */
    synchronized int take() {
        if (done >= planned || (done >= least && System.nanoTime() > end)) {
            return 0;
        }
        done++;
        return done;
    }

    /** The number of the current one, from 1 on. */
    synchronized int number() {
        return done;
    }

    int planned() {
        return planned;
    }

    synchronized boolean cut() {
        return done < planned;
    }
}
