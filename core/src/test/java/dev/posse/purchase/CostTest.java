package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cost, by counting")
class CostTest {

    private final ScriptedNode node = ScriptedNode.selling().account("alice", 1_000);

    @Test
    @DisplayName("Uncontended: 7 operations, 3 dependent round trips until decided, 6 until settled")
    void uncontended() {
        assertEquals(bought(1), node.buy(node.attempt("alice")));

        assertEquals(7, node.store().operations());
        assertEquals(
                List.of(
                        "get campaign/drop account/alice",
                        "swap account/alice",
                        "add slot/drop/1",
                        "add transaction/drop/1",
                        "swap account/alice",
                        "swap campaign/drop"),
                node.store().calls());
        assertEquals(6, node.store().calls().size(), "round trips until settled");
        assertEquals(3, 1 + node.store().calls().indexOf("add slot/drop/1"), "round trips until decided");
    }

    @Test
    @DisplayName("A11: the sixteenth purchase of an account costs what the first one costs")
    void windowNotFull() {
        ScriptedNode long_ = ScriptedNode.selling(30).account("alice", 10_000);
        for (int i = 1; i <= 15; i++) {
            assertEquals(bought(i), long_.somebody().buy(long_.attempt("alice").id("order-" + i)));
        }

        assertEquals(bought(16), long_.buy(long_.attempt("alice").id("order-16")));
        assertEquals(7, long_.store().operations());
        assertEquals(6, long_.store().calls().size());
    }

    @Test
    @DisplayName(
            "A11: with a full window a purchase costs one add more, and from the second archived on one read of the archive")
    void windowFull() {
        ScriptedNode long_ = ScriptedNode.selling(30).account("alice", 10_000);
        for (int i = 1; i <= 16; i++) {
            assertEquals(bought(i), long_.somebody().buy(long_.attempt("alice").id("order-" + i)));
        }

        assertEquals(bought(17), long_.buy(long_.attempt("alice").id("order-17")));
        assertEquals(8, long_.store().operations());
        assertEquals(
                List.of("add purchase/alice/order-1", "swap account/alice"),
                long_.store().calls().subList(4, 6));

        assertEquals(bought(18), long_.buy(long_.attempt("alice").id("order-18")));
        assertEquals(8 + 9, long_.store().operations());
        assertEquals("get purchase/alice/order-18", long_.store().calls().get(8));
    }

    @Test
    @DisplayName("A refusal costs one round trip, a sealed one two")
    void refusal() {
        PurchaseOutcome unused = node.buy(node.attempt("alice").atMost(1));
        assertEquals(1, node.store().calls().size());

        PurchaseOutcome unusedToo = node.buy(node.attempt("alice").atMost(1).again());
        assertEquals(3, node.store().calls().size());
    }

    @Test
    @DisplayName("A login without a lock costs one read; one that completes slot 1 costs five operations")
    void login() {
        Resolution unused = node.login("alice", LockPolicy.COMPLETE);
        assertEquals(1, node.store().operations());

        node.diesBefore("D3", node.attempt("alice"));
        Resolution unusedToo = node.login("alice", LockPolicy.COMPLETE);
        assertEquals(1 + 5, node.store().operations());
    }
}
