package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.posse.document.Directory;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What brings the posse before its turn: buyers who wake, are beaten, or leave something behind")
class PurchaseTurnsTest {

    private final FrontFixture front = FrontFixture.selling();
    private final Posse posse = front.posse;
    private final PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPurchaseId("order-of-alice");

    PurchaseTurnsTest() {
        front.node.with(Directory.empty(1).with("drop"));
    }

    @Test
    @DisplayName("Who is beaten by a sale that nobody settles brings the posse, before its turn")
    void suspicion() {
        front.fixture.runFor(Duration.ofSeconds(2));
        front.node.diesBefore("D4", front.node.attempt("alice"));
        front.fixture.runFor(Duration.ofMillis(350));
        assertEquals(0, front.node.campaign().lastPurchasedSlot());

        PurchaseOutcome beaten =
                posse.purchase(PurchaseRequest.of("bob", "drop").withPurchaseId("beaten"));
        front.fixture.runFor(Duration.ofMillis(350));

        assertEquals(new NotPurchased("beaten", Reason.BEATEN), beaten);
        assertEquals(1, front.node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName(
            "Who finishes a sale and leaves its campaign behind brings the posse at once: login, outcome, purchase")
    void leftBehind() {
        front.fixture.runFor(Duration.ofSeconds(2));

        front.node.diesBefore("D4", front.node.attempt("alice").id("one"));
        assertInstanceOf(LoginOutcome.Purchased.class, posse.login("alice"));
        front.fixture.runFor(Duration.ofMillis(150));
        assertEquals(1, front.node.campaign().lastPurchasedSlot());

        front.node.diesBefore("D4", front.node.attempt("alice").id("two"));
        assertInstanceOf(Purchased.class, posse.outcome("alice", "two"));
        front.fixture.runFor(Duration.ofMillis(150));
        assertEquals(2, front.node.campaign().lastPurchasedSlot());

        front.node.diesBefore("D4", front.node.attempt("alice").id("three"));
        assertInstanceOf(
                Purchased.class, posse.purchase(request.withPurchaseId("three").again()));
        front.fixture.runFor(Duration.ofMillis(150));
        assertEquals(3, front.node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("Who asks in a quiet campaign wakes it, whatever comes of it: it is patrolled at once")
    void wakes() {
        front.fixture.runFor(Duration.ofMinutes(1));
        int before = front.store.calls().size();
        assertInstanceOf(
                NotPurchased.class, posse.purchase(request.withMaxPrice(1).neverAskedBefore()));

        front.fixture.runFor(Duration.ofMillis(150));

        assertEquals(
                List.of("get campaign/drop account/alice", "get campaign/drop slot/drop/1"),
                front.store.calls().stream()
                        .skip(before)
                        .filter(call -> call.contains("campaign/drop"))
                        .toList());
    }

    @Test
    @DisplayName("Who moves the campaign brings nobody")
    void nothingLeft() {
        front.fixture.runFor(Duration.ofSeconds(2));
        assertInstanceOf(Purchased.class, posse.purchase(request));
        int before = front.store.operations();

        front.fixture.runFor(Duration.ofMillis(150));

        assertEquals(before, front.store.operations());
    }
}
