package dev.posse.examples.harness.processes;

import java.time.Duration;
import java.util.List;

/**
 * What a run of processes is to be like. Rates are per second over all nodes, 0 for never.
 *
 * @param nodes that work at the same time, from 1
 * @param accounts that buy, from 1
 * @param campaigns that sell, from 1
 * @param capacity slots of each campaign, from 1
 * @param buyers that are at work at the same time, from 1
 * @param patrolRate patrols per second of each campaign, over the cluster
 * @param kills nodes killed (SIGKILL)
 * @param stops nodes stopped (SIGSTOP) for longer than any timeout, and continued
 * @param faults faults of a node's link to the database
 * @param databaseFaults against the database itself
 * @param disturbances inside a node: its clock jumps, a buyer is interrupted, or hangs
 * @param duration after which nothing more is bought, if the slots last that long
 * @param pace purchases that buyers begin per second, all together; 0 for as many as they can
 * @param seed of the schedule and of all random choices but those of schedulers and networks
 * @param nodeClassPath with which the nodes are started
 * @param nodeOptions further options of the nodes' JVMs
 */
public record ProcessSettings(
        int nodes,
        int accounts,
        int campaigns,
        long capacity,
        int buyers,
        double patrolRate,
        double kills,
        double stops,
        double faults,
        double databaseFaults,
        double disturbances,
        Duration duration,
        double pace,
        long seed,
        String nodeClassPath,
        List<String> nodeOptions) {

    /**
     * Checks and copies.
     *
     * @param nodes that work at the same time, from 1
     * @param accounts that buy, from 1
     * @param campaigns that sell, from 1
     * @param capacity slots of each campaign, from 1
     * @param buyers that are at work at the same time, from 1
     * @param patrolRate patrols per second of each campaign, over the cluster
     * @param kills nodes killed (SIGKILL)
     * @param stops nodes stopped (SIGSTOP) for longer than any timeout, and continued
     * @param faults faults of a node's link to the database
     * @param databaseFaults against the database itself
     * @param disturbances inside a node: its clock jumps, a buyer is interrupted, or hangs
     * @param duration after which nothing more is bought, if the slots last that long
     * @param pace purchases that buyers begin per second, all together; 0 for as many as they can
     * @param seed of the schedule and of all random choices but those of schedulers and networks
     * @param nodeClassPath with which the nodes are started
     * @param nodeOptions further options of the nodes' JVMs
     * @throws IllegalArgumentException if something is out of range, naming the option
     */
    public ProcessSettings {
        requireFromOne("nodes", nodes);
        requireFromOne("accounts", accounts);
        requireFromOne("campaigns", campaigns);
        requireFromOne("capacity", capacity);
        requireFromOne("buyers", buyers);
        if (!(patrolRate > 0 && patrolRate <= 1000)) {
            throw new IllegalArgumentException(
                    "--patrol-rate is above 0 and at most 1000 per second, not " + patrolRate);
        }
        requireRate("kill-rate", kills);
        requireRate("stop-rate", stops);
        requireRate("fault-rate", faults);
        requireRate("database-fault-rate", databaseFaults);
        requireRate("disturbance-rate", disturbances);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("--duration is above 0 seconds, not " + duration.toSeconds());
        }
        if (!(pace >= 0 && pace <= 100_000)) {
            throw new IllegalArgumentException("--pace is 0 to 100000 purchases per second, not " + pace);
        }
        nodeOptions = List.copyOf(nodeOptions);
    }

    /**
     * Counters.
     *
     * @return what there is to sell
     */
    public long slots() {
        return campaigns * capacity;
    }

    /** The same with another number of nodes. */
    ProcessSettings withNodes(int count) {
        return new ProcessSettings(
                count,
                accounts,
                campaigns,
                capacity,
                buyers,
                patrolRate,
                kills,
                stops,
                faults,
                databaseFaults,
                disturbances,
                duration,
                pace,
                seed,
                nodeClassPath,
                nodeOptions);
    }

    private static void requireFromOne(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException("--" + what + " is at least 1, not " + number);
        }
    }

    private static void requireRate(String what, double rate) {
        if (!(rate >= 0 && rate <= 10)) {
            throw new IllegalArgumentException("--" + what + " is 0 to 10 per second with --processes, not " + rate);
        }
    }
}
