package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D3b: the shot is dead; give up, or aim again")
class D3bTest {

    private final ScriptedNode node = ScriptedNode.selling()
            .account("alice", 1_000)
            .account("bob", 1_000)
            .account("carl", 1_000)
            .account("dora", 1_000);
    private final AttemptBuilder order = node.attempt("alice");
    private final AtomicInteger voids = new AtomicInteger();

    /** Sold, and not yet settled: drivers that read the campaign aim at these slots. */
    private void soldTo(String... buyers) {
        for (String buyer : buyers) {
            node.diesBefore("D4", node.attempt(buyer).slots(5));
        }
    }

    /** A void over the void at the slot: somebody aimed at it and was called off. */
    private void voidedAgain(String by) {
        node.diesBefore("D3", 2, node.attempt(by).id("void-" + voids.incrementAndGet()));
        node.somebody().login(by, LockPolicy.CANCEL);
    }

    private void gaveUp(Reason why, PurchaseOutcome outcome) {
        assertEquals(not(why), outcome);
        assertTrue(node.account("alice").lock().isEmpty(), "unlocked");
        assertEquals(0, node.account("alice").spent(), "not debited");
    }

    @Test
    @DisplayName("D3b: another's claim and no tries left: unlocked without a debit, beaten")
    void beaten() {
        soldTo("bob");

        gaveUp(Reason.BEATEN, node.buy(order));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3b"), node.steps());
    }

    @Test
    @DisplayName("D3b: beaten at as many slots as it may try: beaten")
    void beatenTwice() {
        soldTo("bob");
        node.store().at("D3", 2).before(() -> soldTo("carl"));

        gaveUp(Reason.BEATEN, node.buy(order.slots(2)));
    }

    @Test
    @DisplayName(
            "D3b: past all claims that stand above the dead shot the lock points at the first free slot, and only then it is fired at")
    void nextSlot() {
        soldTo("bob", "carl");

        assertEquals(bought(3), node.buy(order.slots(2)));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3b", "D3", "D4", "D5", "D6.look", "D6"), node.steps());
        assertEquals(0, node.campaign().lastPurchasedSlot(), "A7: the campaign moves over settled slots only");
    }

    @Test
    @DisplayName("D3b: the lock that aims again keeps everything but slot and replaces")
    void nextLock() {
        soldTo("bob");
        node.diesBefore("D3", 2, order.slots(2).saying("hello"));

        assertEquals(2, node.account("alice").lock().orElseThrow().slot());
        assertEquals(
                Optional.of("hello"), node.account("alice").lock().orElseThrow().payload());
        assertEquals(PRICE, node.account("alice").lock().orElseThrow().price());
        assertEquals("a2", node.account("alice").lock().orElseThrow().attemptId());
    }

    @Test
    @DisplayName("D3b: next slot = capacity: the last slot is aimed at")
    void lastSlot() {
        ScriptedNode small = ScriptedNode.selling(2).account("alice", 1_000).account("bob", 1_000);
        small.diesBefore("D4", small.attempt("bob"));

        assertEquals(bought(2), small.buy(order.slots(2)));
    }

    @Test
    @DisplayName("D3b: next slot > capacity: sold out, with tries left")
    void soldOut() {
        ScriptedNode small = ScriptedNode.selling(1).account("alice", 1_000).account("bob", 1_000);
        small.diesBefore("D4", small.attempt("bob"));

        assertEquals(not(Reason.SOLD_OUT), small.buy(order.slots(2)));
        assertTrue(small.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("D3b: a void: the lock names its version, costs no try")
    void voidCostsNoTry() {
        node.voided("bob");

        assertEquals(bought(1), node.buy(order.slots(1)));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3b", "D3", "D4", "D5", "D6"), node.steps());
    }

    @Test
    @DisplayName("D3b: eight voids in a row: cancelled")
    void eightVoids() {
        node.voided("bob");
        node.store().atEvery("D3").before(() -> voidedAgain("bob"));

        gaveUp(Reason.CANCELLED, node.buy(order));
        assertEquals(Bounds.VOIDS, node.steps().stream().filter("D3"::equals).count());
    }

    @Test
    @DisplayName("D3b: seven voids in a row, then a free shot: bought")
    void sevenVoids() {
        node.voided("bob");
        for (int shot = 2; shot < Bounds.VOIDS; shot++) {
            node.store().at("D3", shot).before(() -> voidedAgain("bob"));
        }

        assertEquals(bought(1), node.buy(order));
        assertEquals(Bounds.VOIDS, node.steps().stream().filter("D3"::equals).count());
    }

    @Test
    @DisplayName("D3b: a claim in between begins the count of voids again")
    void voidsAreCountedInARow() {
        node.voided("bob");
        for (int shot = 2; shot < Bounds.VOIDS; shot++) {
            node.store().at("D3", shot).before(() -> voidedAgain("bob"));
        }
        node.store().at("D3", Bounds.VOIDS).before(() -> {
            assertEquals(bought(1), node.somebody().buy(node.attempt("carl")));
            node.diesBefore("D3", node.attempt("dora"));
            node.somebody().login("dora", LockPolicy.CANCEL);
        });

        assertEquals(bought(2), node.buy(order.slots(2)));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName(
            "A7, A14: a claim with slot 1 unsettled does not move the campaign; the posse does, past all that is settled")
    void noGaps() {
        soldTo("bob", "carl");
        assertEquals(bought(3), node.buy(order.slots(3)));

        assertEquals(2, node.somebody().patrol().finished().size());
        assertEquals(3, node.campaign().lastPurchasedSlot());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("A7: after a void at slot 1, a driver that saw slot 1 sold may claim slot 2; one that did not may not")
    void noClaimAboveAVoid() {
        node.voided("bob");
        node.diesBefore("D3", 2, node.attempt("carl"));
        assertEquals(bought(1), node.buy(order));

        assertEquals("free", node.holder(2));
        assertEquals("alice", node.holder(1));
        assertEquals(
                Resolution.Cleared.class,
                node.somebody().login("carl", LockPolicy.COMPLETE).getClass(),
                "carl's shot at the void is dead");
        assertTrue(node.store().content().containsKey(Keys.slot("drop", 1)));
        Invariants.holdAfterRecovery(node);
    }
}
