package dev.posse.patrol;

import static dev.posse.fixture.ScriptedNode.bought;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.Transaction;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.observe.PosseEvent.PatrolFailed;
import dev.posse.observe.PosseEvent.Recovered;
import dev.posse.observe.PosseEvent.StepTaken;
import dev.posse.observe.PosseEvent.TotalFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One run: what it reads, how long it waits, when it wants to come again")
class OneRunTest {

    /** Each campaign every ten seconds in the mean, forty at the most. */
    private static final Duration LONGER_THAN_ANY_DRAW = Duration.ofSeconds(41);

    private static final List<String> QUIET = List.of("get posse/incarnation", "get campaign/drop slot/drop/1");

    private final FakeClock clock = new FakeClock();
    private final ScriptedNode node = ScriptedNode.selling()
            .account("alice", 1_000)
            .account("bob", 1_000)
            .with(Directory.empty(1).with("drop"));
    private final PatrolFixture fixture =
            new PatrolFixture("node-1", node.somebody().store(), clock, 3, PatrolFixture.DEFAULT);

    @BeforeEach
    void knowsTheCampaign() {
        Duration unused = fixture.runDue();
    }

    /** Runs once, with all campaigns due, and gives what was asked of the store, but for the directory. */
    private List<String> nextRide() {
        clock.pass(LONGER_THAN_ANY_DRAW);
        return runDue();
    }

    private List<String> runDue() {
        int before = fixture.store().calls().size();
        Duration unused = fixture.runDue();
        List<String> calls = fixture.store().calls();
        return calls.subList(before, calls.size()).stream()
                .filter(call -> !call.contains("posse/directory"))
                .toList();
    }

    @Test
    @DisplayName(
            "a campaign that has moved is looked at where it is now, in the same run: its half-done sale is finished")
    void moved() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        node.diesBefore("D5", node.attempt("alice"));

        List<String> calls = nextRide();

