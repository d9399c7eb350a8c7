package dev.posse.conformance.check;

import java.time.Duration;

/** Rounds of a check: as many as are planned, or as the time allows where a store is slow. For one thread. */
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
        if (done >= planned || (done >= least && System.nanoTime() > end)) {
            return false;
        }
        done++;
        return true;
    }

    /** The number of the current one, from 1 on. */
    int number() {
        return done;
    }

    int planned() {
        return planned;
    }

    boolean cut() {
        return done < planned;
    }
}
