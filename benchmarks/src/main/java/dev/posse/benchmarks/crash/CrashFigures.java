package dev.posse.benchmarks.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a row has shown. Times are in milliseconds, from the last write of the driver, or from when the database answers again, until
 * the campaign has moved over the slot and the account bears no lock for it.
 *
 * @param row its name
 * @param alive nodes that patrol
 * @param campaigns that there are
 * @param purchasesPerSecond of the living buyers, as measured
 * @param halted drivers that halted for ever between two writes, on a node that was cut off then
 * @param killed drivers whose process was killed
 * @param p50 of all
 * @param p99 of all
 * @param max of all
 * @param haltedP99 of those that halted
 * @param killedP99 of those that were killed
 * @param keysPerSecond that the patrols of all nodes together have read
 * @param readsPerSecond round trips in which they did so
 * @param verdict of the audit
 */
public record CrashFigures(
        String row,
        int alive,
        int campaigns,
        double purchasesPerSecond,
        int halted,
        int killed,
        double p50,
        double p99,
        double max,
        double haltedP99,
        double killedP99,
        double keysPerSecond,
        double readsPerSecond,
        String verdict) {

    /**
     * Picks one of many.
     *
     * @param millis in any order
     * @param share such as 0.99
     * @return the smallest that so many are not above; not a number if there is none
     */
    static double percentile(List<Double> millis, double share) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
