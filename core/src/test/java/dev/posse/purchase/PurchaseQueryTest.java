package dev.posse.purchase;

import static dev.posse.bench.Bench.PRICE;
import static dev.posse.bench.Bench.assertInDoubt;
import static dev.posse.bench.Bench.bought;
import static dev.posse.bench.Bench.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.AttemptBuilder;
import dev.posse.bench.Bench;
import dev.posse.bench.Invariants;
import dev.posse.document.Account;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("outcome and cancel: what became of a purchase")
class PurchaseQueryTest {

    private final Bench bench = Bench.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = bench.wish("alice");

    private static PurchaseOutcome over(LockPolicy policy) {
        return not(policy == LockPolicy.CANCEL ? Reason.CANCELLED : Reason.NOT_PURCHASED);
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("outcome, cancel: in recent: purchased, nothing is written")
    void recent(LockPolicy policy) {
        assertEquals(bought(1), bench.somebody().buy(order));
        Map<String, Entry> before = bench.store().content();

        assertEquals(bought(1), bench.ask(order, policy));
        assertEquals(List.of("L0.look"), bench.steps());
        assertEquals(before, bench.store().content());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("outcome, cancel: never begun: the account is sealed, then the answer is final")
    void neverBegun(LockPolicy policy) {
        Account before = bench.account("alice");

        assertEquals(over(policy), bench.ask(order, policy));
        assertEquals(List.of("L0.look", "L0.seal"), bench.steps());
        Account sealed = before.sealed();
        assertEquals(
                policy == LockPolicy.CANCEL ? sealed.calledOff("order-of-alice", Bench.NOON) : sealed,
                bench.account("alice"));
    }

    @Test
    @DisplayName("outcome: locked: finished (L0 to L2 with COMPLETE)")
    void outcomeOfLocked() {
        bench.diesBefore("D3", order);

        assertEquals(bought(1), bench.ask(order, LockPolicy.COMPLETE));
        assertEquals(PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName("cancel: locked: called off (L0 to L2 with CANCEL), sealed and noted in one write")
    void cancelOfLocked() {
        bench.diesBefore("D3", order);

        assertEquals(not(Reason.CANCELLED), bench.ask(order, LockPolicy.CANCEL));
        assertEquals(List.of("L0.look", "L1", "L2", "L2.clear", "L0.look"), bench.steps());
        assertEquals("void", bench.holder(1));
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("cancel: too late, the claim stands: purchased")
    void tooLate() {
        bench.diesBefore("D4", order);

        assertEquals(bought(1), bench.ask(order, LockPolicy.CANCEL));
        assertEquals(PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName("outcome: locked at a slot that another has: not purchased")
    void outcomeOfBeaten() {
        bench.diesBefore("D3", order);
        assertEquals(bought(1), bench.somebody().buy(bench.wish("bob")));

        assertEquals(not(Reason.NOT_PURCHASED), bench.ask(order, LockPolicy.COMPLETE));
        assertTrue(bench.account("alice").lock().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("outcome, cancel: a lock of another purchase stays as it is")
    void otherLock(LockPolicy policy) {
        bench.diesBefore("D3", order.id("other"));

        assertEquals(over(policy), bench.ask(order, policy));
        assertEquals("other", bench.account("alice").lock().orElseThrow().purchaseId());
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("A10: a lock that was under way when the answer was given never lands")
    void underWay(LockPolicy policy) {
        bench.store().atEvery("D2").unknownAndLate();
        assertInDoubt(bench.buy(order));

        assertEquals(over(policy), bench.ask(order, policy));
        bench.store().land();

        assertTrue(bench.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("A10: the lock lands just before the swap: mismatch, looked at again, and resolved")
    void landsBeforeSeal() {
        bench.store().atEvery("D2").unknownAndLate();
        assertInDoubt(bench.buy(order));
        bench.store().at("L0.seal").before(bench.store()::land);

        assertEquals(bought(1), bench.ask(order, LockPolicy.COMPLETE));
    }

    @ParameterizedTest
    @EnumSource(LockPolicy.class)
    @DisplayName("A10: a live driver that has read the account before finds it sealed, and cannot lock any more")
    void liveDriver(LockPolicy policy) {
        bench.store()
                .at("D2")
                .before(() -> assertEquals(over(policy), bench.somebody().ask(order, policy)));

        assertEquals(not(policy == LockPolicy.CANCEL ? Reason.CANCELLED : Reason.ACCOUNT_IN_USE), bench.buy(order));
        assertEquals("free", bench.holder(1));
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("A10: a driver whose D2 landed unheard of and was cancelled does not lock again")
    void cancelledUnheard() {
        bench.store().at("D2").unknownButDone();
        bench.store()
                .at("D2.look")
                .before(() ->
                        assertEquals(over(LockPolicy.CANCEL), bench.somebody().ask(order, LockPolicy.CANCEL)));

        assertEquals(not(Reason.CANCELLED), bench.buy(order));
        assertEquals("void", bench.holder(1));
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("outcome: nobody knows of the swap, or it is refused: looked at again")
    void sealUnknown() {
        bench.store().at("L0.seal", 1).unknownAndLost();
        bench.store().at("L0.seal", 2).refuses();
        bench.store().at("L0.seal", 3).fails();

        assertEquals(not(Reason.NOT_PURCHASED), bench.ask(order, LockPolicy.COMPLETE));
    }

    @Test
    @DisplayName("outcome: refused for ever: in doubt after eight rounds")
    void sealForEver() {
        bench.store().atEvery("L0.seal").refuses();

        assertInDoubt(bench.ask(order, LockPolicy.COMPLETE));
        assertEquals(
                Bounds.ROUNDS, bench.steps().stream().filter("L0.look"::equals).count());
    }

    @Test
    @DisplayName("outcome: the lock cannot be resolved, or looked at: in doubt, and it stays")
    void stuck() {
        bench.diesBefore("D3", order);
        bench.store().atEvery("L1").unknownAndLost();
        assertInDoubt(bench.ask(order, LockPolicy.CANCEL));

        bench.store().behave();
        bench.store().at("L2.clear").refuses();
        bench.store().at("L0").fails();
        assertInDoubt(bench.ask(order, LockPolicy.CANCEL));
    }

    @Test
    @DisplayName("outcome: the first read fails: thrown; a later one: in doubt")
    void readFails() {
        bench.store().at("L0.look", 1).fails();
        assertThrows(StoreException.class, () -> bench.ask(order, LockPolicy.COMPLETE));

        bench.store().at("L0.seal").refuses();
        bench.store().at("L0.look", 3).fails();
        assertInDoubt(bench.ask(order, LockPolicy.COMPLETE));
    }

    @Test
    @DisplayName("outcome: no account")
    void noAccount() {
        assertEquals(not(Reason.UNKNOWN_ACCOUNT), bench.ask(bench.wish("nobody"), LockPolicy.COMPLETE));
    }
}
