package dev.posse;

import static dev.posse.fixture.ScriptedNode.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Claim;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseEvent.LockResolved;
import dev.posse.observe.PosseEvent.LockResolved.How;
import dev.posse.observe.PosseEvent.PurchaseEnded;
import dev.posse.observe.PosseEvent.StepTaken;
import dev.posse.observe.StepName;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.InDoubt;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.purchase.LockPolicy;
import dev.posse.store.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("The front door: purchase, outcome, cancel, login")
class PurchaseFrontTest {

    private final FrontFixture front = FrontFixture.selling();
    private final Posse posse = front.posse;
    private final PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPurchaseId("order-of-alice");

    private void refused(Executable call, String... words) {
        Map<String, Entry> before = front.store.content();
        assertSays(assertThrows(IllegalArgumentException.class, call), words);
        assertEquals(before, front.store.content());
    }

    @Test
    @DisplayName("A purchase without an id is given one, which the outcome tells")
    void freshId() {
        Purchased purchased = assertInstanceOf(Purchased.class, posse.purchase(PurchaseRequest.of("alice", "drop")));
        assertEquals(purchased, posse.outcome("alice", purchased.purchaseId()));
    }

    @Test
    @DisplayName("Payload and time of the node's clock go into the claim")
    void payload() {
        PurchaseOutcome unused = posse.purchase(request.withPayload("hello"));

        Claim claim = (Claim) front.node.slot(1).orElseThrow();
        assertEquals(Optional.of("hello"), claim.payload());
        assertEquals(ScriptedNode.NOON, claim.since());
        assertEquals("front", front.node.transaction(1).orElseThrow().recordedBy());
    }

    @Test
    @DisplayName("Every refusal of the protocol has its reason")
    void reasons() {
        for (Reason refusal : Reason.values()) {
            assertEquals(refusal.name(), Reason.valueOf(refusal.name()).name());
        }
        assertEquals(
                new NotPurchased("order-of-alice", Reason.PRICE_ABOVE_LIMIT), posse.purchase(request.withMaxPrice(99)));
        assertEquals(
                new NotPurchased("x", Reason.UNKNOWN_ACCOUNT),
                posse.purchase(PurchaseRequest.of("nobody", "drop").withPurchaseId("x")));
    }

    @Test
    @DisplayName("Several slots: the next one is tried when another was faster")
    void slots() {
        front.node.diesBefore("D4", front.node.attempt("bob"));

        assertEquals(new NotPurchased("one", Reason.BEATEN), posse.purchase(request.withPurchaseId("one")));
        assertEquals(
                new Purchased("two", "drop", 2, 100),
                posse.purchase(request.withPurchaseId("two").withSlots(2)));
    }

    @Test
    @DisplayName("In doubt carries the purchase id, and asking again elsewhere tells the one true answer")
    void inDoubt() {
        front.store.onEvery("add slot/").unknownAndLate();
        InDoubt doubt = assertInstanceOf(InDoubt.class, posse.purchase(request));
        assertEquals("order-of-alice", doubt.purchaseId());
        front.store.behave();
        front.store.land();

        FrontFixture other = new FrontFixture(front.node.somebody(), LockPolicy.CANCEL);
        assertEquals(new Purchased("order-of-alice", "drop", 1, 100), other.posse.purchase(request.again()));
    }

    @Test
    @DisplayName("outcome and cancel: as the protocol defines them, in the front door's words")
    void outcomeAndCancel() {
        assertEquals(
                new NotPurchased("order-of-alice", Reason.NOT_PURCHASED), posse.outcome("alice", "order-of-alice"));
        assertEquals(new NotPurchased("order-of-alice", Reason.CANCELLED), posse.cancel("alice", "order-of-alice"));
        assertEquals(
                new NotPurchased("order-of-alice", Reason.UNKNOWN_ACCOUNT), posse.cancel("nobody", "order-of-alice"));
        assertEquals(new NotPurchased("order-of-alice", Reason.CANCELLED), posse.purchase(request), "for ever");
        front.node.diesBefore("D3", front.node.attempt("alice").id("second"));
        assertEquals(new Purchased("second", "drop", 1, 100), posse.outcome("alice", "second"));
        assertEquals(new Purchased("second", "drop", 1, 100), posse.cancel("alice", "second"));
    }

    @Test
    @DisplayName("login: clean, unknown, purchased, released, unresolved")
    void login() {
        assertEquals(new LoginOutcome.Clean(), posse.login("alice"));
        assertEquals(new LoginOutcome.UnknownAccount(), posse.login("nobody"));
        front.node.diesBefore("D3", front.node.attempt("alice"));
        front.store.onEvery("add slot/").unknownAndLost();
        assertInstanceOf(LoginOutcome.Unresolved.class, posse.login("alice"));
        front.store.behave();
        assertEquals(new LoginOutcome.Purchased("order-of-alice", "drop", 1, 100), posse.login("alice"));

        front.node.diesBefore("D3", front.node.attempt("bob"));
        FrontFixture cancelling = new FrontFixture(front.node.somebody(), LockPolicy.CANCEL);
        assertEquals(new LoginOutcome.Released("order-of-bob", "drop"), cancelling.posse.login("bob"));

        assertEquals(
                List.of(How.STUCK, How.SOLD),
                front.events(LockResolved.class).stream().map(LockResolved::how).toList());
        assertEquals(How.CLEARED, cancelling.events(LockResolved.class).get(0).how());
        assertEquals(
                Optional.of("order-of-bob"),
                cancelling.events(LockResolved.class).get(0).subject().purchaseId());
    }

