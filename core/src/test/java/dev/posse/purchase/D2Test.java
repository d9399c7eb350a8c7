package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.DROP;
import static dev.posse.fixture.ScriptedNode.NOON;
import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Lock;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2: the strict swap that locks, and what a refusal means")
class D2Test {

    private final ScriptedNode node = ScriptedNode.selling().account("alice", 1_000);
    private final AttemptBuilder order = node.attempt("alice").saying("hello");

    @Test
    @DisplayName("D2: the lock points at the slot after the last, replaces nothing and tells all that a helper needs")
    void lock() {
        node.diesBefore("D3", order);

        assertEquals(
                new Lock(
                        DROP,
                        1,
                        Optional.empty(),
                        "order-of-alice",
                        "a1",
                        PRICE,
                        Optional.of("hello"),
                        NOON,
                        UnknownFields.NONE),
                node.account("alice").lock().orElseThrow());
        assertEquals(1_000, node.account("alice").balance(), "a lock takes no money");
    }

    @Test
    @DisplayName("D2, somebody was first: a deposit came between; account in use, not retried")
    void deposit() {
        node.store().at("D2").before(() -> node.somebody().deposit("alice", 1));

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look"), node.steps());
        assertTrue(node.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("D2, somebody was first: another purchase of this account; account in use, its lock stays")
    void otherPurchase() {
        node.store()
                .at("D2")
                .before(() -> node.diesBefore("D3", node.attempt("alice").id("other")));

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(order));
        assertEquals("other", node.account("alice").lock().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("D2, somebody was first: the same purchase asked elsewhere has locked; resumed with COMPLETE")
    void sameLocked() {
        node.store().at("D2").before(() -> node.diesBefore("D3", order));

        assertEquals(bought(1), node.buy(order.cancellingAtLogin()));
        assertEquals("a2", node.transaction(1).orElseThrow().claim().attemptId());
        assertEquals("free", node.holder(2));
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("D2, somebody was first: the same purchase asked elsewhere is settled; answered with that sale")
    void sameSettled() {
        node.store()
                .at("D2")
                .before(() -> assertEquals(bought(1), node.somebody().buy(order)));

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look"), node.steps());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D2, somebody was first: the same id with other terms is an error")
    void sameWithOtherTerms() {
        node.store().at("D2").before(() -> node.diesBefore("D3", order.saying("good-bye")));

        assertThrows(IllegalArgumentException.class, () -> node.buy(order));
    }

    @Test
    @DisplayName("D2, refused for no reason: content exactly as read before, the same again")
    void spurious() {
        node.store().at("D2", 1).refuses();
        node.store().at("D2", 2).refuses();

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D2", "D2.look", "D2", "D3", "D4", "D5", "D6"), node.steps());
    }

    @Test
    @DisplayName("D2, the version moved and the content did not: the same again, from the new version")
    void versionMoved() {
        node.store().at("D2", 1).before(() -> node.with(node.account("alice")));

        assertEquals(bought(1), node.buy(order));
    }

    @Test
    @DisplayName("D2, refused for no reason for ever: account in use after ten tries, nothing written")
    void spuriousForEver() {
        Map<String, Entry> before = node.store().content();
        node.store().atEvery("D2").refuses();

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(order));
        assertEquals(Bounds.TRIES, node.steps().stream().filter("D2"::equals).count());
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("D2, a definite failure: thrown, for nothing has happened")
    void fails() {
        Map<String, Entry> before = node.store().content();
        node.store().at("D2").fails();

        assertThrows(StoreException.class, () -> node.buy(order));
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("D2, refused, and the look fails: looked at again, bounded; then thrown, for nothing has happened")
    void lookFails() {
        node.store().at("D2").refuses();
        node.store().at("D2.look", 1).fails();
        assertEquals(bought(1), node.buy(order));

        ScriptedNode second = ScriptedNode.selling().account("alice", 1_000);
        second.store().at("D2").refuses();
        second.store().atEvery("D2.look").fails();
        assertThrows(StoreException.class, () -> second.buy(order));
        assertEquals(
                Bounds.TRIES, second.steps().stream().filter("D2.look"::equals).count());
    }
}
