package dev.posse.purchase;

import static dev.posse.bench.Bench.DROP;
import static dev.posse.bench.Bench.NOON;
import static dev.posse.bench.Bench.PRICE;
import static dev.posse.bench.Bench.bought;
import static dev.posse.bench.Bench.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.AttemptBuilder;
import dev.posse.bench.Bench;
import dev.posse.bench.Invariants;
import dev.posse.document.Lock;
import dev.posse.document.UnknownFields;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2: the strict swap that locks, and what a refusal means")
class D2Test {

    private final Bench bench = Bench.selling().account("alice", 1_000);
    private final AttemptBuilder order = bench.wish("alice").saying("hello");

    @Test
    @DisplayName("D2: the lock points at the slot after the last, replaces nothing and tells all that a helper needs")
    void lock() {
        bench.diesBefore("D3", order);

        assertEquals(
                new Lock(
                        DROP,
                        1,
                        Optional.empty(),
                        "order-of-alice",
                        "a1",
                        PRICE,
                        Optional.of("hello"),
                        NOON,
                        UnknownFields.NONE),
                bench.account("alice").lock().orElseThrow());
        assertEquals(1_000, bench.account("alice").balance(), "a lock takes no money");
    }

    @Test
    @DisplayName("D2, somebody was first: a deposit came between; account in use, not retried")
    void deposit() {
        bench.store().at("D2").before(() -> bench.somebody().deposit("alice", 1));

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look"), bench.steps());
        assertTrue(bench.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("D2, somebody was first: another purchase of this account; account in use, its lock stays")
    void otherPurchase() {
        bench.store()
                .at("D2")
                .before(() -> bench.diesBefore("D3", bench.wish("alice").id("other")));

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(order));
        assertEquals("other", bench.account("alice").lock().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("D2, somebody was first: the same purchase asked elsewhere has locked; resumed with COMPLETE")
    void sameLocked() {
        bench.store().at("D2").before(() -> bench.diesBefore("D3", order));

        assertEquals(bought(1), bench.buy(order.cancellingAtLogin()));
        assertEquals("a2", bench.transaction(1).orElseThrow().claim().attemptId());
        assertEquals("free", bench.holder(2));
        assertEquals(PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName("D2, somebody was first: the same purchase asked elsewhere is settled; answered with that sale")
    void sameSettled() {
        bench.store()
                .at("D2")
                .before(() -> assertEquals(bought(1), bench.somebody().buy(order)));

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look"), bench.steps());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D2, somebody was first: the same id with other terms is an error")
    void sameWithOtherTerms() {
        bench.store().at("D2").before(() -> bench.diesBefore("D3", order.saying("good-bye")));

        assertThrows(IllegalArgumentException.class, () -> bench.buy(order));
    }

    @Test
    @DisplayName("D2, refused for no reason: content exactly as read before, the same again")
    void spurious() {
        bench.store().at("D2", 1).refuses();
        bench.store().at("D2", 2).refuses();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D2", "D2.look", "D2", "D3", "D4", "D5", "D6"), bench.steps());
    }

    @Test
    @DisplayName("D2, the version moved and the content did not: the same again, from the new version")
    void versionMoved() {
        bench.store().at("D2", 1).before(() -> bench.with(bench.account("alice")));

        assertEquals(bought(1), bench.buy(order));
    }

    @Test
    @DisplayName("D2, refused for no reason for ever: account in use after ten tries, nothing written")
    void spuriousForEver() {
        Map<String, Entry> before = bench.store().content();
        bench.store().atEvery("D2").refuses();

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(order));
        assertEquals(Bounds.TRIES, bench.steps().stream().filter("D2"::equals).count());
        assertEquals(before, bench.store().content());
    }

    @Test
    @DisplayName("D2, a definite failure: thrown, for nothing has happened")
    void fails() {
        Map<String, Entry> before = bench.store().content();
        bench.store().at("D2").fails();

        assertThrows(StoreException.class, () -> bench.buy(order));
        assertEquals(before, bench.store().content());
    }

    @Test
    @DisplayName("D2, refused, and the look fails: looked at again, bounded; then thrown, for nothing has happened")
    void lookFails() {
        bench.store().at("D2").refuses();
        bench.store().at("D2.look", 1).fails();
        assertEquals(bought(1), bench.buy(order));

        Bench second = Bench.selling().account("alice", 1_000);
        second.store().at("D2").refuses();
        second.store().atEvery("D2.look").fails();
        assertThrows(StoreException.class, () -> second.buy(order));
        assertEquals(
                Bounds.TRIES, second.steps().stream().filter("D2.look"::equals).count());
    }
}