    @Test
    @DisplayName("Events: every step with its name, actor, ids and answer; the end with outcome and durations")
    void events() {
        long began = System.nanoTime();
        PurchaseOutcome unused = posse.purchase(request);

        List<StepTaken> steps = front.events(StepTaken.class);
        assertEquals(
                List.of(StepName.D0, StepName.D2, StepName.D3, StepName.D4, StepName.D5, StepName.D6),
                steps.stream().map(StepTaken::step).toList());
        StepTaken shot = steps.get(2);
        assertEquals(Actor.DRIVER, shot.actor());
        assertEquals("front", shot.node());
        assertEquals("add slot/drop/1", shot.operation());
        assertEquals(dev.posse.observe.PosseEvent.Answer.HAPPENED, shot.answer());
        assertEquals(Optional.of("alice"), shot.subject().account());
        assertEquals(OptionalLong.of(1), shot.subject().slot());
        assertTrue(!shot.took().isNegative());
        PurchaseEnded end = front.events(PurchaseEnded.class).get(0);
        assertEquals("PURCHASED", end.outcome().word());
        assertEquals(OptionalLong.of(1), end.subject().slot());
        assertTrue(end.decided().orElseThrow().compareTo(end.took()) <= 0);
        assertTrue(end.took().compareTo(Duration.ofNanos(System.nanoTime() - began)) <= 0);

        PurchaseOutcome unusedToo = posse.purchase(request.withPurchaseId("b").withMaxPrice(1));
        assertEquals(
                "PRICE_ABOVE_LIMIT",
                front.events(PurchaseEnded.class).get(1).outcome().word());
        assertEquals(Optional.empty(), front.events(PurchaseEnded.class).get(1).decided());
    }

    @Test
    @DisplayName("Bad input: the message says what was wrong, nothing is written")
    void badInput() {
        String tooLong = "x".repeat(65);
        refused(() -> PurchaseRequest.of("", "drop"), "account id", "1 to 64");
        refused(() -> PurchaseRequest.of("alice", tooLong), "campaign id", "1 to 64");
        refused(() -> PurchaseRequest.of("al ice", "drop"), "account id", "al ice");
        refused(() -> PurchaseRequest.of("alice/1", "drop"), "account id");
        refused(() -> PurchaseRequest.of("älice", "drop"), "account id");
        refused(() -> request.withPurchaseId("a\nb"), "purchase id");
        refused(() -> request.withPayload("ä".repeat(2049)), "4096", "4098");
        refused(() -> request.withPayload("\ud800"), "surrogate");
        refused(() -> request.withMaxPrice(0), "highest price", "0");
        refused(() -> request.withSlots(0), "1 to 1000", "0");
        refused(() -> request.withSlots(1001), "1 to 1000");
        refused(() -> posse.login("a b"), "account id");
        refused(() -> posse.outcome("alice", ""), "purchase id");
        refused(() -> posse.outcome("", "x"), "account id");
        refused(() -> posse.cancel("alice", tooLong), "purchase id");
    }

    @Test
    @DisplayName("The bounds themselves are fine: 64 characters, 4096 bytes")
    void bounds() {
        String longest = "Az0._@+:~-" + "x".repeat(54);
        assertInstanceOf(
                Purchased.class, posse.purchase(request.withPurchaseId(longest).withPayload("ä".repeat(2048))));
    }

    @Test
    @DisplayName("The same id with other terms: an error, nothing is written")
    void otherTerms() {
        PurchaseOutcome unused = posse.purchase(request);
        refused(() -> posse.purchase(request.withPayload("x")), "order-of-alice", "another campaign or payload");
    }

    @Test
    @DisplayName("A lock older than the patience and in the way is resolved first")
    void patience() {
        front.node.diesBefore("D3", front.node.attempt("alice"));
        assertEquals(new NotPurchased("next", Reason.ACCOUNT_IN_USE), posse.purchase(request.withPurchaseId("next")));

        front.clock.pass(Duration.ofSeconds(5));
        assertEquals(
                new Purchased("next", "drop", 2, 100),
                posse.purchase(request.withPurchaseId("next").withSlots(2)));
    }

    @Test
    @DisplayName("A closed node refuses everything, and says which; the store stays open")
    void closed() {
        posse.close();
        posse.close();

        for (Executable call : List.<Executable>of(
                () -> posse.purchase(request),
                () -> posse.login("alice"),
                () -> posse.outcome("alice", "x"),
                () -> posse.accounts(),
                () -> posse.campaigns(),
                () -> posse.startPatrols())) {
            assertSays(assertThrows(IllegalStateException.class, call), "front", "closed");
        }
        assertTrue(front.store.get("account/alice").isPresent());
    }
}
