package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rate of the patrols")
class PatrolRateTest {

    private static final PatrolRate RATE = new PatrolRate(1, 10, 2000);
    private static final double OFTEN = 1 / 15.0;
    private static final int MANY = 10_000;

    private static DoubleStream draws(PatrolRate rate, boolean quiet, int busyCampaigns, int quietCampaigns) {
        Random randomness = new Random(7);
        return DoubleStream.generate(() -> rate.draw(quiet, busyCampaigns, quietCampaigns, randomness)
                                .toNanos()
                        / 1e6)
                .limit(100_000);
    }

    @Test
    @DisplayName(
            "One of ten nodes patrols a campaign 1.5 times per second in the mean: 15 times per second by the cluster")
    void mean() {
        assertEquals(667, draws(RATE, false, 5, 5).average().orElseThrow(), 20);
        assertEquals(667, draws(RATE, true, 5, 5).average().orElseThrow(), 20);
        assertEquals(
                33, draws(new PatrolRate(4, 2, 2000), false, 5, 5).average().orElseThrow(), 2);
    }

    @Test
    @DisplayName("Draws differ, and none is longer than twice the mean")
    void spread() {
        assertTrue(draws(RATE, false, 5, 5).max().orElseThrow() <= 1_334);
        assertTrue(draws(RATE, false, 5, 5).min().orElseThrow() < 10);
        long early = draws(RATE, false, 5, 5).filter(millis -> millis < 200).count();
        assertEquals(15_000, (double) early, 500, "all times are as likely");
    }

    @Test
    @DisplayName(
            "Busy campaigns have half of the reads beside many quiet ones: up to 33 of them 15 patrols per second, and never fewer than one")
    void busyOnes() {
        assertEquals(OFTEN, RATE.busyInterval(0, MANY));
        assertEquals(OFTEN, RATE.busyInterval(33, MANY));
        assertEquals(0.2, RATE.busyInterval(100, MANY));
        assertEquals(1, RATE.busyInterval(500, MANY));
        assertEquals(1, RATE.busyInterval(100_000, MANY));
    }

    @Test
    @DisplayName(
            "What quiet campaigns do not need is for the busy ones: without any, up to 66 are patrolled 15 times per second")
    void busyAlone() {
        assertEquals(OFTEN, RATE.busyInterval(66, 0));
        assertEquals(0.1, RATE.busyInterval(100, 0));
        assertEquals(OFTEN, RATE.busyInterval(50, 10), "ten quiet ones need 300 of 2,000 reads");
        assertEquals(1, RATE.busyInterval(1_000, 0));
    }

    @Test
    @DisplayName(
            "Quiet campaigns are rare where half of the reads do not suffice to patrol all half as often as can be")
    void rareOnes() {
        assertFalse(RATE.isQuietRare(66));
        assertTrue(RATE.isQuietRare(67));
        assertTrue(new PatrolRate(1, 10, 200).isQuietRare(7));
    }

    @Test
    @DisplayName("Quiet campaigns are patrolled 15 times per second where the reads allow it")
    void withinBudget() {
        assertEquals(OFTEN, RATE.quietInterval(0, 0));
        assertEquals(OFTEN, RATE.quietInterval(0, 66));
        assertEquals(0.2, RATE.quietInterval(50, 100), "50 busy ones cost 1,000 reads");
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
