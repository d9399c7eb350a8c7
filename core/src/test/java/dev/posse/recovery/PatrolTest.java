package dev.posse.recovery;

import static dev.posse.bench.Bench.PRICE;
import static dev.posse.bench.Bench.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.bench.Bench;
import dev.posse.bench.Invariants;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.purchase.LockPolicy;
import dev.posse.recovery.Patrol.Ending;
import dev.posse.recovery.Patrol.Finished;
import dev.posse.recovery.Patrol.PatrolTarget;
import dev.posse.recovery.Patrol.Report;
import dev.posse.recovery.RecoveryTree.Branch;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R0 to R3b.ii: one patrol")
class PatrolTest {

    private final Bench bench = Bench.selling(100).account("alice", 10_000).account("bob", 1_000);

    private static final List<String> FINDS_NOTHING = List.of("R0");

    private void finishes(Branch branch, Report report) {
        assertEquals(
                new Report(
                        Ending.QUIET,
                        List.of(new Finished(branch, (Claim) bench.slot(1).orElseThrow())),
                        1),
                report);
        assertEquals(PRICE, bench.account("alice").spent());
        Invariants.holdAfterRecovery(bench);
    }

    private void writesNothing(Ending ending) {
        Map<String, Entry> before = bench.store().content();

        Report report = bench.patrol();

        assertEquals(ending, report.ending());
        assertEquals(List.of(), report.finished());
        assertEquals(before, bench.store().content());
    }

    @Test
    @DisplayName("R0: an absent campaign: listed, and not created yet; the patrol ends")
    void absent() {
        assertEquals(new Report(Ending.ABSENT, List.of(), 0), bench.patrol("elsewhere"));
        assertEquals(List.of("R0"), bench.steps());
    }

    @Test
    @DisplayName("R0: a stopped campaign: a person has to look; nothing is written")
    void stopped() {
        bench.diesBefore("D4", bench.wish("alice"));
        bench.with(bench.campaign().with(Status.STOPPED, Optional.of("test")));

        writesNothing(Ending.STOPPED);
        assertEquals(List.of("R0"), bench.steps());
    }

    @Test
    @DisplayName("R0: a closed campaign is patrolled like any other")
    void closed() {
        bench.diesBefore("D4", bench.wish("alice"));
        bench.with(bench.campaign().with(Status.CLOSED, Optional.empty()));

        assertEquals(1, bench.patrol().finished().size());
        assertEquals(Status.CLOSED, bench.campaign().status());
    }

    @Test
    @DisplayName("R1: slot n+1 absent: nothing to do, no wait; it was read with the campaign")
    void quiet() {
        writesNothing(Ending.QUIET);
        assertEquals(FINDS_NOTHING, bench.steps());
        assertEquals(List.of(), bench.pauses());
        assertEquals(List.of("get campaign/drop slot/drop/1"), bench.store().calls());
    }

    @Test
    @DisplayName("R1: the campaign has moved since this node last read it: its next slot is another one, and is read")
    void quietFurtherOn() {
        assertEquals(bought(1), bench.somebody().buy(bench.wish("bob")));

        writesNothing(Ending.QUIET);
        assertEquals(List.of("R0", "R1"), bench.steps());
        assertEquals(
                List.of("get campaign/drop slot/drop/1", "get slot/drop/2"),
                bench.store().calls());
    }

    @Test
    @DisplayName("R0: a node that knows where the campaign stands reads its next slot with it")
    void known() {
        assertEquals(bought(1), bench.somebody().buy(bench.wish("bob")));
        bench.diesBefore("D4", bench.wish("alice"));

        Report report = bench.run(Actor.PATROL, Patrol.begin(new PatrolTarget("drop", "here", Bench.NOON, 1)));

        assertEquals(1, report.finished().size());
        assertEquals("get campaign/drop slot/drop/2", bench.store().calls().get(0));
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look"), bench.steps().subList(0, 4));
    }

