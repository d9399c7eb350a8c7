package dev.posse.recovery;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.document.Campaign.Status;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.purchase.LockPolicy;
import dev.posse.recovery.Patrol.Ending;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("R3a.i, R3a.ii, R3b.ii: accepting fail means what D4, D5 and D6 say")
class PatrolMismatchTest {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);

    private void settledOnce() {
        assertEquals(PRICE, node.account("alice").spent());
        assertEquals(1, node.campaign().lastPurchasedSlot());
        Invariants.holdAfterRecovery(node);
    }

    @ParameterizedTest
    @CsvSource({"D4, D4", "D4, D5", "D4, D6", "D5, D5", "D5, D6", "D6, D6"})
    @DisplayName("Somebody was first: another patrol has settled all before this step: accepted, debited once")
    void anotherPatrol(String died, String step) {
        node.diesBefore(died, node.attempt("alice"));
        node.store().at(step).before(() -> node.somebody().patrol());

        assertEquals(Ending.QUIET, node.patrol().ending());
        settledOnce();
    }

    @ParameterizedTest
    @CsvSource({"D4, D4", "D4, D5", "D4, D6", "D5, D5", "D5, D6", "D6, D6"})
    @DisplayName("Nobody knows, and it was done: accepted after looking")
    void unknownButDone(String died, String step) {
        node.diesBefore(died, node.attempt("alice"));
        node.store().at(step).unknownButDone();

        assertEquals(1, node.patrol().finished().size());
        settledOnce();
    }

    @ParameterizedTest
    @CsvSource({"D4, D4", "D4, D5", "D4, D6", "D5, D5", "D5, D6", "D6, D6"})
    @DisplayName("Nobody knows, and it was lost, or lands late: done again, and never twice")
    void unknownAndLate(String died, String step) {
        node.diesBefore(died, node.attempt("alice"));
        node.store().at(step).unknownAndLate();

        assertEquals(1, node.patrol().finished().size());
        node.store().land();
        settledOnce();
    }

    @ParameterizedTest
    @CsvSource({"D4", "D5", "D6"})
    @DisplayName("A write that is lost for ever: the patrol ends and nothing after it is written (A5)")
    void lostForEver(String step) {
        node.diesBefore("D4", node.attempt("alice"));
        node.store().atEvery(step).unknownAndLost();

        assertEquals(Ending.UNFINISHED, node.patrol().ending());
        assertEquals(step.equals("D6") ? PRICE : 0, node.account("alice").spent());
        assertEquals(0, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("R3a.ii: a deposit came between (A4): debited again from what stands there now")
    void deposit() {
        node.diesBefore("D5", node.attempt("alice"));
        node.store().at("D5").before(() -> node.somebody().deposit("alice", 7));

        assertEquals(1, node.patrol().finished().size());
        assertEquals(1_007 - PRICE, node.account("alice").balance());
        settledOnce();
    }

    @Test
    @DisplayName("R3b.ii: a login settles at the same time: each step accepted, debited once")
    void login() {
        node.diesBefore("D4", node.attempt("alice"));
        node.store().at("D4").before(() -> node.somebody().login("alice", LockPolicy.CANCEL));

        assertEquals(1, node.patrol().finished().size());
        settledOnce();
    }

    @Test
    @DisplayName("D6: the campaign has gone further, with more sales: accepted, not moved back or on")
    void further() {
        node.diesBefore("D6", node.attempt("alice"));
        node.store().at("D6").before(() -> {
            node.somebody().patrol();
            assertEquals(bought(2), node.somebody().buy(node.attempt("bob")));
        });

        assertEquals(Ending.QUIET, node.patrol().ending());
        assertEquals(2, node.campaign().lastPurchasedSlot());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D6: the campaign was closed between: moved, and still closed")
    void closed() {
        node.diesBefore("D6", node.attempt("alice"));
        node.store().at("D6").before(() -> node.with(node.campaign().with(Status.CLOSED, Optional.empty())));

        assertEquals(1, node.patrol().finished().size());
        assertEquals(Status.CLOSED, node.campaign().status());
    }

    @Test
    @DisplayName("Two patrols and the driver in one step after the other: all of them end well")
    void threeAtOnce() {
        for (String step : List.of("D4", "D5", "D6")) {
            ScriptedNode fresh = ScriptedNode.selling().account("alice", 1_000);
            ScriptedNode patroller = fresh.somebody();
            patroller.store().at(step).before(() -> fresh.somebody().patrol());
            fresh.store().at(step).before(patroller::patrol);

            assertEquals(bought(1), fresh.buy(fresh.attempt("alice")));
            Invariants.holdAfterRecovery(fresh);
        }
    }
}
