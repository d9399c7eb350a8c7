package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Directory;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Suspicion: where a buyer was beaten at an unsettled slot, its node looks soon whether it is settled now")
class SuspicionTest {

    /** A patrol in a quarter of an hour, so that none comes in its turn. */
    private static final PatrolRate SELDOM = new PatrolRate(0.001, 1, 2000);

    /** Sooner than a driver that lives is suspected of being dead. */
    private static final Duration AT_ONCE = Duration.ofMillis(150);

    private static final Duration SOON = Duration.ofMillis(500);

    private final FakeClock clock = new FakeClock();
    private final ScriptedNode node = ScriptedNode.selling()
            .account("alice", 1_000)
            .with(Directory.empty(1).with("drop"));
    private final PatrolFixture fixture =
            new PatrolFixture("node-1", node.somebody().store(), clock, 5, SELDOM);

    @BeforeEach
    void aDriverDied() {
        fixture.runFor(Duration.ofSeconds(1));
        node.diesBefore("D4", node.attempt("alice").id("order-1"));
        fixture.runFor(SOON);
        assertSettled(0);
    }

    private void beatenAt(long slot) {
        fixture.posse().suspect("drop", slot);
    }

    private void assertSettled(long last) {
        assertEquals(last, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("not at once: the driver may be alive")
    void notAtOnce() {
        beatenAt(1);

        fixture.runFor(AT_ONCE);

        assertSettled(0);
    }

    @Test
    @DisplayName("beaten once is enough")
    void soon() {
        beatenAt(1);

        fixture.runFor(SOON);

        assertSettled(1);
    }

    @Test
    @DisplayName("left behind by a login of this node: at once, nobody else need be waited for")
    void left() {
        fixture.posse().left("drop", 1);

        fixture.runFor(AT_ONCE);

        assertSettled(1);
    }

    @Test
    @DisplayName("left behind where a buyer was beaten just before: at once")
    void beatenThenLeft() {
        beatenAt(1);
        fixture.posse().left("drop", 1);

        fixture.runFor(AT_ONCE);

        assertSettled(1);
    }

    @Test
    @DisplayName("beaten at the next slot before anybody has looked at the first: it is looked at, too")
    void next() {
        beatenAt(1);
        node.patrol();
        node.diesBefore("D4", node.attempt("alice").id("order-2"));
        beatenAt(2);

        fixture.runFor(SOON);

        assertSettled(2);
    }

    @Test
    @DisplayName("the driver lives after all, and the campaign moves during the grace: it is passed by")
    void moves() {
        beatenAt(1);
        fixture.duringGrace(node::patrol);

        fixture.runFor(SOON);

        assertSettled(1);
        assertEquals(List.of(), fixture.events(PosseEvent.StepTaken.class));
    }

    @Test
    @DisplayName("a look reads the campaign and its next slot, and not what the node has sold there before")
    void readsLittle() {
        fixture.memory().sales().sold("drop", 1, "alice", "order-1");
        fixture.posse().left("drop", 1);
        fixture.runFor(SOON);
        node.diesBefore("D4", node.attempt("alice").id("order-2"));
        beatenAt(2);
        node.patrol();
        int before = fixture.store().calls().size();

        fixture.runFor(SOON);

        List<String> calls = fixture.store().calls();
        assertTrue(calls.stream().skip(before).anyMatch(call -> call.contains("slot/drop/2")), calls::toString);
        assertTrue(calls.stream().skip(before).noneMatch(call -> call.contains("slot/drop/1")), calls::toString);
    }

    @Test
    @DisplayName("beaten again and again at one slot does not put it off")
    void again() {
        for (int times = 0; times < 3; times++) {
            beatenAt(1);
            fixture.runFor(AT_ONCE);
        }

        assertSettled(1);
    }

    @Test
    @DisplayName("beaten once more, late, at a lower slot: the newer suspicion stands")
    void late() {
        node.patrol();
        node.diesBefore("D4", node.attempt("alice").id("order-2"));
        beatenAt(2);
        beatenAt(1);

        fixture.runFor(SOON);

        assertSettled(2);
    }

    @Test
    @DisplayName("settled in time: the next sale, half-done, is none of its business")
    void settledInTime() {
        beatenAt(1);
        node.patrol();
        node.diesBefore("D4", node.attempt("alice").id("order-2"));

        fixture.runFor(SOON);

        assertSettled(1);
    }

    @Test
    @DisplayName("a suspicion is used up by its patrol")
    void usedUp() {
        beatenAt(1);
        fixture.runFor(SOON);
        node.diesBefore("D4", node.attempt("alice").id("order-2"));

        fixture.runFor(Duration.ofSeconds(5));

        assertSettled(1);
    }

    @Test
    @DisplayName("A8: a clock that was set back puts nothing off for long")
    void clockSetBack() {
        beatenAt(1);
        clock.set(clock.instant().minus(Duration.ofHours(1)));
        fixture.runDue();
        beatenAt(1);

        for (int runs = 0; runs < 14; runs++) {
            clock.pass(Duration.ofMillis(50));
            fixture.runDue();
        }

        assertSettled(1);
    }

    @Test
    @DisplayName("beaten at a campaign that this node does not know yet: nothing happens")
    void unknown() {
        fixture.posse().suspect("other", 1);

        fixture.runFor(SOON);

        assertSettled(0);
    }
}