    @Test
    @DisplayName("R1: slot n+1 void: nothing to do")
    void voided() {
        bench.voided("bob");

        writesNothing(Ending.QUIET);
        assertEquals(FINDS_NOTHING, bench.steps());
    }

    @Test
    @DisplayName("R1: locked and not decided: nothing to do; that is the login's")
    void lockedOnly() {
        bench.diesBefore("D3", bench.wish("alice"));
        writesNothing(Ending.QUIET);
    }

    @Test
    @DisplayName("R2: waits the grace; the driver finishes meanwhile: R0 again, nothing to do")
    void driverFinishes() {
        Bench patroller = bench.somebody();
        bench.store().at("D4").before(() -> {
            patroller.store().at("R2.look").before(() -> {
                bench.somebody().login("alice", LockPolicy.COMPLETE);
                bench.somebody().patrol();
            });
            assertEquals(new Report(Ending.QUIET, List.of(), 1), patroller.patrol());
        });

        assertEquals(bought(1), bench.buy(bench.wish("alice")));
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look", "R0"), patroller.steps());
        assertEquals(List.of(Duration.ofMillis(100)), patroller.pauses());
    }

    @Test
    @DisplayName("R2: the campaign moves during each grace: begun again twice, then left to whoever is at work")
    void alwaysMoving() {
        bench.account("buyer-0", PRICE);
        bench.diesBefore("D4", bench.wish("buyer-0"));
        AtomicInteger grace = new AtomicInteger();
        bench.store().atEvery("R2.look").before(() -> {
            // One is settled, and the next one is claimed.
            bench.with(bench.campaign().settled(bench.campaign().lastPurchasedSlot() + 1));
            String buyer = "buyer-" + grace.incrementAndGet();
            bench.account(buyer, PRICE);
            bench.diesBefore("D4", bench.wish(buyer));
        });

        Report report = bench.patrol();

        assertEquals(new Report(Ending.SOMEBODY_AT_WORK, List.of(), 3), report);
        assertEquals(3, bench.steps().stream().filter("R0"::equals).count());
    }

