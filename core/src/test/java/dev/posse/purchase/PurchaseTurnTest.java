package dev.posse.purchase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.End;
import dev.posse.step.Next;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A purchase on a store without chains: its turn ends when its slot is decided")
class PurchaseTurnTest {

    private final ScriptedNode node =
            ScriptedNode.selling(10).account("alice", 1_000).account("bob", 1_000);

    private TurnResult turn(String account, long claimed) {
        PurchaseCall call = PurchaseCall.first(node.attempt(account).attempt("a-" + account, "here"));
        return node.run(Actor.DRIVER, PurchaseTurn.begin(call, claimed));
    }

    private PurchaseOutcome goesOn(TurnResult handed) {
        Next<PurchaseEnd> next = ((TurnResult.At) handed).next();
        return next instanceof End<PurchaseEnd> end
                ? end.result().outcome()
                : node.run(Actor.DRIVER, next).outcome();
    }

    @Test
    @DisplayName("the next one claims the slot above while the one before is being settled, and the campaign keeps up")
    void nextOne() {
        TurnResult alice = turn("alice", 0);
        TurnResult bob = turn("bob", 1);

        assertEquals(0, node.campaign().lastPurchasedSlot());
        assertEquals(
                2,
                assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(bob)).slot());
        assertEquals(0, node.campaign().lastPurchasedSlot());
        assertEquals(
                1,
                assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(alice)).slot());
        assertEquals(2, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("A7: what a node believes to be claimed, and is not, is no reason to aim above it")
    void believedWrongly() {
        assertEquals(
                1,
                assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(turn("alice", 1)))
                        .slot());
    }

    @Test
    @DisplayName("sold out is who finds the last slot claimed, though it is not settled yet")
    void soldOut() {
        for (int sold = 1; sold < 10; sold++) {
            assertEquals(
                    sold,
                    assertInstanceOf(
                                    PurchaseOutcome.Purchased.class,
                                    node.somebody().buy(node.attempt("alice").id("order-" + sold)))
                            .slot());
        }
        TurnResult last = turn("alice", 9);

        PurchaseOutcome late = goesOn(turn("bob", 10));

        assertEquals(
                Reason.SOLD_OUT,
                assertInstanceOf(PurchaseOutcome.NotPurchased.class, late).reason());
        assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(last));
    }

    @Test
    @DisplayName("an account that is not there, and a campaign that is not there, are found out by the purchase itself")
    void absent() {
        assertEquals(
                Reason.UNKNOWN_ACCOUNT,
                assertInstanceOf(PurchaseOutcome.NotPurchased.class, goesOn(turn("nobody", 0)))
                        .reason());
    }
}
