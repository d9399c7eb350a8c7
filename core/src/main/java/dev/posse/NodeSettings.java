package dev.posse;

import dev.posse.purchase.LockPolicy;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What was set when a node was opened.
 *
 * @param name of the node
 * @param nodes how many share the patrols
 * @param patrolsPerSecond of each busy campaign, over the whole cluster
 * @param readsPerSecond what the patrols that find nothing may cost the cluster
 * @param grace how long a patrol lets a driver finish by itself
 * @param patience from which age on a lock in the way is resolved
 * @param loginPolicy what a login does with a half-done purchase
 * @param settlingThreads how many settle behind the answer, 0 if nobody does
 * @param settlingQueue how many sales may wait for them
 * @param freshIds names attempts, and purchases that were given no id
 */
record NodeSettings(
        String name,
        int nodes,
        double patrolsPerSecond,
        int readsPerSecond,
        Duration grace,
        Duration patience,
        LockPolicy loginPolicy,
        int settlingThreads,
        int settlingQueue,
        Supplier<String> freshIds) {

    /** What a person who reads the log may want to know. */
    String sentence() {
        return "one of " + nodes + " nodes, " + patrolsPerSecond + " patrols per second at the least and "
                + readsPerSecond + " reads for them, grace " + grace.toMillis() + " ms, patience " + patience.toMillis()
                + " ms, logins " + (loginPolicy == LockPolicy.CANCEL ? "call off" : "finish") + " half-done purchases, "
                + (settlingThreads == 0
                        ? "sales are settled before the answer"
                        : "sales are settled behind the answer by " + settlingThreads + " threads, of " + settlingQueue
                                + " that may wait");
    }
}
