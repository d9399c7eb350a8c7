package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.NOON;
import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Transaction;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D4: the transaction")
class D4Test {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = node.attempt("alice").saying("hello");

    private static final List<String> LOOKED = List.of("D0", "D2", "D3", "D4", "D4.look", "D5", "D6");

    /** A transaction at slot 1 that states what no claim ever did. */
    static Transaction otherFacts(ScriptedNode node) {
        Claim claim = (Claim) node.slot(1).orElseThrow();
        return new Transaction(
                new Claim(
                        claim.campaign(),
                        claim.slot(),
                        claim.account(),
                        claim.purchaseId(),
                        claim.attemptId(),
                        claim.price() + 1,
                        claim.payload(),
                        claim.since(),
                        claim.unknown()),
                "someone",
                NOON);
    }

    @Test
    @DisplayName("D4: records the claim's facts, and who recorded them")
    void records() {
        assertEquals(bought(1), node.buy(order));

        Transaction transaction = node.transaction(1).orElseThrow();
        assertEquals(node.slot(1).orElseThrow(), transaction.claim());
        assertEquals("here", transaction.recordedBy());
        assertEquals(NOON, transaction.recordedAt());
    }

    @Test
    @DisplayName("D4, somebody was first: accepted after reading it; their record stays")
    void recordedBySomebody() {
        node.store().at("D4").before(() -> node.somebody().patrol());

        assertEquals(bought(1), node.buy(order));
        assertEquals("elsewhere", node.transaction(1).orElseThrow().recordedBy());
        assertEquals(PRICE, node.account("alice").spent());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D4, nobody knows: looked at; done is accepted, not done is added again")
    void unknown() {
        node.store().at("D4", 1).unknownButDone();
        assertEquals(bought(1), node.buy(order));
        assertEquals(LOOKED, node.steps());

        node.store().at("D4", 2).unknownAndLost();
        assertEquals(bought(2), node.buy(node.attempt("bob")));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D4, nobody knows, and it is done later: the transaction is there already")
    void late() {
        node.store().at("D4").unknownAndLate();
        assertEquals(bought(1), node.buy(order));
        node.store().land();
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D4, a definite failure or a refusal for no reason: looked at, and added again")
    void failsOrRefuses() {
        node.store().at("D4", 1).fails();
        node.store().at("D4", 2).refuses();

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of("D0", "D2", "D3", "D4", "D4.look", "D4", "D4.look", "D4", "D5", "D6"), node.steps());
    }

    @Test
    @DisplayName("A5: D4 lost for ever: no debit before the transaction is known; bought, and left to the posse")
    void lostForEver() {
        node.store().atEvery("D4").unknownAndLost();

        assertEquals(bought(1), node.buy(order));
        assertEquals(Bounds.TRIES, node.steps().stream().filter("D4"::equals).count());
        assertTrue(node.account("alice").lock().isPresent());
        assertEquals(0, node.campaign().lastPurchasedSlot());

        assertEquals(1, node.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D4, the look fails: looked at again, bounded; the sale stays a sale")
    void lookFails() {
        node.store().atEvery("D4").unknownButDone();
        node.store().atEvery("D4.look").fails();

        assertEquals(bought(1), node.buy(order));
        assertEquals(
                Bounds.TRIES, node.steps().stream().filter("D4.look"::equals).count());
        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D4, facts other than the claim's: alarm with everything read, campaign stopped, nothing debited")
    void otherFacts() {
        node.store().at("D4").before(() -> node.with(otherFacts(node)));

        assertEquals(bought(1), node.buy(order), "trouble after D3 never makes the sale a failure");
        PosseEvent.TotalFailure alarm = node.alarms().get(0);
        assertTrue(alarm.read().containsKey(Keys.transaction("drop", 1)));
        assertTrue(alarm.read().containsKey(Keys.slot("drop", 1)));
        assertEquals(Optional.of("a1"), alarm.subject().attemptId());
        assertEquals(Status.STOPPED, node.campaign().status());
        assertEquals(0, node.account("alice").spent());
    }

    @Test
    @DisplayName("D4, a transaction that cannot be understood: left as it is, without alarm; bought")
    void unreadable() {
        node.store()
                .at("D4")
                .before(() -> node.store().force(Keys.transaction("drop", 1), "{}".getBytes(StandardCharsets.UTF_8)));

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of(), node.alarms());
        assertEquals("{}", node.store().values().get(Keys.transaction("drop", 1)));
        assertEquals(0, node.account("alice").spent());
    }
}
