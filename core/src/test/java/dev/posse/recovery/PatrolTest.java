package dev.posse.recovery;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.document.Campaign.Status;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.purchase.LockPolicy;
import dev.posse.recovery.Patrol.Ending;
import dev.posse.recovery.Patrol.PatrolTarget;
import dev.posse.recovery.Patrol.Report;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R0 to R2: what one patrol looks at, and waits for")
class PatrolTest {

    private final ScriptedNode node =
            ScriptedNode.selling(100).account("alice", 10_000).account("bob", 1_000);

    private static final List<String> FINDS_NOTHING = List.of("R0");

    private void writesNothing(Ending ending) {
        Map<String, Entry> before = node.store().content();

        Report report = node.patrol();

        assertEquals(ending, report.ending());
        assertEquals(List.of(), report.finished());
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("R0: an absent campaign: listed, and not created yet; the patrol ends")
    void absent() {
        assertEquals(new Report(Ending.ABSENT, List.of(), 0), node.patrol("elsewhere"));
        assertEquals(List.of("R0"), node.steps());
    }

    @Test
    @DisplayName("R0: a stopped campaign: a person has to look; nothing is written")
    void stopped() {
        node.diesBefore("D4", node.attempt("alice"));
        node.with(node.campaign().with(Status.STOPPED, Optional.of("test")));

        writesNothing(Ending.STOPPED);
        assertEquals(List.of("R0"), node.steps());
    }

    @Test
    @DisplayName("R0: a closed campaign is patrolled like any other")
    void closed() {
        node.diesBefore("D4", node.attempt("alice"));
        node.with(node.campaign().with(Status.CLOSED, Optional.empty()));

        assertEquals(1, node.patrol().finished().size());
        assertEquals(Status.CLOSED, node.campaign().status());
    }

    @Test
    @DisplayName("R1: slot n+1 absent: nothing to do, no wait; it was read with the campaign")
    void quiet() {
        writesNothing(Ending.QUIET);
        assertEquals(FINDS_NOTHING, node.steps());
        assertEquals(List.of(), node.pauses());
        assertEquals(List.of("get campaign/drop slot/drop/1"), node.store().calls());
    }

    @Test
    @DisplayName("R1: the campaign has moved since this node last read it: its next slot is another one, and is read")
    void quietFurtherOn() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));

        writesNothing(Ending.QUIET);
        assertEquals(List.of("R0", "R1"), node.steps());
        assertEquals(
                List.of("get campaign/drop slot/drop/1", "get slot/drop/2"),
                node.store().calls());
    }

    @Test
    @DisplayName("R0: a node that knows where the campaign stands reads its next slot with it")
    void known() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        node.diesBefore("D4", node.attempt("alice"));

        Report report = node.run(Actor.PATROL, Patrol.begin(new PatrolTarget("drop", "here", ScriptedNode.NOON, 1)));

        assertEquals(1, report.finished().size());
        assertEquals("get campaign/drop slot/drop/2", node.store().calls().get(0));
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look"), node.steps().subList(0, 4));
    }

    @Test
    @DisplayName("R1: slot n+1 void: nothing to do")
    void voided() {
        node.voided("bob");

        writesNothing(Ending.QUIET);
        assertEquals(FINDS_NOTHING, node.steps());
    }

    @Test
    @DisplayName("R1: locked and not decided: nothing to do; that is the login's")
    void lockedOnly() {
        node.diesBefore("D3", node.attempt("alice"));
        writesNothing(Ending.QUIET);
    }

    @Test
    @DisplayName("R2: waits the grace; the driver finishes meanwhile: R0 again, nothing to do")
    void driverFinishes() {
        ScriptedNode patroller = node.somebody();
        node.store().at("D4").before(() -> {
            patroller.store().at("R2.look").before(() -> {
                node.somebody().login("alice", LockPolicy.COMPLETE);
                node.somebody().patrol();
            });
            assertEquals(new Report(Ending.QUIET, List.of(), 1), patroller.patrol());
        });

        assertEquals(bought(1), node.buy(node.attempt("alice")));
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look", "R0"), patroller.steps());
        assertEquals(List.of(Duration.ofMillis(100)), patroller.pauses());
    }

    @Test
    @DisplayName("R2: the campaign moves during each grace: begun again twice, then left to whoever is at work")
    void alwaysMoving() {
        node.account("buyer-0", PRICE);
        node.diesBefore("D4", node.attempt("buyer-0"));
        AtomicInteger grace = new AtomicInteger();
        node.store().atEvery("R2.look").before(() -> {
            // One is settled, and the next one is claimed.
            node.with(node.campaign().settled(node.campaign().lastPurchasedSlot() + 1));
            String buyer = "buyer-" + grace.incrementAndGet();
            node.account(buyer, PRICE);
            node.diesBefore("D4", node.attempt(buyer));
        });

        Report report = node.patrol();

        assertEquals(new Report(Ending.SOMEBODY_AT_WORK, List.of(), 3), report);
        assertEquals(3, node.steps().stream().filter("R0"::equals).count());
    }

    @Test
    @DisplayName("R1.run: claims that stand one above the other are given one grace, not one each")
    void oneGrace() {
        deadBuyers(5);

        assertEquals(5, node.patrol().finished().size());
        assertEquals(List.of(Duration.ofMillis(100)), node.pauses());
        assertEquals(5, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("R1.run: a claim that came after the grace is given one of its own")
    void graceOfItsOwn() {
        deadBuyers(2);
        node.account("late", PRICE);
        node.store()
                .at("R3", 2)
                .before(() -> node.diesBefore("D4", node.attempt("late").slots(10)));

        assertEquals(3, node.patrol().finished().size());
        assertEquals(2, node.pauses().size());
    }

    private void deadBuyers(int count) {
        for (int i = 1; i <= count; i++) {
            node.account("buyer-" + i, PRICE);
            node.diesBefore("D4", node.attempt("buyer-" + i).slots(10));
        }
    }

    @Test
    @DisplayName("R2: the campaign is stopped, or gone, when it is read again: the patrol ends, nothing is written")
    void stoppedMeanwhile() {
        node.diesBefore("D4", node.attempt("alice"));
        node.store().at("R2.look", 1).before(() -> node.store().lose("campaign/drop"));
        assertEquals(Ending.ABSENT, node.patrol().ending());
        node.store().find("campaign/drop");

        node.store()
                .at("R2.look", 2)
                .before(() -> node.with(node.campaign().with(Status.STOPPED, Optional.of("test"))));
        assertEquals(Ending.STOPPED, node.patrol().ending());
        assertEquals(PRICE * 0, node.account("alice").spent());
    }

    @Test
    @DisplayName("R0, R1, R2, R3, R3b.i: a read that fails ends the patrol; nothing is written")
    void readFails() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        node.diesBefore("D4", node.attempt("alice"));
        Map<String, Entry> before = node.store().content();
        for (String step : List.of("R0", "R1", "R2.look", "R3")) {
            node.store().behave();
            node.store().atEvery(step).fails();
            assertThrows(StoreException.class, node::patrol, step);
        }
        assertEquals(before, node.store().content());
    }
}
