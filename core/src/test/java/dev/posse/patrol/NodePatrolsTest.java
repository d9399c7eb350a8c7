package dev.posse.patrol;

import static dev.posse.fixture.ScriptedNode.assertSays;
import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.PatrolFailed;
import dev.posse.observe.PosseEvent.PatrolHeartbeat;
import dev.posse.observe.PosseEvent.Recovered;
import dev.posse.observe.RecoveryBranch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("One node's share of the posse")
class NodePatrolsTest {

    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final FakeClock clock = new FakeClock();
    private final ScriptedNode node = ScriptedNode.selling()
            .account("alice", 1_000)
            .account("bob", 1_000)
            .with(Directory.empty(1).with("drop"));
    private final PatrolFixture fixture =
            new PatrolFixture("node-1", node.somebody().store(), clock, 3, PatrolFixture.DEFAULT);

    @Test
    @DisplayName("R0 to R3b.ii: a half-done sale is finished; the event tells the branch and the age")
    void recovers() {
        node.diesBefore("D4", node.attempt("alice"));

        fixture.runFor(A_WHILE);

        Recovered recovered = fixture.events(Recovered.class).get(0);
        assertEquals(RecoveryBranch.R3B_II, recovered.branch());
        assertEquals("node-1", recovered.node());
        assertEquals(Optional.of("a1"), recovered.subject().attemptId());
        assertTrue(recovered.age().toSeconds() >= 0 && recovered.age().compareTo(A_WHILE) <= 0);
        assertEquals(1, fixture.events(Recovered.class).size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("It says once per second that it patrols, also where there is nothing to do, but not in an outage")
    void heartbeats() {
        fixture.runFor(Duration.ofMillis(9_900));
        int said = fixture.events(PatrolHeartbeat.class).size();
        assertTrue(said >= 9 && said <= 10, said + " times in ten seconds");
        assertEquals(
                new PatrolHeartbeat("node-1", 1),
                fixture.events(PatrolHeartbeat.class).get(0));

        fixture.store().fromCall(1).fails();
        fixture.runFor(A_WHILE);

        assertEquals(said, fixture.events(PatrolHeartbeat.class).size());
    }

    @Test
    @DisplayName("R1: a quiet scan of all campaigns that are due costs one round trip and writes nothing")
    void oneRoundTrip() {
        Directory page = Directory.empty(1);
        for (int i = 0; i < 200; i++) {
            page = page.with("c" + i);
            node.with(Campaign.created("c" + i, 100, 10));
        }
        node.with(page);
        var before = node.store().content();
        Duration unused = fixture.runDue();
        clock.pass(A_WHILE);
        int calls = fixture.store().calls().size();

        Duration unusedToo = fixture.runDue();

        assertEquals(calls + 4, fixture.store().calls().size(), "directory, incarnation, wake-ups, one scan");
        assertTrue(fixture.store().calls().get(calls + 3).contains("campaign/c0 slot/c0/1"));
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("A campaign that has moved on is seen in two round trips, and its next claim found at once")
    void movedOn() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        node.diesBefore("D5", node.attempt("alice"));

        fixture.runFor(A_WHILE);

        assertEquals(
                RecoveryBranch.R3A_II, fixture.events(Recovered.class).get(0).branch());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("A campaign that is listed and not created is left alone, and patrolled when it is there")
    void listedOnly() {
        node.with(Directory.empty(1).with("drop").with("next"));
        fixture.runFor(A_WHILE);
        node.with(Campaign.created("next", 100, 10));
        node.diesBefore("D4", node.attempt("alice").in("next"));

        fixture.runFor(A_WHILE);

        assertEquals(1, fixture.events(Recovered.class).size());
        assertEquals(List.of(), fixture.events(PatrolFailed.class));
    }

    @Test
    @DisplayName("A campaign or slot that cannot be read: an event names it, the others are patrolled all the same")
    void unreadable() {
        node.with(Directory.empty(1).with("broken").with("torn").with("drop"));
        node.with(Campaign.created("torn", 100, 10));
        node.store().force("campaign/broken", "{}".getBytes(StandardCharsets.UTF_8));
        node.store().force("slot/torn/1", "{}".getBytes(StandardCharsets.UTF_8));
        node.diesBefore("D4", node.attempt("alice"));

        fixture.runFor(A_WHILE);

        List<PatrolFailed> failed = fixture.events(PatrolFailed.class);
        assertTrue(failed.stream().anyMatch(event -> event.campaign().equals(Optional.of("broken"))));
        assertTrue(failed.stream().anyMatch(event -> event.campaign().equals(Optional.of("torn"))));
        assertEquals("{}", node.store().values().get("campaign/broken"));
        assertEquals(1, fixture.events(Recovered.class).size());
        assertEquals(List.of(), fixture.events(PosseEvent.TotalFailure.class));
    }

    @Test
    @DisplayName("A page of the directory that cannot be read: an event, and the campaigns known are patrolled on")
    void unreadableDirectory() {
        fixture.runFor(Duration.ofSeconds(2));
        node.store().force("posse/directory/1", "{}".getBytes(StandardCharsets.UTF_8));
        node.diesBefore("D4", node.attempt("alice"));

        fixture.runFor(A_WHILE);

        assertEquals(1, fixture.events(Recovered.class).size());
        assertTrue(fixture.events(PatrolFailed.class).get(0).problem().contains("posse/directory/1"));
    }

    @Test
    @DisplayName("An outage: longer and longer pauses up to half a second, never an exception; then back to work")
    void outage() {
        fixture.runFor(Duration.ofSeconds(2));
        node.diesBefore("D4", node.attempt("alice"));
        fixture.store().fromCall(1).fails();
        clock.pass(A_WHILE);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pauses.add(fixture.runDue().toMillis());
            clock.pass(Duration.ofSeconds(5));
        }

        assertEquals(List.of(100L, 200L, 400L, 500L, 500L, 500L, 500L, 500L, 500L), pauses);
        assertEquals(
                pauses,
                fixture.events(PatrolFailed.class).stream()
                        .map(event -> event.pause().toMillis())
                        .toList());

        fixture.store().behave();
        fixture.runFor(A_WHILE);
        assertEquals(1, fixture.events(Recovered.class).size());
        fixture.store().fromCall(1).fails();
        clock.pass(A_WHILE);
        assertEquals(100, fixture.runDue().toMillis(), "the next outage begins with a short pause again");
    }

    @Test
    @DisplayName("An outage in the middle of a patrol: that patrol ends with an event, the next one finishes the sale")
    void outageInPatrol() {
        node.diesBefore("D4", node.attempt("alice"));
        fixture.store().onEvery("get transaction/").fails();
        fixture.runFor(A_WHILE);
        assertEquals(
                Optional.of("drop"), fixture.events(PatrolFailed.class).get(0).campaign());

        fixture.store().behave();
        fixture.runFor(A_WHILE);
        assertEquals(1, fixture.events(Recovered.class).size());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -3600, 3600, 365 * 86_400, -20_454L * 86_400, 26_663L * 86_400})
    @DisplayName("A8: a clock that jumps by so many seconds does not keep the posse from patrolling")
    void clockJumps(long seconds) {
        fixture.runFor(Duration.ofSeconds(5));
        clock.pass(Duration.ofSeconds(seconds));
        node.diesBefore("D4", node.attempt("alice"));

        for (int i = 0; i < 60; i++) {
            assertTrue(fixture.runDue().toSeconds() <= 1, "the directory is read every second, whatever the clock was");
            clock.pass(Duration.ofSeconds(1));
        }

        assertEquals(1, fixture.events(Recovered.class).size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("Total failure: the alarm is raised once, for the campaign is stopped then")
    void totalFailure() {
        node.diesBefore("D4", node.attempt("alice"));
        node.with(node.account("alice").unlocked());

        fixture.runFor(A_WHILE);

        PosseEvent.TotalFailure alarm =
                fixture.events(PosseEvent.TotalFailure.class).get(0);
        assertSays(new IllegalStateException(alarm.finding()), "sold", "no transaction");
        assertEquals(1, fixture.events(PosseEvent.TotalFailure.class).size());
        assertEquals(Campaign.Status.STOPPED, node.campaign().status());
    }
}
