package dev.posse.step;

import java.time.Duration;

/** How often a step is tried, and for how long, before its actor gives up and says so. */
public final class Bounds {

    /**
     * How long a caller waits at the most for an actor, and for the one operation that is under way then: long enough for a failover. What
     * was not sent by then is not sent any more.
     */
    public static final Duration CALL = Duration.ofSeconds(10);

    /**
     * Tries of one conditional write, or of the read that finds out about it. Clause S6 promises that one of ten swaps
     * succeeds.
     */
    public static final int TRIES = 10;

    /** How often an actor begins from a fresh read of everything: often enough that others who are first end in doubt nobody. */
    public static final int ROUNDS = 32;

    /** How often an actor tries to clear a lock, each time from a fresh read. The next one that comes by tries again. */
    public static final int CLEARINGS = 8;

    /** Voids in a row that a driver swaps before it takes the hint and reports cancelled. */
    public static final int VOIDS = 8;

    /** Slots above a dead shot's that are looked at with it, to find the first that is free. */
    public static final int LOOK_AHEAD = 8;

    private Bounds() {}
}
