package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.DocumentException;
import dev.posse.document.Keys;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.step.Bounds;
import dev.posse.store.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("L0 to L2: somebody was first, or nobody knows")
class LoginMismatchTest {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = node.attempt("alice");

    LoginMismatchTest() {
        node.diesBefore("D3", order);
    }

    private boolean isLocked() {
        return node.account("alice").lock().isPresent();
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("L1, nobody knows, it was done: L2 sees it, not fired again")
    void done(LockPolicy policy) {
        node.store().at("L1").unknownButDone();

        Resolution unused = node.login("alice", policy);
        assertEquals(1, node.steps().stream().filter("L1"::equals).count());
        assertTrue(!isLocked());
        assertEquals(
                policy == LockPolicy.COMPLETE ? PRICE : 0, node.account("alice").spent());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName(
            "L1, lost, refused for no reason or failed (A2): the shot is alive, fired again before anything is cleared")
    void lost(LockPolicy policy) {
        node.store().at("L1", 1).unknownAndLost();
        node.store().at("L1", 2).refuses();
        node.store().at("L1", 3).fails();

        Resolution unused = node.login("alice", policy);
        assertEquals(4, node.steps().stream().filter("L1"::equals).count());
        assertTrue(!isLocked());
        assertEquals(policy == LockPolicy.COMPLETE ? "alice" : "void", node.holder(1));
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("L1, lost for ever: the lock stays after ten tries, and the login says so")
    void lostForEver(LockPolicy policy) {
        node.store().atEvery("L1").unknownAndLost();

        assertInstanceOf(Resolution.Stuck.class, node.login("alice", policy));
        assertEquals(Bounds.TRIES, node.steps().stream().filter("L1"::equals).count());
        assertTrue(isLocked());
    }

    @Test
    @DisplayName("L1, a void that lands after a claim has won, and a claim that lands after a void: neither changes it")
    void late() {
        ScriptedNode other = node.somebody();
        other.store().atEvery("L1").unknownAndLate();
        assertInstanceOf(Resolution.Stuck.class, other.login("alice", LockPolicy.CANCEL));

        assertInstanceOf(Resolution.Sold.class, node.login("alice", LockPolicy.COMPLETE));
        other.store().land();

        assertEquals("alice", node.holder(1));
        assertEquals(1, node.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("L1, CANCEL: the driver was first: sold, debited once")
    void driverWasFirst() {
        node.store().at("L1").before(() -> node.somebody().login("alice", LockPolicy.COMPLETE));

        assertInstanceOf(Resolution.Sold.class, node.login("alice", LockPolicy.CANCEL));
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("L1, COMPLETE: another login's void was first: cleared, not sold")
    void voidWasFirst() {
        node.store().at("L1").before(() -> node.somebody().login("alice", LockPolicy.CANCEL));

        assertEquals(new Resolution.NoLock(), node.login("alice", LockPolicy.COMPLETE));
        assertEquals(List.of("L0", "L1", "L2", "L2.clear", "L0"), node.steps());
        assertEquals(0, node.account("alice").spent());
    }

    @Test
    @DisplayName("L2, the look fails: looked at again, bounded; then the lock stays")
    void lookFails() {
        node.store().at("L2", 1).fails();
        assertInstanceOf(Resolution.Sold.class, node.login("alice", LockPolicy.COMPLETE));

        node.diesBefore("D3", node.attempt("bob"));
        node.store().atEvery("L2").fails();
        long before = node.steps().stream().filter("L2"::equals).count();
        assertInstanceOf(Resolution.Stuck.class, node.login("bob", LockPolicy.CANCEL));
        assertEquals(
                before + Bounds.TRIES,
                node.steps().stream().filter("L2"::equals).count());
        assertTrue(node.account("bob").lock().isPresent());
    }

    @Test
    @DisplayName("L2, a slot that cannot be understood: an error, nothing is written over it, the lock stays")
    void unreadable() {
        node.store().force(Keys.slot("drop", 1), "{}".getBytes(StandardCharsets.UTF_8));
        Map<String, Entry> before = node.store().content();

        assertThrows(DocumentException.class, () -> node.login("alice", LockPolicy.COMPLETE));
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("L2, the swap mismatches, a deposit came between: L0 again, then cleared; the deposit is kept")
    void depositBeforeClear() {
        node.store().at("L2.clear").before(() -> node.somebody().deposit("alice", 7));

        assertInstanceOf(Resolution.Cleared.class, node.login("alice", LockPolicy.CANCEL));
        assertEquals(List.of("L0", "L1", "L2", "L2.clear", "L0", "L1", "L2", "L2.clear"), node.steps());
        assertEquals(1_007, node.account("alice").balance());
    }

    @Test
    @DisplayName("L2, nobody knows whether it was cleared: L0 again")
    void unknownClear() {
        node.store().at("L2.clear", 1).unknownAndLost();
        node.store().at("L2.clear", 2).unknownButDone();

        assertEquals(new Resolution.NoLock(), node.login("alice", LockPolicy.CANCEL));
        assertTrue(!isLocked());
        assertEquals(0, node.account("alice").spent());
    }

    @Test
    @DisplayName("L2, the driver aims again between the look and the swap: L0 again, the new aim is resolved")
    void driverAimsAgain() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        node.account("carl", 1_000);
        node.store().at("L2.clear").before(() -> {
            var locked = node.account("alice");
            node.with(locked.locked(locked.lock().orElseThrow().aimedAt(2, java.util.Optional.empty())));
        });

        Resolution.Sold sold = assertInstanceOf(Resolution.Sold.class, node.login("alice", LockPolicy.COMPLETE));
        assertEquals(2, sold.claim().slot());
    }

    @Test
    @DisplayName("L2, the swap is refused for ever: the lock stays after eight rounds, and the login says so")
    void clearRefusedForEver() {
        node.store().atEvery("L2.clear").refuses();

        assertInstanceOf(Resolution.Stuck.class, node.login("alice", LockPolicy.CANCEL));
        assertEquals(Bounds.ROUNDS, node.steps().stream().filter("L0"::equals).count());
    }

    @Test
    @DisplayName("L2, settled by somebody while this login does: each step accepted, debited once")
    void settledMeanwhile() {
        node.store().at("D4").before(() -> node.somebody().patrol());

        assertInstanceOf(Resolution.Sold.class, node.login("alice", LockPolicy.COMPLETE));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("L2, sold, and the transaction cannot be written: sold all the same, the lock stays for the posse")
    void settlementLeft() {
        node.store().atEvery("D4").unknownAndLost();

        Resolution.Sold sold = assertInstanceOf(Resolution.Sold.class, node.login("alice", LockPolicy.COMPLETE));
        assertInstanceOf(Settled.LeftToPosse.class, sold.settled());
        assertTrue(isLocked());
        assertEquals(1, node.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(node);
    }
}
