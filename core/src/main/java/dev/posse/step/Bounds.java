package dev.posse.step;

/** How often a step is tried before its actor gives up and says so. */
public final class Bounds {

    /**
     * Tries of one conditional write, or of the read that finds out about it. Clause S6 promises that one of ten swaps
     * succeeds.
     */
    public static final int TRIES = 10;

    /** How often an actor begins again from a fresh read of everything. */
    public static final int ROUNDS = 8;

    /** Voids in a row that a driver swaps before it takes the hint and reports cancelled. */
    public static final int VOIDS = 8;

    /** Slots above a dead shot's that are looked at with it, to find the first that is free. */
    public static final int LOOK_AHEAD = 8;

    private Bounds() {}
}
