package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rate of the patrols")
class PatrolRateTest {

    private static final PatrolRate RATE = new PatrolRate(1, 10, 2000);

    private static DoubleStream draws(PatrolRate rate, boolean quiet, int busyCampaigns, int quietCampaigns) {
        Random randomness = new Random(7);
        return DoubleStream.generate(() -> rate.draw(quiet, busyCampaigns, quietCampaigns, randomness)
                                .toNanos()
                        / 1e6)
                .limit(100_000);
    }

    @Test
    @DisplayName("One of ten nodes patrols a campaign every ten seconds in the mean: once per second by the cluster")
    void mean() {
        assertEquals(10_000, draws(RATE, false, 5, 5).average().orElseThrow(), 300);
        assertEquals(
                500, draws(new PatrolRate(4, 2, 2000), false, 5, 5).average().orElseThrow(), 15);
    }

    @Test
    @DisplayName("Draws differ, and none is longer than four times the mean")
    void spread() {
        assertTrue(draws(RATE, false, 5, 5).max().orElseThrow() <= 40_000);
        assertTrue(draws(RATE, false, 5, 5).min().orElseThrow() < 10);
        long early = draws(RATE, false, 5, 5).filter(millis -> millis < 1_000).count();
        assertTrue(
                Math.abs(early - 9_500) < 500, "exponential: a tenth of the mean is undercut by a tenth of the draws");
    }

    @Test
    @DisplayName("Quiet campaigns within the budget are patrolled at the full rate")
    void withinBudget() {
        assertEquals(1, RATE.quietInterval(0, 0));
        assertEquals(1, RATE.quietInterval(0, 1000), "1,000 campaigns cost 2,000 reads");
        assertEquals(1, RATE.quietInterval(500, 500));
    }

    @Test
    @DisplayName("Beyond the budget quiet campaigns share what busy ones leave")
    void beyondBudget() {
        assertEquals(10, RATE.quietInterval(0, 10_000));
        assertEquals(20, RATE.quietInterval(500, 10_000));
        assertEquals(10, new PatrolRate(2, 10, 2000).quietInterval(250, 5_000), "250 twice a second cost 1,000 reads");
    }

    @Test
    @DisplayName("Never more rarely than once a minute, even where busy ones use up the whole budget")
    void rarest() {
        assertEquals(60, RATE.quietInterval(0, 100_000));
        assertEquals(60, RATE.quietInterval(1_000, 1));
        assertEquals(60, RATE.quietInterval(1_000, 0));
        assertEquals(60, RATE.quietInterval(5_000, 1));
    }

    @Test
    @DisplayName("A cluster that patrols more rarely than once a minute anyway keeps its rate")
    void slowCluster() {
        assertEquals(100, new PatrolRate(0.01, 10, 2000).quietInterval(0, 1_000_000));
    }

    @Test
    @DisplayName("Busy campaigns are patrolled at the full rate however many there are")
    void busy() {
        assertEquals(10_000, draws(RATE, false, 5_000, 100_000).average().orElseThrow(), 300);
        assertEquals(600_000.0, draws(RATE, true, 5_000, 100_000).average().orElseThrow(), 20_000);
    }
}
