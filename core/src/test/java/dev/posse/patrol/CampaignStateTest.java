package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "When a campaign is due: in its turn, after trouble, when something is suspected, and when the clock was set back")
class CampaignStateTest {

    private static final Instant NOW = ScriptedNode.NOON;
    private static final Instant LATER = NOW.plusSeconds(30);
    private static final Instant AN_HOUR_AGO = NOW.minusSeconds(3600);

    private final CampaignState state = new CampaignState("drop", NOW);

    @Test
    @DisplayName("what could not be looked at comes again after 100, 200, 400 ms, and then every half second")
    void retries() {
        List<Long> waits = new ArrayList<>();
        for (int tries = 1; tries <= 5; tries++) {
            var unused = state.failed("away", NOW);
            waits.add(Duration.between(NOW, state.due()).toMillis());
        }
        assertEquals(List.of(100L, 200L, 400L, 500L, 500L), waits);

        state.dueAt(LATER);
        var unused = state.failed("away", NOW);
        assertEquals(NOW.plusMillis(100), state.due(), "its turn has come in between");
    }

    @Test
    @DisplayName("trouble is news when it is another one than last time, or when its turn has come in between")
    void news() {
        assertTrue(state.failed("away", NOW));
        assertFalse(state.failed("away", NOW));
        assertTrue(state.failed("broken", NOW));
        state.dueAt(LATER);
        assertTrue(state.failed("broken", NOW));
    }

    @Test
    @DisplayName(
            "it waits to be looked at when it was due, when something is suspected, or when it could not be looked at")
    void waits() {
        state.dueAt(LATER);
        assertFalse(state.isWaiting(NOW));
        assertTrue(state.isWaiting(LATER));

        state.suspect(1, NOW.plusSeconds(1));
        assertTrue(state.isWaiting(NOW));

        state.dueAt(LATER);
        var unused = state.failed("away", NOW);
        assertTrue(state.isWaiting(NOW));
    }

    @Test
    @DisplayName(
            "A8: set back by an hour, it is due now and is quiet ten seconds from now, not an hour and ten seconds")
    void hurries() {
        state.hurry(AN_HOUR_AGO);

        assertEquals(AN_HOUR_AGO, state.due());
        assertFalse(state.isQuiet(AN_HOUR_AGO.plusSeconds(10)));
        assertTrue(state.isQuiet(AN_HOUR_AGO.plusSeconds(11)));
    }

    @Test
    @DisplayName("what is hurried and had news before stays as busy as it was")
    void staysBusy() {
        state.wake(NOW.minusSeconds(8));
        state.hurry(NOW);

        assertTrue(state.isQuiet(NOW.plusSeconds(3)));
    }

    @Test
    @DisplayName("A8: set back by an hour, what was due or suspected is due now, and everything else in a new turn")
    void startsOver() {
        PatrolSchedule schedule = new PatrolSchedule(PatrolFixture.DEFAULT, new Random(1));
        for (String campaign : List.of("due", "suspected", "neither")) {
            schedule.watch(campaign, NOW).dueAt(campaign.equals("due") ? NOW : LATER);
        }
        schedule.suspect("suspected", 1, NOW);

        schedule.startOver(NOW, AN_HOUR_AGO);

        assertEquals(List.of("due"), due(schedule, AN_HOUR_AGO));
        assertEquals(List.of("due", "suspected"), due(schedule, AN_HOUR_AGO.plusMillis(100)));
        assertEquals(
                List.of("due", "neither", "suspected"),
                due(schedule, AN_HOUR_AGO.plusSeconds(41)).stream().sorted().toList());
    }

    @Test
    @DisplayName("A8: after a visit to the year 2099 nothing counts as busy until 2099 comes")
    void quietAgain() {
        PatrolSchedule schedule = new PatrolSchedule(PatrolFixture.DEFAULT, new Random(1));
        Instant farAhead = Instant.parse("2099-12-31T00:00:00Z");
        CampaignState visited = schedule.watch("drop", farAhead);
        visited.dueAt(farAhead.plusSeconds(30));

        schedule.startOver(farAhead, NOW);

        assertFalse(visited.isQuiet(NOW.plusSeconds(10)));
        assertTrue(visited.isQuiet(NOW.plusSeconds(11)));
    }

    private static List<String> due(PatrolSchedule schedule, Instant now) {
        return schedule.due(now, 10).stream().map(CampaignState::campaign).toList();
    }
}
