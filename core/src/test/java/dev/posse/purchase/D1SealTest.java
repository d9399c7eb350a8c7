package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Account;
import dev.posse.document.Campaign.Status;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("D1, asked again: a refusal is final for all earlier calls (A10)")
class D1SealTest {

    private final ScriptedNode node = ScriptedNode.selling().account("alice", 1_000);
    private final AttemptBuilder order = node.attempt("alice");

    private void close() {
        node.with(node.campaign().with(Status.CLOSED, Optional.empty()));
    }

    /** An earlier call whose D2 is on its way, and which heard nothing. */
    private void lockUnderWay() {
        node.store().atEvery("D2").unknownAndLate();
        assertInDoubt(node.buy(order));
        node.store().behave();
    }

    @Test
    @DisplayName("D1: the account is sealed before the refusal, and nothing else is written")
    void seals() {
        close();
        Account before = node.account("alice");
        Map<String, String> others = node.store().values();

        assertEquals(not(Reason.CLOSED), node.buy(order.again()));
        assertEquals(List.of("D0", "D1.seal"), node.steps());
        assertEquals(before.sealed(), node.account("alice"));
        node.with(before);
        assertEquals(others, node.store().values());
    }

    @Test
    @DisplayName("A10: a live driver finds its D2 refused and the account sealed: it does not fire again")
    void killsALiveDriver() {
        ScriptedNode asking = node.somebody();
        node.store().at("D2").before(() -> {
            close();
            assertEquals(not(Reason.CLOSED), asking.buy(order.again()));
        });

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(order));
        Invariants.holdNow(node);
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName(
            "A10: a call that reads again is bound to the seals that it read first, also after it has sealed itself")
    void boundToTheFirstReading(LockPolicy policy) {
        node.diesBefore("D3", order.id("other"));
        // While that lock is resolved, somebody is told that the order is no purchase.
        node.store()
                .at("D0", 2)
                .before(() ->
                        assertEquals(not(Reason.NOT_PURCHASED), node.somebody().ask(order, LockPolicy.COMPLETE)));
        AttemptBuilder late = order.slots(2).after(AttemptBuilder.PATIENCE.plusMillis(1));

        assertEquals(
                not(Reason.ACCOUNT_IN_USE), node.buy(policy == LockPolicy.CANCEL ? late.cancellingAtLogin() : late));

        assertEquals(2, node.steps().stream().filter("D0"::equals).count());
        Invariants.holdNow(node);
    }

    @Test
    @DisplayName("A10: a lock that was under way when a refusal was heard never lands")
    void killsWhatIsUnderWay() {
        lockUnderWay();
        close();

        assertEquals(not(Reason.CLOSED), node.buy(order.again()));
        node.store().land();

        assertTrue(node.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("A10: without the swap it does land; this is why")
    void withoutSeal() {
        lockUnderWay();
        close();

        assertEquals(not(Reason.CLOSED), node.buy(order));
        node.store().land();

        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("A10: the lock lands just before the swap: mismatch, D0 again, resumed and bought")
    void landsBeforeSeal() {
        lockUnderWay();
        close();
        node.store().at("D1.seal").before(node.store()::land);

        assertEquals(bought(1), node.buy(order.again()));
    }

    @Test
    @DisplayName("D1: mismatch of the swap: D0 again, which sees what has changed")
    void mismatch() {
        node.account("poor", PRICE - 1);
        node.store().at("D1.seal").before(() -> node.somebody().deposit("poor", 1));

        assertEquals(bought(1), node.buy(node.attempt("poor").again()));
    }

    @Test
    @DisplayName("D1: nobody knows whether the swap was done: D0 again")
    void unknown() {
        close();
        node.store().at("D1.seal", 1).unknownAndLost();
        node.store().at("D1.seal", 2).unknownButDone();

        assertEquals(not(Reason.CLOSED), node.buy(order.again()));
        assertEquals(List.of("D0", "D1.seal", "D0", "D1.seal", "D0", "D1.seal"), node.steps());
    }

    @Test
    @DisplayName("D1: every refusal of an account that exists is sealed")
    void everyRefusal() {
        assertEquals(not(Reason.PRICE_ABOVE_LIMIT), node.buy(order.atMost(1).again()));
        assertEquals(
                not(Reason.UNKNOWN_CAMPAIGN), node.buy(order.in("elsewhere").again()));
        node.account("poor", 1);
        assertEquals(
                not(Reason.INSUFFICIENT_FUNDS), node.buy(node.attempt("poor").again()));
        node.diesBefore("D3", order.id("other"));
        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(order.again()));

        assertEquals(
                List.of("D0", "D1.seal", "D0", "D1.seal", "D0", "D1.seal", "D0", "D1.look", "D1.seal"), node.steps());
        assertEquals("other", node.account("alice").lock().orElseThrow().purchaseId(), "the lock stays");
    }

    @Test
    @DisplayName("D1: an account that does not exist needs no seal")
    void noAccount() {
        assertEquals(
                not(Reason.UNKNOWN_ACCOUNT), node.buy(node.attempt("nobody").again()));
        assertEquals(List.of("D0"), node.steps());
    }

    @Test
    @DisplayName("D2: account in use is sealed too when asked again")
    void accountInUse() {
        node.store().at("D2").before(() -> node.somebody().deposit("alice", 1));

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(order.again()));
        assertEquals(List.of("D0", "D2", "D2.look", "D1.seal"), node.steps());
    }
}
