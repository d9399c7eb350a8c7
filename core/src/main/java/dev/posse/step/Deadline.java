package dev.posse.step;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when a caller's errand may ask the store, through all the runs that are made for it (law A8: time decides when, never what).
 * Thread-safe.
 */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long at;

    /**
     * Makes a deadline.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds
     * @param left how long from now on
     */
    public Deadline(LongSupplier nanoTime, Duration left) {
        this.nanoTime = nanoTime;
        this.at = nanoTime.getAsLong() + left.toNanos();
    }

    /** {@return whether the time is over} */
    public boolean isOver() {
        return left().isZero();
    }

    /** {@return how long it is until then; zero if it is over} */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, at - nanoTime.getAsLong()));
    }
}
