package dev.posse.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.Lock;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import dev.posse.document.UnknownFields;
import dev.posse.document.VoidSlot;
import dev.posse.fixture.ScriptedNode;
import dev.posse.recovery.RecoveryTree.Branch;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The recovery tree, branch by branch")
class RecoveryTreeTest {

    private static final Account FREE = Account.opened("alice");

    private final Lock lock = lock("a1", 100);
    private final Claim claim = lock.claim("alice");
    private final Optional<Transaction> recorded = Optional.of(new Transaction(claim, "node", ScriptedNode.NOON));

    private static Lock lock(String attempt, long price) {
        return new Lock(
                "drop",
                1,
                Optional.empty(),
                "order",
                attempt,
                price,
                Optional.empty(),
                ScriptedNode.NOON,
                UnknownFields.NONE);
    }

    private static Optional<Account> lockedBy(Lock lock) {
        return Optional.of(FREE.locked(lock));
    }

    private void leadsTo(Branch branch, String step, Optional<Transaction> transaction, Optional<Account> account) {
        assertEquals(branch, RecoveryTree.decide(claim, transaction, account));
        assertEquals(step, branch.step().text());
    }

    @Test
    @DisplayName("R1: absent or void: nothing to do; a claim: on with R2")
    void unsettled() {
        Slot empty = new VoidSlot("drop", 1, "a1", "node", ScriptedNode.NOON, UnknownFields.NONE);

        assertEquals(Optional.empty(), RecoveryTree.unsettled(Optional.empty()));
        assertEquals(Optional.empty(), RecoveryTree.unsettled(Optional.of(empty)));
        assertEquals(Optional.of(claim), RecoveryTree.unsettled(Optional.of(claim)));
    }

    @Test
    @DisplayName("R3a.i: transaction, and no lock: the campaign is to be moved")
    void moveCampaign() {
        leadsTo(Branch.MOVE_CAMPAIGN, "R3a.i", recorded, Optional.of(FREE));
    }

    @Test
    @DisplayName("R3a.i: transaction, and a lock at the same slot by another attempt is no lock (A1)")
    void moveCampaignPastAnotherAttempt() {
        leadsTo(Branch.MOVE_CAMPAIGN, "R3a.i", recorded, lockedBy(lock("a2", 100)));
    }

    @Test
    @DisplayName("R3a.ii: transaction, and locked by this attempt: debit, then move")
    void debit() {
        leadsTo(Branch.DEBIT, "R3a.ii", recorded, lockedBy(lock));
    }

    @Test
    @DisplayName("R3b.i: no transaction, and no lock: look again")
    void lookAgain() {
        leadsTo(Branch.LOOK_AGAIN, "R3b.i", Optional.empty(), Optional.of(FREE));
        leadsTo(Branch.LOOK_AGAIN, "R3b.i", Optional.empty(), lockedBy(lock("a2", 100)));
    }

    @Test
    @DisplayName("R3b.i, second look: there is the transaction: somebody is at work; none: total failure")
    void secondLook() {
        assertEquals(Branch.SOMEBODY_AT_WORK, RecoveryTree.decideAgain(recorded));
        assertEquals(Branch.LOST_SALE, RecoveryTree.decideAgain(Optional.empty()));
        assertEquals("R3b.i", Branch.SOMEBODY_AT_WORK.step().text());
        assertEquals("R3b.i", Branch.LOST_SALE.step().text());
    }

    @Test
    @DisplayName("R3b.ii: no transaction, and locked by this attempt: record, debit, move")
    void record() {
        leadsTo(Branch.RECORD, "R3b.ii", Optional.empty(), lockedBy(lock));
    }

    @Test
    @DisplayName("R3: no account: total failure, with or without a transaction")
    void absentAccount() {
        leadsTo(Branch.ABSENT_ACCOUNT, "R3", recorded, Optional.empty());
        leadsTo(Branch.ABSENT_ACCOUNT, "R3", Optional.empty(), Optional.empty());
    }

    @Test
    @DisplayName("R3a: a transaction with other facts: total failure, locked or not")
    void otherFacts() {
        Optional<Transaction> other =
                Optional.of(new Transaction(lock("a1", 101).claim("alice"), "node", ScriptedNode.NOON));

        leadsTo(Branch.OTHER_FACTS, "R3a", other, Optional.of(FREE));
        leadsTo(Branch.OTHER_FACTS, "R3a", other, lockedBy(lock));
    }

    @Test
    @DisplayName("The alarm is rung for a lost sale, an absent account and other facts, and for nothing else")
    void alarms() {
        for (Branch branch : Branch.values()) {
            boolean alarm =
                    branch == Branch.LOST_SALE || branch == Branch.ABSENT_ACCOUNT || branch == Branch.OTHER_FACTS;
            if (alarm) {
                assertTrue(branch.isTotalFailure(), branch.name());
            } else {
                assertFalse(branch.isTotalFailure(), branch.name());
            }
        }
    }
}
