package dev.posse.purchase;

import static dev.posse.bench.Bench.PRICE;
import static dev.posse.bench.Bench.assertInDoubt;
import static dev.posse.bench.Bench.bought;
import static dev.posse.bench.Bench.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.AttemptBuilder;
import dev.posse.bench.Bench;
import dev.posse.bench.Invariants;
import dev.posse.document.Keys;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D3: the shot")
class D3Test {

    private final Bench bench = Bench.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = bench.wish("alice");

    private long taken(String step) {
        return bench.steps().stream().filter(step::equals).count();
    }

    @Test
    @DisplayName("D3: the slot is added with the claim that the lock describes")
    void adds() {
        bench.diesBefore("D4", order.saying("hello"));

        assertEquals(
                bench.account("alice").lock().orElseThrow().claim("alice"),
                bench.slot(1).orElseThrow());
    }

    @Test
    @DisplayName("D3: a void is swapped from exactly the version that the lock names")
    void swapsVoid() {
        bench.voided("bob");
        Version version = bench.store().entry(Keys.slot("drop", 1)).version();

        bench.diesBefore("D3", 2, order);

        assertEquals(
                Optional.of(version),
                bench.account("alice").lock().orElseThrow().replaces());
        assertEquals(bought(1), bench.buy(order));
        assertEquals(1, bench.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D3, somebody was first: this attempt's claim, finished for us; on with D4, debited once")
    void finishedForUs() {
        bench.store().at("D3").before(() -> bench.somebody().login("alice", LockPolicy.COMPLETE));

        assertEquals(bought(1), bench.buy(order));
        assertEquals(PRICE, bench.account("alice").spent());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D3, nobody knows, it was done: the look finds this attempt's claim; not fired again")
    void unknownButDone() {
        bench.store().at("D3").unknownButDone();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D4", "D5", "D6"), bench.steps());
    }

    @Test
    @DisplayName("D3, nobody knows, it was not done: still as the shot expects, fired again")
    void unknownAndLost() {
        bench.store().at("D3").unknownAndLost();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3", "D4", "D5", "D6"), bench.steps());
    }

    @Test
    @DisplayName("D3, nobody knows, it is done later: it finds the claim that the second shot wrote")
    void unknownAndLate() {
        bench.store().at("D3").unknownAndLate();

        assertEquals(bought(1), bench.buy(order));
        bench.store().land();

        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D3, refused for no reason, add and swap of a void: still as the shot expects, fired again")
    void spurious() {
        bench.store().at("D3").refuses();
        assertEquals(bought(1), bench.buy(order));

        Bench second =
                Bench.selling().account("alice", 1_000).account("bob", 1_000).voided("bob");
        second.store().at("D3", 2).refuses();
        assertEquals(bought(1), second.buy(order));
        assertEquals(
                List.of("D0", "D2", "D3", "D3.look", "D3b", "D3", "D3.look", "D3", "D4", "D5", "D6"), second.steps());
    }

    @Test
    @DisplayName("D3, a definite failure: the lock stands, so it is looked at and fired again")
    void fails() {
        bench.store().at("D3").fails();

        assertEquals(bought(1), bench.buy(order));
    }

    @Test
    @DisplayName("D3, lost for ever: in doubt after ten tries; the lock is left")
    void lostForEver() {
        bench.store().atEvery("D3").unknownAndLost();

        assertInDoubt(bench.buy(order));
        assertEquals(Bounds.TRIES, taken("D3"));
        assertTrue(bench.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D3, refused for ever though the slot is as expected (A2): in doubt; the lock is left, never cleared")
    void refusedForEver() {
        bench.store().atEvery("D3").refuses();

        assertInDoubt(bench.buy(order));
        assertEquals(Bounds.TRIES, taken("D3"));
        assertTrue(bench.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D3, in doubt, and the shot lands after all: asking again elsewhere tells of the sale")
    void landsAfterDoubt() {
        bench.store().atEvery("D3").unknownAndLate();
        assertInDoubt(bench.buy(order));
        bench.store().land();

        assertEquals(bought(1), bench.somebody().buy(order.again()));
        assertEquals(PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName("D3, the look fails: looked at again, bounded; then in doubt with the lock left")
    void lookFails() {
        bench.store().at("D3", 1).unknownButDone();
        bench.store().at("D3.look", 1).fails();
        assertEquals(bought(1), bench.buy(order));

        bench.store().behave();
        bench.store().atEvery("D3").unknownAndLost();
        bench.store().atEvery("D3.look").fails();
        assertInDoubt(bench.buy(bench.wish("bob")));
        assertEquals(2 + Bounds.TRIES, taken("D3.look"));
        assertTrue(bench.account("bob").lock().isPresent());
    }

    @Test
    @DisplayName("D3, the slot cannot be understood: in doubt, the lock is left, nothing is written over the slot")
    void unreadable() {
        bench.store().force(Keys.slot("drop", 1), "{\"format\":2}".getBytes(StandardCharsets.UTF_8));

        assertInDoubt(bench.buy(order));
        assertEquals("{\"format\":2}", bench.store().values().get(Keys.slot("drop", 1)));
        assertTrue(bench.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D3, the void that the lock names is gone: the shot is dead, cancelled without a debit")
    void voidGone() {
        bench.voided("bob");
        bench.store().at("D3", 2).before(() -> bench.store().lose(Keys.slot("drop", 1)));

        assertEquals(not(Reason.CANCELLED), bench.buy(order));
        assertTrue(bench.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("A2b: a driver that was called off and whose void was voided again never fires at that void")
    void fence() {
        bench.store().at("D3").before(() -> {
            bench.somebody().login("alice", LockPolicy.CANCEL);
            bench.diesBefore("D3", 2, bench.wish("bob"));
            bench.somebody().login("bob", LockPolicy.CANCEL);
        });

        assertEquals(not(Reason.CANCELLED), bench.buy(order));
        assertEquals("void", bench.holder(1));
        Invariants.holdAfterRecovery(bench);
    }
}
