package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D3: the shot")
class D3Test {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = node.attempt("alice");

    private long taken(String step) {
        return node.steps().stream().filter(step::equals).count();
    }

    @Test
    @DisplayName("D3: the slot is added with the claim that the lock describes")
    void adds() {
        node.diesBefore("D4", order.saying("hello"));

        assertEquals(
                node.account("alice").lock().orElseThrow().claim("alice"),
                node.slot(1).orElseThrow());
    }

    @Test
    @DisplayName("D3: a void is swapped from exactly the version that the lock names")
    void swapsVoid() {
        node.voided("bob");
        Version version = node.store().entry(Keys.slot("drop", 1)).version();

        node.diesBefore("D3", 2, order);

        assertEquals(
                Optional.of(version), node.account("alice").lock().orElseThrow().replaces());
        assertEquals(bought(1), node.buy(order));
        assertEquals(1, node.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D3, somebody was first: this attempt's claim, finished for us; on with D4, debited once")
    void finishedForUs() {
        node.store().at("D3").before(() -> node.somebody().login("alice", LockPolicy.COMPLETE));

        assertEquals(bought(1), node.buy(order));
        assertEquals(PRICE, node.account("alice").spent());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D3, nobody knows, it was done: the look finds this attempt's claim; not fired again")
    void unknownButDone() {
        node.store().at("D3").unknownButDone();

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D4", "D5", "D6"), node.steps());
    }

    @Test
    @DisplayName("D3, nobody knows, it was not done: still as the shot expects, fired again")
    void unknownAndLost() {
        node.store().at("D3").unknownAndLost();

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3", "D4", "D5", "D6"), node.steps());
    }

    @Test
    @DisplayName("D3, nobody knows, it is done later: it finds the claim that the second shot wrote")
    void unknownAndLate() {
        node.store().at("D3").unknownAndLate();

        assertEquals(bought(1), node.buy(order));
        node.store().land();

        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D3, refused for no reason, add and swap of a void: still as the shot expects, fired again")
    void spurious() {
        node.store().at("D3").refuses();
        assertEquals(bought(1), node.buy(order));

        ScriptedNode second = ScriptedNode.selling()
                .account("alice", 1_000)
                .account("bob", 1_000)
                .voided("bob");
        second.store().at("D3", 2).refuses();
        assertEquals(bought(1), second.buy(order));
        assertEquals(
                List.of("D0", "D2", "D3", "D3.look", "D3b", "D3", "D3.look", "D3", "D4", "D5", "D6"), second.steps());
    }

    @Test
    @DisplayName("D3, a definite failure: the lock stands, so it is looked at and fired again")
    void fails() {
        node.store().at("D3").fails();

        assertEquals(bought(1), node.buy(order));
    }

    @Test
    @DisplayName("D3, lost for ever: in doubt after ten tries; the lock is left")
    void lostForEver() {
        node.store().atEvery("D3").unknownAndLost();

        assertInDoubt(node.buy(order));
        assertEquals(Bounds.TRIES, taken("D3"));
        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D3, refused for ever though the slot is as expected (A2): in doubt; the lock is left, never cleared")
    void refusedForEver() {
        node.store().atEvery("D3").refuses();

        assertInDoubt(node.buy(order));
        assertEquals(Bounds.TRIES, taken("D3"));
        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D3, in doubt, and the shot lands after all: asking again elsewhere tells of the sale")
    void landsAfterDoubt() {
        node.store().atEvery("D3").unknownAndLate();
        assertInDoubt(node.buy(order));
        node.store().land();

        assertEquals(bought(1), node.somebody().buy(order.again()));
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("D3, the look fails: looked at again, bounded; then in doubt with the lock left")
    void lookFails() {
        node.store().at("D3", 1).unknownButDone();
        node.store().at("D3.look", 1).fails();
        assertEquals(bought(1), node.buy(order));

        node.store().behave();
        node.store().atEvery("D3").unknownAndLost();
        node.store().atEvery("D3.look").fails();
        assertInDoubt(node.buy(node.attempt("bob")));
        assertEquals(2 + Bounds.TRIES, taken("D3.look"));
        assertTrue(node.account("bob").lock().isPresent());
    }

    @Test
    @DisplayName("D3, the slot cannot be understood: in doubt, the lock is left, nothing is written over the slot")
    void unreadable() {
        node.store().force(Keys.slot("drop", 1), "{\"format\":2}".getBytes(StandardCharsets.UTF_8));

        assertInDoubt(node.buy(order));
        assertEquals("{\"format\":2}", node.store().values().get(Keys.slot("drop", 1)));
        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D3, the void that the lock names is gone: the shot is dead, cancelled without a debit")
    void voidGone() {
        node.voided("bob");
        node.store().at("D3", 2).before(() -> node.store().lose(Keys.slot("drop", 1)));

        assertEquals(not(Reason.CANCELLED), node.buy(order));
        assertTrue(node.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("A2b: a driver that was called off and whose void was voided again never fires at that void")
    void fence() {
        node.store().at("D3").before(() -> {
            node.somebody().login("alice", LockPolicy.CANCEL);
            node.diesBefore("D3", 2, node.attempt("bob"));
            node.somebody().login("bob", LockPolicy.CANCEL);
        });

        assertEquals(not(Reason.CANCELLED), node.buy(order));
        assertEquals("void", node.holder(1));
        Invariants.holdAfterRecovery(node);
    }
}
