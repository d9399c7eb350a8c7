package dev.posse.benchmarks.crash;

/**
 * How much of everything.
 *
 * @param crashes per row, at least
 * @param campaigns in which the living buy
 * @param quietCampaigns beside them, in the rows that have some
 * @param purchasesPerSecond of all living buyers together
 * @param outageSeconds how long an outage takes
 * @param processes that are killed in a row without outages, each with {@link #BUYERS} buyers; in an outage one each time
 * @param warmUpSeconds before the first crash, three times as many among quiet campaigns
 */
record CrashPlan(
        int crashes,
        int campaigns,
        int quietCampaigns,
        int purchasesPerSecond,
        int outageSeconds,
        int processes,
        int warmUpSeconds) {

    /** Buyers of a process that is killed. */
    static final int BUYERS = 24;

    /** So many drivers halt in a second, about, in rows without outages. */
    static final int CRASHES_PER_SECOND = 3;

    /** So many halt before an outage. */
    static final int CRASHES_PER_OUTAGE = 20;
}
