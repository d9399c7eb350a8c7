package dev.posse.benchmarks.crash;

/** A row of the table: what the drivers die beside. All nodes are configured for ten, and have the settings that they have by default. */
public enum CrashRow {
    /** Ten nodes patrol, and buyers and dying drivers are spread over all campaigns. */
    TEN_NODES("ten nodes", 10),
    /** Four of the ten are dead from the beginning. */
    SIX_OF_TEN("six of ten nodes", 6),
    /** Everybody buys, and dies, in one campaign. */
    HOT("hot: one campaign", 10),
    /** Each driver dies in the first sale of a campaign of its own, one of thousands in which nothing happens. */
    QUIET_BESIDE("first sale among quiet campaigns", 10),
    /** The same, and four of the ten nodes are dead. */
    QUIET_SIX_OF_TEN("the same, six of ten nodes", 6),
    /** Drivers die, and then the server hangs, or is killed and started again; counted from when it answers again. */
    AFTER_OUTAGE("right after an outage", 10);

    private final String label;
    private final int alive;

    CrashRow(String label, int alive) {
        this.label = label;
        this.alive = alive;
    }

    /** {@return its name in the table} */
    public String label() {
        return label;
    }

    int alive() {
        return alive;
    }

    boolean isAmongQuiet() {
        return this == QUIET_BESIDE || this == QUIET_SIX_OF_TEN;
    }
}
