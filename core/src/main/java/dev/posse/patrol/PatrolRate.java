package dev.posse.patrol;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a node patrols a campaign, so that the cluster as a whole keeps its rate.
 *
 * @param patrolsPerSecond of each campaign, over the whole cluster
 * @param nodes how many nodes share the patrols
 * @param readsPerSecond what quiet campaigns may cost the cluster; busy ones are patrolled at full rate all the same
 */
public record PatrolRate(double patrolsPerSecond, int nodes, int readsPerSecond) {

    /** How rarely a quiet campaign is patrolled at the most, by the cluster. */
    public static final Duration RAREST = Duration.ofMinutes(1);

    /** A patrol that finds nothing reads the campaign and the slot after its last. */
    private static final int READS = 2;

    /**
     * Draws the time to the next patrol of one campaign by this node. Exponential, so that nodes do not march in step and
     * the cluster's patrols come like rain.
     *
     * @param quiet whether nothing has happened there for a while
     * @param busyCampaigns how many are not quiet
     * @param quietCampaigns how many are
     * @param random where the draws come from
     * @return the time to wait
     */
    Duration draw(boolean quiet, int busyCampaigns, int quietCampaigns, RandomGenerator random) {
        double clusterSeconds = quiet ? quietInterval(busyCampaigns, quietCampaigns) : 1 / patrolsPerSecond;
        double mean = clusterSeconds * nodes;
        // Beyond four times the mean the tail is cut: no campaign waits for ever because of bad luck.
        double seconds = Math.min(-Math.log(1 - random.nextDouble()), 4) * mean;
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /** Seconds between two patrols of one quiet campaign by the cluster: as many as the budget left over allows. */
    double quietInterval(int busyCampaigns, int quietCampaigns) {
        double least = 1 / patrolsPerSecond;
        double most = Math.max(least, RAREST.toMillis() / 1e3);
        double left = readsPerSecond - busyCampaigns * READS * patrolsPerSecond;
        return left <= 0 ? most : Math.min(most, Math.max(least, quietCampaigns * READS / left));
    }
}
