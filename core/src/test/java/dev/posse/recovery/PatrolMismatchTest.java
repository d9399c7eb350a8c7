package dev.posse.recovery;

import static dev.posse.bench.Bench.PRICE;
import static dev.posse.bench.Bench.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.bench.Bench;
import dev.posse.bench.Invariants;
import dev.posse.document.Campaign.Status;
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

    private final Bench bench = Bench.selling().account("alice", 1_000).account("bob", 1_000);

    private void settledOnce() {
        assertEquals(PRICE, bench.account("alice").spent());
        assertEquals(1, bench.campaign().lastPurchasedSlot());
        Invariants.holdAfterRecovery(bench);
    }

    @ParameterizedTest
    @CsvSource({"D4, D4", "D4, D5", "D4, D6", "D5, D5", "D5, D6", "D6, D6"})
    @DisplayName("Somebody was first: another patrol has settled all before this step: accepted, debited once")
    void anotherPatrol(String died, String step) {
        bench.diesBefore(died, bench.wish("alice"));
        bench.store().at(step).before(() -> bench.somebody().patrol());

        assertEquals(Ending.QUIET, bench.patrol().ending());
        settledOnce();
    }

    @ParameterizedTest
    @CsvSource({"D4, D4", "D4, D5", "D4, D6", "D5, D5", "D5, D6", "D6, D6"})
    @DisplayName("Nobody knows, and it was done: accepted after looking")
    void unknownButDone(String died, String step) {
        bench.diesBefore(died, bench.wish("alice"));
        bench.store().at(step).unknownButDone();

        assertEquals(1, bench.patrol().finished().size());
        settledOnce();
    }

    @ParameterizedTest
    @CsvSource({"D4, D4", "D4, D5", "D4, D6", "D5, D5", "D5, D6", "D6, D6"})
    @DisplayName("Nobody knows, and it was lost, or lands late: done again, and never twice")
    void unknownAndLate(String died, String step) {
        bench.diesBefore(died, bench.wish("alice"));
        bench.store().at(step).unknownAndLate();

        assertEquals(1, bench.patrol().finished().size());
        bench.store().land();
        settledOnce();
    }

    @ParameterizedTest
    @CsvSource({"D4", "D5", "D6"})
    @DisplayName("A write that is lost for ever: the patrol ends and nothing after it is written (A5)")
    void lostForEver(String step) {
        bench.diesBefore("D4", bench.wish("alice"));
        bench.store().atEvery(step).unknownAndLost();

        assertEquals(Ending.UNFINISHED, bench.patrol().ending());
        assertEquals(step.equals("D6") ? PRICE : 0, bench.account("alice").spent());
        assertEquals(0, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("R3a.ii: a deposit came between (A4): debited again from what stands there now")
    void deposit() {
        bench.diesBefore("D5", bench.wish("alice"));
        bench.store().at("D5").before(() -> bench.somebody().deposit("alice", 7));

        assertEquals(1, bench.patrol().finished().size());
        assertEquals(1_007 - PRICE, bench.account("alice").balance());
        settledOnce();
    }

    @Test
    @DisplayName("R3b.ii: a login settles at the same time: each step accepted, debited once")
    void login() {
        bench.diesBefore("D4", bench.wish("alice"));
        bench.store().at("D4").before(() -> bench.somebody().login("alice", LockPolicy.CANCEL));

        assertEquals(1, bench.patrol().finished().size());
        settledOnce();
    }

    @Test
    @DisplayName("D6: the campaign has gone further, with more sales: accepted, not moved back or on")
    void further() {
        bench.diesBefore("D6", bench.wish("alice"));
        bench.store().at("D6").before(() -> {
            bench.somebody().patrol();
            assertEquals(bought(2), bench.somebody().buy(bench.wish("bob")));
        });

        assertEquals(Ending.QUIET, bench.patrol().ending());
        assertEquals(2, bench.campaign().lastPurchasedSlot());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D6: the campaign was closed between: moved, and still closed")
    void closed() {
        bench.diesBefore("D6", bench.wish("alice"));
        bench.store().at("D6").before(() -> bench.with(bench.campaign().with(Status.CLOSED, Optional.empty())));

        assertEquals(1, bench.patrol().finished().size());
        assertEquals(Status.CLOSED, bench.campaign().status());
    }

    @Test
    @DisplayName("Two patrols and the driver in one step after the other: all of them end well")
    void threeAtOnce() {
        for (String step : List.of("D4", "D5", "D6")) {
            Bench fresh = Bench.selling().account("alice", 1_000);
            Bench patroller = fresh.somebody();
            patroller.store().at(step).before(() -> fresh.somebody().patrol());
            fresh.store().at(step).before(patroller::patrol);

            assertEquals(bought(1), fresh.buy(fresh.wish("alice")));
            Invariants.holdAfterRecovery(fresh);
        }
    }
}
