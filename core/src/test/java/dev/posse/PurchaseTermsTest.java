package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.purchase.LockPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A request keeps its terms through every change, and a purchase obeys them")
class PurchaseTermsTest {

    private final FrontFixture front = FrontFixture.selling();
    private final PurchaseRequest full = PurchaseRequest.of("alice", "drop")
            .withPurchaseId("order")
            .withPayload("hello")
            .withMaxPrice(100)
            .withSlots(3)
            .neverAskedBefore();

    private static void assertTerms(
            PurchaseRequest request, String id, String payload, long maxPrice, int slots, boolean refusedForAll) {
        assertEquals("alice", request.account());
        assertEquals("drop", request.campaign());
        assertEquals(Optional.of(id), request.purchaseId());
        assertEquals(Optional.of(payload), request.payload());
        assertEquals(OptionalLong.of(maxPrice), request.maxPrice());
        assertEquals(slots, request.slots());
        assertEquals(refusedForAll, request.isRefusedForAllCalls());
    }

    @Test
    @DisplayName("each change leaves all other terms as they were")
    void keepsTheOthers() {
        assertTerms(full, "order", "hello", 100, 3, false);
        assertTerms(full.withPurchaseId("other"), "other", "hello", 100, 3, false);
        assertTerms(full.withPayload("bye"), "order", "bye", 100, 3, false);
        assertTerms(full.withMaxPrice(7), "order", "hello", 7, 3, false);
        assertTerms(full.withSlots(1000), "order", "hello", 100, 1000, false);
        assertTerms(full.withSlots(1), "order", "hello", 100, 1, false);
        assertTerms(full.again(), "order", "hello", 100, 3, true);
        assertTerms(full.again().neverAskedBefore(), "order", "hello", 100, 3, false);
    }

    @Test
    @DisplayName("a request without an id asks for one slot at any price, and is final for nobody else")
    void withoutTerms() {
        PurchaseRequest plain = PurchaseRequest.of("alice", "drop");

        assertEquals(Optional.empty(), plain.purchaseId());
        assertEquals(Optional.empty(), plain.payload());
        assertEquals(OptionalLong.empty(), plain.maxPrice());
        assertEquals(1, plain.slots());
        assertFalse(plain.isRefusedForAllCalls());
        assertTrue(plain.withPurchaseId("x").isRefusedForAllCalls());
        assertEquals("purchase (new) of alice in drop", plain.toString());
    }

    @Test
    @DisplayName("a price at the highest price is paid, one above it is refused, whatever was changed after it")
    void highestPrice() {
        PurchaseRequest tooLow =
                PurchaseRequest.of("alice", "drop").withMaxPrice(99).withPurchaseId("low");

        for (PurchaseRequest request : List.of(
                tooLow, tooLow.again(), tooLow.withSlots(5), tooLow.withPayload("x"), tooLow.neverAskedBefore())) {
            assertEquals(new NotPurchased("low", Reason.PRICE_ABOVE_LIMIT), front.posse.purchase(request));
        }
        assertEquals(new Purchased("order", "drop", 1, 100), front.posse.purchase(full.withMaxPrice(100)));
    }

    @Test
    @DisplayName(
            "a refusal is sealed for who gives an id, and writes nothing for who says that it is new, or gives none")
    void sealed() {
        PurchaseRequest tooLow =
                PurchaseRequest.of("alice", "drop").withMaxPrice(99).withPurchaseId("low");
        for (PurchaseRequest request : List.of(
                tooLow.neverAskedBefore(), PurchaseRequest.of("alice", "drop").withMaxPrice(99))) {
            assertInstanceOf(NotPurchased.class, front.posse.purchase(request));
            assertEquals(0, front.node.account("alice").seals());
        }

        assertInstanceOf(NotPurchased.class, front.posse.purchase(tooLow));
        assertEquals(1, front.node.account("alice").seals());
        assertInstanceOf(
                NotPurchased.class,
                front.posse.purchase(tooLow.neverAskedBefore().again()));
        assertEquals(2, front.node.account("alice").seals());
    }

    @Test
    @DisplayName("a login obeys the policy of its node: one completes what was left, the other calls it off")
    void loginPolicy() {
        front.node.diesBefore("D3", front.node.attempt("bob"));
        FrontFixture cancelling = new FrontFixture(front.node.somebody(), LockPolicy.CANCEL);

        assertEquals(new LoginOutcome.Released("order-of-bob", "drop"), cancelling.posse.login("bob"));
        FrontFixture other = new FrontFixture(
                ScriptedNode.selling().account("alice", 1_000).diesBefore("D3", front.node.attempt("alice")),
                LockPolicy.COMPLETE);
        assertInstanceOf(LoginOutcome.Purchased.class, other.posse.login("alice"));
    }

    @Test
    @DisplayName("a closed node does not answer again")
    void closed() {
        assertEquals("front", front.posse.name());
        assertFalse(front.posse.isPatrolling());
        front.posse.close();

        assertThrows(IllegalStateException.class, () -> front.posse.auditCampaign("drop"));
        assertThrows(IllegalStateException.class, () -> front.posse.audit());
    }
}
