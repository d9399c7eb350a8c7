package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent;
import dev.posse.outcome.BalanceOutcome.Moved;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.purchase.LockPolicy;
import dev.posse.store.DataLossException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code docs/sizing.md} says of who deletes what is old. */
@DisplayName("Whoever deletes a document of Posse")
class DeletedDocumentsTest {

    private static FrontFixture front() {
        return new FrontFixture(
                ScriptedNode.selling().account("alice", 1_000, 1).account("bob", 1_000), LockPolicy.COMPLETE);
    }

    /** One purchase and one deposit of alice are in the archive, the others in her account. */
    private static FrontFixture sold() {
        FrontFixture front = front();
        front.posse.campaigns().create("last-year", 100, 2);
        for (String order : List.of("order-1", "order-2")) {
            assertInstanceOf(Purchased.class, front.posse.purchase(request("last-year", order)));
        }
        assertInstanceOf(Moved.class, front.posse.accounts().deposit("alice", "voucher-7", 500));
        return front;
    }

    /** Another node, on what is left. */
    private static FrontFixture without(FrontFixture front, String... deleted) {
        ScriptedNode left = ScriptedNode.empty();
        front.store.content().forEach((key, entry) -> {
            if (!List.of(deleted).contains(key)) {
                left.store().force(key, entry.value());
            }
        });
        return new FrontFixture(left, LockPolicy.COMPLETE);
    }

    private static PurchaseRequest request(String campaign, String order) {
        return PurchaseRequest.of("alice", campaign).withPurchaseId(order);
    }

    @Test
    @DisplayName("is seen by the audit, whichever it is")
    void audited() {
        FrontFixture front = sold();
        List<String> keys = front.store.content().keySet().stream()
                .filter(key -> key.contains("last-year") || key.contains("alice") || key.startsWith(Keys.directory(1)))
                .collect(Collectors.toUnmodifiableList());
        assertEquals(9, keys.size(), keys::toString);
        assertTrue(without(front).posse.audit("alice").isBalanced());
        for (String key : keys) {
            assertFalse(without(front, key).posse.audit("alice").isBalanced(), key);
        }
    }

    @Test
    @DisplayName("sells a slot a second time, where a lock still aims at it")
    void slotSoldTwice() {
        FrontFixture front = front();
        front.node.diesBefore("D3", front.node.attempt("alice"));
        assertEquals(ScriptedNode.bought(1), front.node.buy(front.node.attempt("bob")));
        FrontFixture left = without(front, "slot/drop/1", "transaction/drop/1");

        LoginOutcome.Purchased again = assertInstanceOf(LoginOutcome.Purchased.class, left.posse.login("alice"));
        assertEquals(1, again.slot());
    }

    @Test
    @DisplayName("sells it a second time and hears the alarm, where the transaction still stands")
    void slotClaimedTwice() {
        FrontFixture front = front();
        front.node.diesBefore("D3", front.node.attempt("alice"));
        assertEquals(ScriptedNode.bought(1), front.node.buy(front.node.attempt("bob")));
        FrontFixture left = without(front, "slot/drop/1");

        assertInstanceOf(LoginOutcome.Purchased.class, left.posse.login("alice"));
        assertEquals(
                List.of(PosseEvent.TotalFailure.class),
                left.events(PosseEvent.TotalFailure.class).stream()
                        .map(Object::getClass)
                        .toList());
    }

    @Test
    @DisplayName("makes an old id a new one: it buys again, and is booked again")
    void idsAreNew() {
        FrontFixture front = without(sold(), "purchase/alice/order-1", "movement/alice/opening-of-alice");

        assertEquals(
                "PURCHASED", front.posse.purchase(request("drop", "order-1")).word());
        assertEquals(new Moved(2_200), front.posse.accounts().deposit("alice", "opening-of-alice", 1_000));
    }

    @Test
    @DisplayName("stops the node that knows the campaign, for every campaign")
    void campaignIsDataLoss() {
        FrontFixture front = sold();
        front.store.lose("campaign/last-year");

        assertThrows(DataLossException.class, () -> front.posse.purchase(request("last-year", "order-3")));
        assertThrows(DataLossException.class, () -> front.posse.purchase(request("drop", "order-4")));
    }
}
