package dev.posse.patrol;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a node patrols a campaign, so that the cluster as a whole keeps its rate: as often as the reads allow, up to {@link #OFTEN}
 * times the rate that a busy campaign has in any case.
 *
 * @param patrolsPerSecond of each busy campaign, over the whole cluster, however many there are
 * @param nodes how many nodes share the patrols
 * @param readsPerSecond what the patrols may cost the cluster; half of it is for the busy campaigns, and what they leave for the quiet ones;
 *     what those do not need is for the busy ones as well
 */
public record PatrolRate(double patrolsPerSecond, int nodes, int readsPerSecond) {

    /** How rarely a quiet campaign is patrolled at the most, by the cluster. */
    public static final Duration RAREST = Duration.ofMinutes(1);

    /**
     * How many times as often a campaign is patrolled where the reads allow it. Who is alive is not counted: with fifteen patrols per
     * second, and by the schedule alone, 99 of 100 sales of dead drivers wait less than a second as long as three of ten nodes live (simulated).
     */
    static final double OFTEN = 15;

    /** A patrol that finds nothing reads the campaign and the slot after its last. */
    private static final int READS = 2;

    /**
     * Draws the time to the next patrol of one campaign by this node: up to twice the mean, so that nodes do not march in step, and no
     * campaign waits for ever because of bad luck.
     *
     * @param quiet whether nothing has happened there for a while
     * @param busyCampaigns how many are not quiet
     * @param quietCampaigns how many are
     * @param random where the draws come from
     * @return the time to wait
     */
    Duration draw(boolean quiet, int busyCampaigns, int quietCampaigns, RandomGenerator random) {
        double clusterSeconds =
                quiet ? quietInterval(busyCampaigns, quietCampaigns) : busyInterval(busyCampaigns, quietCampaigns);
        return Duration.ofNanos((long) (2 * random.nextDouble() * clusterSeconds * nodes * 1e9));
    }

    /** Whether quiet campaigns may be patrolled much more rarely than busy ones, so that it matters to know which are quiet. */
    boolean isQuietRare(int campaigns) {
        return campaigns * READS / (readsPerSecond / 2.0) > 2 / (OFTEN * patrolsPerSecond);
    }

    /** Seconds between two patrols of one busy campaign by the cluster. */
    double busyInterval(int busyCampaigns, int quietCampaigns) {
        double wantedByQuiet = quietCampaigns * READS * OFTEN * patrolsPerSecond;
        double left = readsPerSecond - Math.min(readsPerSecond / 2.0, wantedByQuiet);
        double allowed = left / (READS * Math.max(1, busyCampaigns));
        return 1 / Math.max(patrolsPerSecond, Math.min(OFTEN * patrolsPerSecond, allowed));
    }

    /** Seconds between two patrols of one quiet campaign by the cluster: as many as the budget left over allows. */
    double quietInterval(int busyCampaigns, int quietCampaigns) {
        double least = 1 / (OFTEN * patrolsPerSecond);
        double most = Math.max(1 / patrolsPerSecond, RAREST.toMillis() / 1e3);
        double left = readsPerSecond - busyCampaigns * READS / busyInterval(busyCampaigns, quietCampaigns);
        return left <= 0 ? most : Math.min(most, Math.max(least, quietCampaigns * READS / left));
    }
}
