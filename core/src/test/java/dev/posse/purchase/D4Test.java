package dev.posse.purchase;

import static dev.posse.bench.Bench.NOON;
import static dev.posse.bench.Bench.PRICE;
import static dev.posse.bench.Bench.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.AttemptBuilder;
import dev.posse.bench.Bench;
import dev.posse.bench.Invariants;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Transaction;
import dev.posse.observe.PosseEvent;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D4: the transaction")
class D4Test {

    private final Bench bench = Bench.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = bench.wish("alice").saying("hello");

    private static final List<String> LOOKED = List.of("D0", "D2", "D3", "D4", "D4.look", "D5", "D6");

    /** A transaction at slot 1 that states what no claim ever did. */
    static Transaction otherFacts(Bench bench) {
        Claim claim = (Claim) bench.slot(1).orElseThrow();
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
        assertEquals(bought(1), bench.buy(order));

        Transaction transaction = bench.transaction(1).orElseThrow();
        assertEquals(bench.slot(1).orElseThrow(), transaction.claim());
        assertEquals("here", transaction.recordedBy());
        assertEquals(NOON, transaction.recordedAt());
    }

    @Test
    @DisplayName("D4, somebody was first: accepted after reading it; their record stays")
    void recordedBySomebody() {
        bench.store().at("D4").before(() -> bench.somebody().patrol());

        assertEquals(bought(1), bench.buy(order));
        assertEquals("elsewhere", bench.transaction(1).orElseThrow().recordedBy());
        assertEquals(PRICE, bench.account("alice").spent());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D4, nobody knows: looked at; done is accepted, not done is added again")
    void unknown() {
        bench.store().at("D4", 1).unknownButDone();
        assertEquals(bought(1), bench.buy(order));
        assertEquals(LOOKED, bench.steps());

        bench.store().at("D4", 2).unknownAndLost();
        assertEquals(bought(2), bench.buy(bench.wish("bob")));
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D4, nobody knows, and it is done later: the transaction is there already")
    void late() {
        bench.store().at("D4").unknownAndLate();
        assertEquals(bought(1), bench.buy(order));
        bench.store().land();
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D4, a definite failure or a refusal for no reason: looked at, and added again")
    void failsOrRefuses() {
        bench.store().at("D4", 1).fails();
        bench.store().at("D4", 2).refuses();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D3", "D4", "D4.look", "D4", "D4.look", "D4", "D5", "D6"), bench.steps());
    }

    @Test
    @DisplayName("A5: D4 lost for ever: no debit before the transaction is known; bought, and left to the posse")
    void lostForEver() {
        bench.store().atEvery("D4").unknownAndLost();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(Bounds.TRIES, bench.steps().stream().filter("D4"::equals).count());
        assertTrue(bench.account("alice").lock().isPresent());
        assertEquals(0, bench.campaign().lastPurchasedSlot());

        assertEquals(1, bench.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D4, the look fails: looked at again, bounded; the sale stays a sale")
    void lookFails() {
        bench.store().atEvery("D4").unknownButDone();
        bench.store().atEvery("D4.look").fails();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(
                Bounds.TRIES, bench.steps().stream().filter("D4.look"::equals).count());
        assertTrue(bench.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D4, facts other than the claim's: alarm with everything read, campaign stopped, nothing debited")
    void otherFacts() {
        bench.store().at("D4").before(() -> bench.with(otherFacts(bench)));

        assertEquals(bought(1), bench.buy(order), "trouble after D3 never makes the sale a failure");
        PosseEvent.TotalFailure alarm = bench.alarms().get(0);
        assertTrue(alarm.read().containsKey(Keys.transaction("drop", 1)));
        assertTrue(alarm.read().containsKey(Keys.slot("drop", 1)));
        assertEquals(Optional.of("a1"), alarm.subject().attemptId());
        assertEquals(Status.STOPPED, bench.campaign().status());
        assertEquals(0, bench.account("alice").spent());
    }

    @Test
    @DisplayName("D4, a transaction that cannot be understood: left as it is, without alarm; bought")
    void unreadable() {
        bench.store()
                .at("D4")
                .before(() -> bench.store().force(Keys.transaction("drop", 1), "{}".getBytes(StandardCharsets.UTF_8)));

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of(), bench.alarms());
        assertEquals("{}", bench.store().values().get(Keys.transaction("drop", 1)));
        assertEquals(0, bench.account("alice").spent());
    }
}
