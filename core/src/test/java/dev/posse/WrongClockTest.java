package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Directory;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.Recovered;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A8: what a node from another year leaves behind hinders nobody, and nobody hinders it")
@Timeout(30)
class WrongClockTest {

    private final ScriptedNode node = ScriptedNode.selling()
            .account("alice", 1_000)
            .account("bob", 1_000)
            .with(Directory.empty(1).with("drop"));

    private Posse posse(Instant now) {
        return Posse.on(node.store()).clock(InstantSource.fixed(now)).open();
    }

    private static Duration noonTo(Instant year) {
        return Duration.between(FakeClock.NOON, year);
    }

    private static Purchased bought(String purchaseId, long slot) {
        return new Purchased(purchaseId, "drop", slot, ScriptedNode.PRICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"})
    @DisplayName("its lock: the account's next purchase resolves it at once, and so does a login")
    void itsLock(Instant year) {
        node.diesBefore("D3", node.attempt("alice").id("left").after(noonTo(year)));
        node.diesBefore("D3", node.attempt("bob").id("left").after(noonTo(year)));
        try (Posse posse = posse(FakeClock.NOON)) {
            posse.stopPatrols();
            assertEquals(
                    bought("order", 2),
                    posse.purchase(PurchaseRequest.of("alice", "drop")
                            .withPurchaseId("order")
                            .withSlots(2)));
            assertFalse(posse.login("bob") instanceof LoginOutcome.Unresolved);
            assertTrue(posse.accounts().statement("bob").orElseThrow().pending().isEmpty());
            assertTrue(posse.audit().isBalanced());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"})
    @DisplayName("a lock of today: a node from another year does not wait for it either")
    void todaysLock(Instant year) {
        node.diesBefore("D3", node.attempt("alice").id("left"));
        try (Posse posse = posse(year)) {
            posse.stopPatrols();
            assertEquals(
                    bought("order", 2),
                    posse.purchase(PurchaseRequest.of("alice", "drop")
                            .withPurchaseId("order")
                            .withSlots(2)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"})
    @DisplayName("its claim: a patrol settles it, and so does its own patrol a claim of today")
    void itsClaim(Instant year) throws InterruptedException {
        node.diesBefore("D4", node.attempt("alice").id("left").after(noonTo(year)));
        assertTrue(isSettledBy(FakeClock.NOON));
        node.diesBefore("D4", node.attempt("bob").id("left"));
        assertTrue(isSettledBy(year));
        assertEquals(2, node.campaign().lastPurchasedSlot());
    }

    private boolean isSettledBy(Instant now) throws InterruptedException {
        CountDownLatch recovered = new CountDownLatch(1);
        // It goes on: patrols are due by it.
        InstantSource clock = InstantSource.offset(
                InstantSource.system(), Duration.between(InstantSource.system().instant(), now));
        try (Posse posse = Posse.on(node.store())
                .nodes(1)
                .patrolsPerSecond(1000)
                .clock(clock)
                .observer(event -> {
                    if (event instanceof Recovered) {
                        recovered.countDown();
                    }
                })
                .open()) {
            assertTrue(posse.isPatrolling());
            return recovered.await(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"})
    @DisplayName("its entries: they are found again, leave the window in their order, and are told in the history")
    void itsEntries(Instant year) {
        try (Posse wrong = posse(year);
                Posse right = posse(FakeClock.NOON)) {
            for (int number = 1; number <= 40; number++) {
                Posse posse = number % 2 == 0 ? wrong : right;
                assertInstanceOf(BalanceOutcome.Moved.class, posse.accounts().deposit("alice", "in-" + number, number));
            }
            long deposited = right.accounts().statement("alice").orElseThrow().deposited();
            for (int number = 1; number <= 40; number++) {
                Posse posse = number % 2 == 0 ? right : wrong;
                assertInstanceOf(BalanceOutcome.Moved.class, posse.accounts().deposit("alice", "in-" + number, number));
            }
            assertEquals(
                    deposited, right.accounts().statement("alice").orElseThrow().deposited());
            assertTrue(right.audit("alice").isBalanced());
        }
    }
}