        assertEquals("get slot/drop/2", calls.get(QUIET.size()));
        assertEquals(1, fixture.events(Recovered.class).size());
    }

    @Test
    @DisplayName("after a patrol the campaign is due at once, and known to have moved")
    void afterAPatrol() {
        node.diesBefore("D4", node.attempt("alice"));
        List<String> unused = nextRide();
        assertEquals(1, fixture.events(Recovered.class).size());

        assertEquals(List.of("get campaign/drop slot/drop/2"), runDue());
    }

    @Test
    @DisplayName("R2: one grace for all campaigns where a claim waits, none where nothing waits")
    void oneGrace() {
        node.with(Directory.empty(1).with("drop").with("second"));
        node.with(Campaign.created("second", ScriptedNode.PRICE, 10));
        List<String> unused = nextRide();
        assertEquals(List.of(), fixture.pauses());
        node.diesBefore("D4", node.attempt("alice"));
        node.diesBefore("D4", node.attempt("bob").in("second"));

        List<String> unusedToo = nextRide();

        assertEquals(2, fixture.events(Recovered.class).size());
        assertEquals(List.of(Duration.ofMillis(100)), fixture.pauses());
    }

    @Test
    @DisplayName(
            "R2: a campaign that moves during the grace is left before R0, for the next look, though another claim waits")
    void movesDuringGrace() {
        node.diesBefore("D4", node.attempt("alice"));
        fixture.duringGrace(() -> {
            var unused = node.patrol();
            node.diesBefore("D4", node.attempt("bob"));
        });

        List<String> calls = nextRide();

        assertEquals("get campaign/drop", calls.get(calls.size() - 1));
        assertEquals(List.of(), fixture.events(StepTaken.class));
        assertEquals(List.of(), fixture.events(PatrolFailed.class));
    }

    @Test
    @DisplayName("R2: a campaign that is stopped during the grace is left as it is, and nothing failed")
    void stoppedDuringGrace() {
        node.diesBefore("D4", node.attempt("alice"));
        fixture.duringGrace(() -> node.with(node.campaign().with(Status.STOPPED, Optional.of("test"))));

        List<String> unused = nextRide();

        assertEquals(List.of(), fixture.events(PatrolFailed.class));
        assertEquals(List.of(), fixture.events(StepTaken.class));
    }

    @Test
    @DisplayName("R3b.i: where somebody is at work after all the campaign is not looked at again before its turn")
    void somebodyAtWork() {
        node.diesBefore("D4", node.attempt("alice"));
        Transaction transaction = new Transaction((Claim) node.slot(1).orElseThrow(), "n2", ScriptedNode.NOON);
        node.with(node.account("alice").debited());
        fixture.store().onReadsOf("transaction/drop/1").after(() -> node.with(transaction));

        List<String> unused = nextRide();
        assertEquals(List.of(), fixture.events(TotalFailure.class));

        assertEquals(List.of(), runDue());
    }

    @Test
    @DisplayName("a patrol that nobody knows the end of keeps its turn: it comes again within half a second")
    void unfinished() {
        node.diesBefore("D4", node.attempt("alice"));
        fixture.store().onEvery("swap campaign/drop").unknownAndLost();
        List<String> unused = nextRide();
        assertEquals(0, node.campaign().lastPurchasedSlot());
        fixture.store().behave();

        fixture.runFor(Duration.ofMillis(700));

        assertEquals(1, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("a campaign whose document is corrupt is said once in each turn, and not whenever the node comes by")
    void corruptOnce() {
        node.store().force("campaign/drop", "{}".getBytes(UTF_8));

        List<String> unused = nextRide();
        List<String> unusedToo = runDue();

        assertEquals(1, fixture.events(PatrolFailed.class).size());
    }

    @Test
    @DisplayName("a told sale whose slot cannot be read is said, and is no loss")
    void toldSaleUnread() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        fixture.memory().sales().sold("drop", 1, "bob", "order-of-bob");
        fixture.store().onReadsOf("slot/drop/1").fails();

        List<String> unused = nextRide();

        assertEquals(List.of(), fixture.events(DataLossDetected.class));
        PatrolFailed said = fixture.events(PatrolFailed.class).get(0);
        assertEquals(Optional.of("drop"), said.campaign());
        assertTrue(said.problem().startsWith("slot/drop/1: "), said.problem());
    }

    @Test
    @DisplayName("A8: the directory is read at once when the clock was set back")
    void directoryAfterClockSetBack() {
        clock.pass(Duration.ofHours(-1));
        int before = fixture.store().calls().size();

        Duration unused = fixture.runDue();

        assertTrue(fixture.store().calls().get(before).contains("posse/directory/1"));
    }

    @Test
    @DisplayName("a stopped campaign is not patrolled, though a claim waits there")
    void stopped() {
        node.diesBefore("D4", node.attempt("alice"));
        node.with(node.campaign().with(Status.STOPPED, Optional.of("test")));

        assertEquals(QUIET, nextRide());
        assertEquals(List.of(), fixture.pauses());
    }

    @Test
    @DisplayName("a campaign that cannot be read is not taken for one that has moved")
    void unreadable() {
        node.store().force("campaign/drop", "{}".getBytes(UTF_8));

        assertEquals(QUIET, nextRide());
    }

    @Test
    @DisplayName("a campaign that lost steps is stopped, and neither looked at again nor patrolled in that run")
    void lostSteps() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        fixture.memory().sales().sold("drop", 1, "alice", "order-of-alice");

        List<String> calls = nextRide();

        assertEquals(1, fixture.events(DataLossDetected.class).size());
        assertEquals(
                List.of("get campaign/drop slot/drop/1", "get campaign/drop", "swap campaign/drop"),
                calls.subList(QUIET.size(), calls.size()),
                "everything that is remembered is looked for once, then it is stopped");
        assertEquals(List.of(), fixture.pauses());
    }

    @Test
    @DisplayName(
            "it wants to come again when something is due, but not sooner than after 20 ms nor later than after 100")
    void nextTime() {
        PatrolFixture seldom =
                new PatrolFixture("node-2", node.somebody().store(), clock, 3, new PatrolRate(0.001, 1, 2000));
        assertEquals(Duration.ofMillis(100), seldom.runDue());

        clock.pass(Duration.ofMillis(930));
        assertEquals(Duration.ofMillis(70), seldom.runDue());

        clock.pass(Duration.ofMillis(60));
        assertEquals(Duration.ofMillis(20), seldom.runDue());

        PatrolFixture often =
                new PatrolFixture("node-3", node.somebody().store(), clock, 3, new PatrolRate(20, 1, 2000));
        assertTrue(often.runDue().toMillis() < 100, "a campaign is due before the directory");
    }

    @Test
    @DisplayName(
            "a campaign of which a sale is heard is due at once if it was quiet, and keeps its turn if it was busy")
    void woken() {
        PatrolFixture seldom =
                new PatrolFixture("node-2", node.somebody().store(), clock, 3, new PatrolRate(0.001, 1, 2000));
        Duration unused = seldom.runDue();
        seldom.posse().wake("drop");
        clock.pass(Duration.ofSeconds(9));
        Duration unusedToo = seldom.runDue();
        assertTrue(seldom.store().calls().stream().noneMatch(call -> call.contains("campaign/drop")));

        clock.pass(Duration.ofMillis(1_001));
        seldom.posse().wake("drop");
        Duration unusedAsWell = seldom.runDue();

        assertTrue(seldom.store().calls().stream().anyMatch(call -> call.contains("campaign/drop")));
    }

    @Test
    @DisplayName("a campaign that moves is busy: the next sale does not make it due at once")
    void busyWhileItMoves() {
        PatrolFixture seldom =
                new PatrolFixture("node-2", node.somebody().store(), clock, 3, new PatrolRate(0.001, 1, 2000));
        Duration unused = seldom.runDue();
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        clock.pass(Duration.ofSeconds(4_001));
        Duration unusedToo = seldom.runDue();
        int before = seldom.store().calls().size();

        clock.pass(Duration.ofSeconds(5));
        seldom.posse().wake("drop");
        Duration unusedAsWell = seldom.runDue();

        assertTrue(seldom.store().calls().stream().skip(before).noneMatch(call -> call.contains("campaign/drop")));
    }
}
