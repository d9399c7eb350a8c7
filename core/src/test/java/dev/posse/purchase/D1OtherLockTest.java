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
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D1: the account is locked by another purchase")
class D1OtherLockTest {

    private final Bench bench = Bench.selling().account("alice", 1_000);
    private final AttemptBuilder first = bench.wish("alice").id("first");
    private final AttemptBuilder second = bench.wish("alice").id("second");
    private final AttemptBuilder late = second.after(AttemptBuilder.PATIENCE);

    @Test
    @DisplayName("D1: a young lock that is not decided: account in use, and nothing is written")
    void young() {
        bench.diesBefore("D3", first);
        Map<String, Entry> before = bench.store().content();

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(second.after(AttemptBuilder.PATIENCE.minusMillis(1))));
        assertEquals(List.of("D0", "D1.look"), bench.steps());
        assertEquals(before, bench.store().content());
    }

    @Test
    @DisplayName("A8: a lock from the future is young")
    void future() {
        bench.diesBefore("D3", first.after(Duration.ofDays(1)));

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(second));
    }

    @Test
    @DisplayName("D1: a lock whose claim stands is settled, whatever its age, and D0 taken again")
    void decided() {
        bench.diesBefore("D4", first);

        assertEquals(bought(2), bench.buy(second));
        assertEquals(
                List.of("D0", "D1.look", "D4", "D5", "D6.look", "D6", "D0", "D2", "D3", "D4", "D5", "D6"),
                bench.steps());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D1: a lock whose claim stands and cannot be settled: account in use")
    void decidedAndUnsettled() {
        bench.diesBefore("D4", first);
        bench.store().atEvery("D4").unknownAndLost();

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(second));
        assertTrue(bench.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D1: money is looked at after the other purchase was settled, not before")
    void decidedAndPoor() {
        bench.account("carl", PRICE).diesBefore("D4", bench.wish("carl").id("first"));

        assertEquals(
                not(Reason.INSUFFICIENT_FUNDS), bench.buy(bench.wish("carl").id("second")));
        assertEquals(0, bench.account("carl").balance());
    }

    @Test
    @DisplayName("D1: a lock as old as the patience is completed where logins complete")
    void oldCompleted() {
        bench.diesBefore("D3", first);

        assertEquals(bought(2), bench.buy(late.slots(2)));
        assertEquals("alice", bench.holder(1));
        assertEquals(2 * PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName("D1: a lock as old as the patience is called off where logins cancel")
    void oldCancelled() {
        bench.diesBefore("D3", first);

        assertEquals(bought(1), bench.buy(late.cancellingAtLogin()));
        assertEquals(PRICE, bench.account("alice").spent());
        assertEquals(not(Reason.CANCELLED), bench.ask(first, LockPolicy.COMPLETE), "the first purchase is over");
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D1: an old lock that cannot be resolved: account in use")
    void oldAndStuck() {
        bench.diesBefore("D3", first);
        bench.store().atEvery("L1").unknownAndLost();

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(late));
    }

    @Test
    @DisplayName("D1: the resolution of an old lock leaves alone the lock that has taken its place")
    void oldAndReplaced() {
        bench.diesBefore("D3", first);
        bench.store().at("L2.clear").before(() -> {
            Resolution cleared = bench.somebody().login("alice", LockPolicy.CANCEL);
            assertEquals(Resolution.Cleared.class, cleared.getClass());
            bench.diesBefore("D3", bench.wish("alice").id("third").after(AttemptBuilder.PATIENCE));
        });

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(late.cancellingAtLogin()));
        assertEquals("third", bench.account("alice").lock().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("D1: a look that fails is thrown, for nothing has happened")
    void lookFails() {
        bench.diesBefore("D3", first);
        bench.store().at("D1.look").fails();

        assertThrows(StoreException.class, () -> bench.buy(second));
    }

    @Test
    @DisplayName("D1: an account that is locked anew in every round: in doubt after 8 rounds")
    void rounds() {
        bench.store().atEvery("D1.seal").refuses();

        assertInDoubt(bench.buy(second.atMost(1).again()));
        assertEquals(Bounds.ROUNDS, bench.steps().stream().filter("D0"::equals).count());
    }
}
