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

    private final FrontFixture desk = FrontFixture.selling();
    private final Posse posse = desk.posse;
    private final PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPurchaseId("order-of-alice");

    PurchaseTurnsTest() {
        desk.bench.with(Directory.empty(1).with("drop"));
    }

    @Test
    @DisplayName("Who is beaten by a sale that nobody settles brings the posse, before its turn")
    void suspicion() {
        desk.fixture.runFor(Duration.ofSeconds(2));
        desk.bench.diesBefore("D4", desk.bench.wish("alice"));
        desk.fixture.runFor(Duration.ofMillis(350));
        assertEquals(0, desk.bench.campaign().lastPurchasedSlot());

        PurchaseOutcome beaten =
                posse.purchase(PurchaseRequest.of("bob", "drop").withPurchaseId("beaten"));
        desk.fixture.runFor(Duration.ofMillis(350));

        assertEquals(new NotPurchased("beaten", Reason.BEATEN), beaten);
        assertEquals(1, desk.bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName(
            "Who finishes a sale and leaves its campaign behind brings the posse at once: login, outcome, purchase")
    void leftBehind() {
        desk.fixture.runFor(Duration.ofSeconds(2));

        desk.bench.diesBefore("D4", desk.bench.wish("alice").id("one"));
        assertInstanceOf(LoginOutcome.Purchased.class, posse.login("alice"));
        desk.fixture.runFor(Duration.ofMillis(150));
        assertEquals(1, desk.bench.campaign().lastPurchasedSlot());

        desk.bench.diesBefore("D4", desk.bench.wish("alice").id("two"));
        assertInstanceOf(Purchased.class, posse.outcome("alice", "two"));
        desk.fixture.runFor(Duration.ofMillis(150));
        assertEquals(2, desk.bench.campaign().lastPurchasedSlot());

        desk.bench.diesBefore("D4", desk.bench.wish("alice").id("three"));
        assertInstanceOf(
                Purchased.class, posse.purchase(request.withPurchaseId("three").again()));
        desk.fixture.runFor(Duration.ofMillis(150));
        assertEquals(3, desk.bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("Who asks in a quiet campaign wakes it, whatever comes of it: it is patrolled at once")
    void wakes() {
        desk.fixture.runFor(Duration.ofMinutes(1));
        int before = desk.store.calls().size();
        assertInstanceOf(
                NotPurchased.class, posse.purchase(request.withMaxPrice(1).neverAskedBefore()));

        desk.fixture.runFor(Duration.ofMillis(150));

        assertEquals(
                List.of("get campaign/drop account/alice", "get campaign/drop slot/drop/1"),
                desk.store.calls().stream()
                        .skip(before)
                        .filter(call -> call.contains("campaign/drop"))
                        .toList());
    }

    @Test
    @DisplayName("Who moves the campaign brings nobody")
    void nothingLeft() {
        desk.fixture.runFor(Duration.ofSeconds(2));
        assertInstanceOf(Purchased.class, posse.purchase(request));
        int before = desk.store.operations();

        desk.fixture.runFor(Duration.ofMillis(150));

        assertEquals(before, desk.store.operations());
    }
}
