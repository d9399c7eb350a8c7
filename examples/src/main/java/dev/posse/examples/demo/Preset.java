package dev.posse.examples.demo;

/**
 * What a run is like where nothing else is said. Rates are per second over all nodes.
 *
 * @param accounts that buy
 * @param campaigns that sell
 * @param capacity slots of each campaign
 * @param buyers at the same time
 * @param kills nodes killed
 * @param stops nodes that stand still for a while
 * @param faults of a node's link to the database
 * @param databaseFaults of the database
 * @param disturbances inside a node
 * @param latencyMicros mean time to the store, in one process
 * @param seconds after which nothing more is bought
 * @param pace purchases that buyers begin per second; 0 for as many as they can
 * @param database its kind, where each node is a process
 */
record Preset(
        int accounts,
        int campaigns,
        long capacity,
        int buyers,
        double kills,
        double stops,
        double faults,
        double databaseFaults,
        double disturbances,
        long latencyMicros,
        long seconds,
        double pace,
        String database) {

    private static final Preset ONE_PROCESS = new Preset(2000, 60, 400, 200, 2, 0.1, 0, 0, 0, 100, 20, 0, "");

    private static final Preset PROCESSES =
            new Preset(1000, 30, 1000, 60, 0.25, 0.1, 0.2, 0.05, 0.5, 0, 60, 0, "redis");

    /** Slow enough to be followed: a message takes 20 ms, so that nodes die in the middle of sales all the same. */
    private static final Preset WATCHED = new Preset(300, 60, 100, 200, 0.25, 0.08, 0, 0, 0, 20_000, 120, 100, "");

    /** On memcached a sale is one round trip after the other, and is left half done more often than on Redis. */
    private static final Preset WATCHED_PROCESSES =
            new Preset(150, 30, 60, 60, 0.15, 0.06, 0.06, 0.02, 0.05, 0, 120, 40, "memcached");

    static Preset of(boolean processes, boolean watched) {
        if (watched) {
            return processes ? WATCHED_PROCESSES : WATCHED;
        }
        return processes ? PROCESSES : ONE_PROCESS;
    }
}
