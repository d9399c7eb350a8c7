package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Account;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("outcome and cancel: what became of a purchase")
class PurchaseQueryTest {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = node.attempt("alice");

    private static PurchaseOutcome over(LockPolicy policy) {
        return not(policy == LockPolicy.CANCEL ? Reason.CANCELLED : Reason.NOT_PURCHASED);
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("outcome, cancel: in recent: purchased, nothing is written")
    void recent(LockPolicy policy) {
        assertEquals(bought(1), node.somebody().buy(order));
        Map<String, Entry> before = node.store().content();

        assertEquals(bought(1), node.ask(order, policy));
        assertEquals(List.of("L0.look"), node.steps());
        assertEquals(before, node.store().content());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("outcome, cancel: never begun: the account is sealed, then the answer is final")
    void neverBegun(LockPolicy policy) {
        Account before = node.account("alice");

        assertEquals(over(policy), node.ask(order, policy));
        assertEquals(List.of("L0.look", "L0.seal"), node.steps());
        Account sealed = before.sealed();
        assertEquals(
                policy == LockPolicy.CANCEL ? sealed.calledOff("order-of-alice", ScriptedNode.NOON) : sealed,
                node.account("alice"));
    }

    @Test
    @DisplayName("outcome: locked: finished (L0 to L2 with COMPLETE)")
    void outcomeOfLocked() {
        node.diesBefore("D3", order);

        assertEquals(bought(1), node.ask(order, LockPolicy.COMPLETE));
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("cancel: locked: called off (L0 to L2 with CANCEL), sealed and noted in one write")
    void cancelOfLocked() {
        node.diesBefore("D3", order);

        assertEquals(not(Reason.CANCELLED), node.ask(order, LockPolicy.CANCEL));
        assertEquals(List.of("L0.look", "L1", "L2", "L2.clear", "L0.look"), node.steps());
        assertEquals("void", node.holder(1));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("cancel: too late, the claim stands: purchased")
    void tooLate() {
        node.diesBefore("D4", order);

        assertEquals(bought(1), node.ask(order, LockPolicy.CANCEL));
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("outcome: locked at a slot that another has: not purchased")
    void outcomeOfBeaten() {
        node.diesBefore("D3", order);
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));

        assertEquals(not(Reason.NOT_PURCHASED), node.ask(order, LockPolicy.COMPLETE));
        assertTrue(node.account("alice").lock().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("outcome, cancel: a lock of another purchase stays as it is")
    void otherLock(LockPolicy policy) {
        node.diesBefore("D3", order.id("other"));

        assertEquals(over(policy), node.ask(order, policy));
        assertEquals("other", node.account("alice").lock().orElseThrow().purchaseId());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("A10: a lock that was under way when the answer was given never lands")
    void underWay(LockPolicy policy) {
        node.store().atEvery("D2").unknownAndLate();
        assertInDoubt(node.buy(order));

        assertEquals(over(policy), node.ask(order, policy));
        node.store().land();

        assertTrue(node.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("A10: the lock lands just before the swap: mismatch, looked at again, and resolved")
    void landsBeforeSeal() {
        node.store().atEvery("D2").unknownAndLate();
        assertInDoubt(node.buy(order));
        node.store().at("L0.seal").before(node.store()::land);

        assertEquals(bought(1), node.ask(order, LockPolicy.COMPLETE));
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("A10: a live driver that has read the account before finds it sealed, and cannot lock any more")
    void liveDriver(LockPolicy policy) {
        node.store()
                .at("D2")
                .before(() -> assertEquals(over(policy), node.somebody().ask(order, policy)));

        assertEquals(not(policy == LockPolicy.CANCEL ? Reason.CANCELLED : Reason.ACCOUNT_IN_USE), node.buy(order));
        assertEquals("free", node.holder(1));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("A10: a driver whose D2 landed unheard of and was cancelled does not lock again")
    void cancelledUnheard() {
        node.store().at("D2").unknownButDone();
        node.store()
                .at("D2.look")
                .before(() ->
                        assertEquals(over(LockPolicy.CANCEL), node.somebody().ask(order, LockPolicy.CANCEL)));

        assertEquals(not(Reason.CANCELLED), node.buy(order));
        assertEquals("void", node.holder(1));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("outcome: nobody knows of the swap, or it is refused: looked at again")
    void sealUnknown() {
        node.store().at("L0.seal", 1).unknownAndLost();
        node.store().at("L0.seal", 2).refuses();
        node.store().at("L0.seal", 3).fails();

        assertEquals(not(Reason.NOT_PURCHASED), node.ask(order, LockPolicy.COMPLETE));
    }

    @Test
    @DisplayName("outcome: refused for ever: in doubt after eight rounds")
    void sealForEver() {
        node.store().atEvery("L0.seal").refuses();

        assertInDoubt(node.ask(order, LockPolicy.COMPLETE));
        assertEquals(
                Bounds.ROUNDS, node.steps().stream().filter("L0.look"::equals).count());
    }

    @Test
    @DisplayName("outcome: the lock cannot be resolved, or looked at: in doubt, and it stays")
    void stuck() {
        node.diesBefore("D3", order);
        node.store().atEvery("L1").unknownAndLost();
        assertInDoubt(node.ask(order, LockPolicy.CANCEL));

        node.store().behave();
        node.store().at("L2.clear").refuses();
        node.store().at("L0").fails();
        assertInDoubt(node.ask(order, LockPolicy.CANCEL));
    }

    @Test
    @DisplayName("outcome: the first read fails: thrown; a later one: in doubt")
    void readFails() {
        node.store().at("L0.look", 1).fails();
        assertThrows(StoreException.class, () -> node.ask(order, LockPolicy.COMPLETE));

        node.store().at("L0.seal").refuses();
        node.store().at("L0.look", 3).fails();
        assertInDoubt(node.ask(order, LockPolicy.COMPLETE));
    }

    @Test
    @DisplayName("outcome: no account")
    void noAccount() {
        assertEquals(not(Reason.UNKNOWN_ACCOUNT), node.ask(node.attempt("nobody"), LockPolicy.COMPLETE));
    }
}