    @Test
    @DisplayName("R1.run: claims that stand one above the other are given one grace, not one each")
    void oneGrace() {
        deadBuyers(5);

        assertEquals(5, bench.patrol().finished().size());
        assertEquals(List.of(Duration.ofMillis(100)), bench.pauses());
        assertEquals(5, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("R1.run: a claim that came after the grace is given one of its own")
    void graceOfItsOwn() {
        deadBuyers(2);
        bench.account("late", PRICE);
        bench.store()
                .at("R3", 2)
                .before(() -> bench.diesBefore("D4", bench.wish("late").slots(10)));

        assertEquals(3, bench.patrol().finished().size());
        assertEquals(2, bench.pauses().size());
    }

    private void deadBuyers(int count) {
        for (int i = 1; i <= count; i++) {
            bench.account("buyer-" + i, PRICE);
            bench.diesBefore("D4", bench.wish("buyer-" + i).slots(10));
        }
    }

    @Test
    @DisplayName("R2: the campaign is stopped, or gone, when it is read again: the patrol ends, nothing is written")
    void stoppedMeanwhile() {
        bench.diesBefore("D4", bench.wish("alice"));
        bench.store().at("R2.look", 1).before(() -> bench.store().lose("campaign/drop"));
        assertEquals(Ending.ABSENT, bench.patrol().ending());
        bench.store().find("campaign/drop");

        bench.store()
                .at("R2.look", 2)
                .before(() -> bench.with(bench.campaign().with(Status.STOPPED, Optional.of("test"))));
        assertEquals(Ending.STOPPED, bench.patrol().ending());
        assertEquals(PRICE * 0, bench.account("alice").spent());
    }

    @Test
    @DisplayName("R3a.i: transaction and debit are in place: the campaign is moved")
    void moveCampaign() {
        bench.diesBefore("D6", bench.wish("alice"));

        finishes(Branch.MOVE_CAMPAIGN, bench.patrol());
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look", "R3", "D6", "R0"), bench.steps());
    }

    @Test
    @DisplayName("R3a.i: the account is locked again, by another attempt and at the same slot: not debited twice (A1)")
    void lockedAgain() {
        bench.diesBefore("D6", bench.wish("alice"));
        bench.diesBefore("D3", bench.wish("alice").id("next"));

        assertEquals(1, bench.patrol().finished().size());
        assertEquals(PRICE, bench.account("alice").spent());
        assertEquals("next", bench.account("alice").lock().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("R3a.ii: the transaction is in place: debit and unlock, then the campaign")
    void debit() {
        bench.diesBefore("D5", bench.wish("alice"));

        finishes(Branch.DEBIT, bench.patrol());
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look", "R3", "D5", "D6", "R0"), bench.steps());
    }

    @Test
    @DisplayName("R3b.ii: transaction, debit and unlock, campaign")
    void record() {
        bench.diesBefore("D4", bench.wish("alice"));

        finishes(Branch.RECORD, bench.patrol());
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look", "R3", "D4", "D5", "D6", "R0"), bench.steps());
        assertEquals("here", bench.transaction(1).orElseThrow().recordedBy());
    }

    @Test
    @DisplayName("R3b.i: no transaction and no lock when read, and then the transaction: somebody is at work, stop")
    void somebodyAtWork() {
        bench.diesBefore("D4", bench.wish("alice"));
        // A read of two keys is no snapshot: the transaction as it was before, the account as it is after.
        bench.store().at("R3").before(() -> {
            bench.somebody().login("alice", LockPolicy.COMPLETE);
            bench.store().lose("transaction/drop/1");
        });
        bench.store().at("R3b.i").before(() -> bench.store().find("transaction/drop/1"));

        assertEquals(new Report(Ending.SOMEBODY_AT_WORK, List.of(), 0), bench.patrol());
        assertEquals(List.of(), bench.alarms());
        assertEquals(Status.OPEN, bench.campaign().status());
    }

    @Test
    @DisplayName("R0 again: one patrol settles all that waits, in order")
    void severalSales() {
        bench.diesBefore("D4", bench.wish("alice"));
        bench.diesBefore("D4", bench.wish("bob").slots(2));

        Report report = bench.patrol();

        assertEquals(
                List.of(1L, 2L),
                report.finished().stream().map(sale -> sale.claim().slot()).toList());
        assertEquals(2, report.last());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("R0 again, bounded: after 64 sales the rest is left to the next patrol")
    void bound() {
        for (int i = 1; i <= Patrol.SALES + 1; i++) {
            bench.account("buyer-" + i, PRICE);
            bench.diesBefore("D4", bench.wish("buyer-" + i).slots(100));
        }

        Report report = bench.patrol();
        assertEquals(Ending.BOUND, report.ending());
        assertEquals(Patrol.SALES, report.finished().size());
        assertEquals(Patrol.SALES, report.last());
        assertEquals(1, bench.patrol().finished().size());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("R0, R1, R2, R3, R3b.i: a read that fails ends the patrol; nothing is written")
    void readFails() {
        assertEquals(bought(1), bench.somebody().buy(bench.wish("bob")));
        bench.diesBefore("D4", bench.wish("alice"));
        Map<String, Entry> before = bench.store().content();
        for (String step : List.of("R0", "R1", "R2.look", "R3")) {
            bench.store().behave();
            bench.store().atEvery(step).fails();
            assertThrows(StoreException.class, bench::patrol, step);
        }
        assertEquals(before, bench.store().content());
    }

    @Test
    @DisplayName("R3: a settlement that cannot be written is left to the next patrol")
    void unfinished() {
        bench.diesBefore("D4", bench.wish("alice"));
        bench.store().atEvery("D5").refuses();
        assertEquals(new Report(Ending.UNFINISHED, List.of(), 0), bench.patrol());

        bench.store().behave();
        finishes(Branch.DEBIT, bench.patrol());
    }
}
