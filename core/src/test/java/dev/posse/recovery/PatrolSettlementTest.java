package dev.posse.recovery;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.purchase.LockPolicy;
import dev.posse.recovery.Patrol.Ending;
import dev.posse.recovery.Patrol.Finished;
import dev.posse.recovery.Patrol.Report;
import dev.posse.recovery.RecoveryTree.Branch;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R3: what one patrol settles")
class PatrolSettlementTest {

    private final ScriptedNode node =
            ScriptedNode.selling(100).account("alice", 10_000).account("bob", 1_000);

    private void finishes(Branch branch, Report report) {
        assertEquals(
                new Report(
                        Ending.QUIET,
                        List.of(new Finished(branch, (Claim) node.slot(1).orElseThrow())),
                        1),
                report);
        assertEquals(PRICE, node.account("alice").spent());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("R3a.i: transaction and debit are in place: the campaign is moved")
    void moveCampaign() {
        node.diesBefore("D6", node.attempt("alice"));

        finishes(Branch.MOVE_CAMPAIGN, node.patrol());
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look", "R3", "D6", "R0"), node.steps());
    }

    @Test
    @DisplayName("R3a.i: the account is locked again, by another attempt and at the same slot: not debited twice (A1)")
    void lockedAgain() {
        node.diesBefore("D6", node.attempt("alice"));
        node.diesBefore("D3", node.attempt("alice").id("next"));

        assertEquals(1, node.patrol().finished().size());
        assertEquals(PRICE, node.account("alice").spent());
        assertEquals("next", node.account("alice").lock().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("R3a.ii: the transaction is in place: debit and unlock, then the campaign")
    void debit() {
        node.diesBefore("D5", node.attempt("alice"));

        finishes(Branch.DEBIT, node.patrol());
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look", "R3", "D5", "D6", "R0"), node.steps());
    }

    @Test
    @DisplayName("R3b.ii: transaction, debit and unlock, campaign")
    void record() {
        node.diesBefore("D4", node.attempt("alice"));

        finishes(Branch.RECORD, node.patrol());
        assertEquals(List.of("R0", "R1.run", "R2", "R2.look", "R3", "D4", "D5", "D6", "R0"), node.steps());
        assertEquals("here", node.transaction(1).orElseThrow().recordedBy());
    }

    @Test
    @DisplayName("R3b.i: no transaction and no lock when read, and then the transaction: somebody is at work, stop")
    void somebodyAtWork() {
        node.diesBefore("D4", node.attempt("alice"));
        // A read of two keys is no snapshot: the transaction as it was before, the account as it is after.
        node.store().at("R3").before(() -> {
            node.somebody().login("alice", LockPolicy.COMPLETE);
            node.store().lose("transaction/drop/1");
        });
        node.store().at("R3b.i").before(() -> node.store().find("transaction/drop/1"));

        assertEquals(new Report(Ending.SOMEBODY_AT_WORK, List.of(), 0), node.patrol());
        assertEquals(List.of(), node.alarms());
        assertEquals(Status.OPEN, node.campaign().status());
    }

    @Test
    @DisplayName("R0 again: one patrol settles all that waits, in order")
    void severalSales() {
        node.diesBefore("D4", node.attempt("alice"));
        node.diesBefore("D4", node.attempt("bob").slots(2));

        Report report = node.patrol();

        assertEquals(
                List.of(1L, 2L),
                report.finished().stream().map(sale -> sale.claim().slot()).toList());
        assertEquals(2, report.last());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("R0 again, bounded: after 64 sales the rest is left to the next patrol")
    void bound() {
        for (int i = 1; i <= Patrol.SALES + 1; i++) {
            node.account("buyer-" + i, PRICE);
            node.diesBefore("D4", node.attempt("buyer-" + i).slots(100));
        }

        Report report = node.patrol();
        assertEquals(Ending.BOUND, report.ending());
        assertEquals(Patrol.SALES, report.finished().size());
        assertEquals(Patrol.SALES, report.last());
        assertEquals(1, node.patrol().finished().size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("R3: a settlement that cannot be written is left to the next patrol")
    void unfinished() {
        node.diesBefore("D4", node.attempt("alice"));
        node.store().atEvery("D5").refuses();
        assertEquals(new Report(Ending.UNFINISHED, List.of(), 0), node.patrol());

        node.store().behave();
        finishes(Branch.DEBIT, node.patrol());
    }
}
