package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("L0 to L2: a lock that was left behind")
class LoginTest {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = node.attempt("alice").saying("hello");

    private Claim sold(Resolution resolution) {
        Resolution.Sold sold = assertInstanceOf(Resolution.Sold.class, resolution);
        assertEquals(new Settled.Complete(), sold.settled());
        return sold.claim();
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("L0: no lock: done, and nothing is written; no account: said so")
    void nothingToDo(LockPolicy policy) {
        Map<String, Entry> before = node.store().content();

        assertEquals(new Resolution.NoLock(), node.login("alice", policy));
        assertEquals(new Resolution.NoAccount(), node.login("nobody", policy));
        assertEquals(List.of("L0", "L0"), node.steps());
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("L0: a read that fails is thrown")
    void readFails() {
        node.store().at("L0").fails();
        assertThrows(StoreException.class, () -> node.login("alice", LockPolicy.COMPLETE));
    }

    @Test
    @DisplayName("L1, COMPLETE: the claim exactly as the lock describes it, then D4 and D5 (A3, A6)")
    void completes() {
        node.diesBefore("D3", order);
        Claim described = node.account("alice").lock().orElseThrow().claim("alice");

        assertEquals(described, sold(node.login("alice", LockPolicy.COMPLETE)));

        assertEquals(List.of("L0", "L1", "L2", "D4", "D5"), node.steps());
        assertEquals(described, node.slot(1).orElseThrow());
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("L1, CANCEL: a void, then the lock is cleared without a debit (A3)")
    void cancels() {
        node.diesBefore("D3", order);

        assertInstanceOf(Resolution.Cleared.class, node.login("alice", LockPolicy.CANCEL));

        assertEquals(List.of("L0", "L1", "L2", "L2.clear"), node.steps());
        assertEquals("void", node.holder(1));
        assertTrue(node.account("alice").lock().isEmpty());
        assertEquals(0, node.account("alice").spent());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("L1: a lock that replaces a void: that void is swapped, from the version that the lock names")
    void replaces(LockPolicy policy) {
        node.voided("bob").diesBefore("D3", 2, order);

        Resolution resolution = node.login("alice", policy);

        assertEquals(policy == LockPolicy.COMPLETE ? "alice" : "void", node.holder(1));
        assertEquals(policy == LockPolicy.COMPLETE, resolution instanceof Resolution.Sold);
        assertTrue(node.store().calls().contains("swap " + Keys.slot("drop", 1)));
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("L2: this attempt's claim: settled, whatever the policy; a sale is never undone")
    void decided(LockPolicy policy) {
        node.diesBefore("D4", order);

        assertEquals("alice", sold(node.login("alice", policy)).account());
        assertEquals(PRICE, node.account("alice").spent());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("L2: transaction recorded, not debited: debited once, whatever the policy")
    void recorded(LockPolicy policy) {
        node.diesBefore("D5", order);

        assertEquals("alice", sold(node.login("alice", policy)).account());
        assertEquals(PRICE, node.account("alice").spent());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("L2: another's claim: the shot is dead, unlocked without a debit")
    void beaten(LockPolicy policy) {
        node.diesBefore("D3", order);
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));

        assertInstanceOf(Resolution.Cleared.class, node.login("alice", policy));
        assertEquals("bob", node.holder(1));
        assertTrue(node.account("alice").lock().isEmpty());
        Invariants.holdAfterRecovery(node);
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("L2: another void than the lock names: the shot is dead, unlocked without a debit")
    void voided(LockPolicy policy) {
        node.diesBefore("D3", order);
        node.voided("bob");
        node.store().at("L2").before(() -> assertEquals("void", node.holder(1)));

        assertInstanceOf(Resolution.Cleared.class, node.login("alice", policy));
        assertEquals("void", node.holder(1));
    }

    @Test
    @DisplayName("A7: slot 2 and slot 1 is unclaimed: COMPLETE fires a void too, and unlocks")
    void gap() {
        node.diesBefore("D4", node.attempt("bob"));
        node.diesBefore("D3", 2, order.slots(2));
        node.store().lose(Keys.slot("drop", 1));

        assertInstanceOf(Resolution.Cleared.class, node.login("alice", LockPolicy.COMPLETE));
        assertEquals(List.of("L0", "L1.look", "L1", "L2", "L2.clear"), node.steps());
        assertEquals("void", node.holder(2));
    }

    @Test
    @DisplayName("A7: slot 2 and slot 1 is void: COMPLETE fires a void too")
    void gapOfVoid() {
        node.diesBefore("D4", node.attempt("bob"));
        node.diesBefore("D3", 2, order.slots(2));
        node.with(new dev.posse.document.VoidSlot(
                "drop", 1, "x", "y", ScriptedNode.NOON, dev.posse.document.UnknownFields.NONE));

        assertInstanceOf(Resolution.Cleared.class, node.login("alice", LockPolicy.COMPLETE));
        assertEquals("void", node.holder(2));
    }

    @Test
    @DisplayName("A7: slot 2 and slot 1 is claimed, settled or not: COMPLETE fires the claim")
    void noGap() {
        node.diesBefore("D4", node.attempt("bob"));
        node.diesBefore("D3", 2, order.slots(2));

        assertEquals(2, sold(node.login("alice", LockPolicy.COMPLETE)).slot());
        assertEquals(2, node.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("A7: slot 2, and the campaign says that slot 1 is settled: enough to fire the claim")
    void settledBelow() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        node.diesBefore("D3", order);
        node.store().lose(Keys.slot("drop", 1));

        assertEquals(2, sold(node.login("alice", LockPolicy.COMPLETE)).slot());
    }
}
