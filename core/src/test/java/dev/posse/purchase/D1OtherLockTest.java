package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D1: the account is locked by another purchase")
class D1OtherLockTest {

    private final ScriptedNode node = ScriptedNode.selling().account("alice", 1_000);
    private final AttemptBuilder first = node.attempt("alice").id("first");
    private final AttemptBuilder second = node.attempt("alice").id("second");
    private final AttemptBuilder late = second.after(AttemptBuilder.PATIENCE);

    @Test
    @DisplayName("D1: a young lock that is not decided: account in use, and nothing is written")
    void young() {
        node.diesBefore("D3", first);
        Map<String, Entry> before = node.store().content();

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(second.after(AttemptBuilder.PATIENCE.minusMillis(1))));
        assertEquals(List.of("D0", "D1.look"), node.steps());
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("A8: a lock from the future is young as long as two clocks may differ by so little")
    void future() {
        node.diesBefore("D3", first.after(AttemptBuilder.PATIENCE.minusMillis(1)));

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT5S", "P1D", "P26663D", "P-20454D"})
    @DisplayName(
            "A8: a lock from further ahead than the patience, from 2099 or from 1970 is old: nobody waits until then")
    void wrongClock(Duration ahead) {
        node.diesBefore("D3", first.after(ahead));

        assertEquals(bought(2), node.buy(second.slots(2)));
        assertEquals("alice", node.holder(1));
    }

    @Test
    @DisplayName("D1: a lock whose claim stands is settled, whatever its age, and D0 taken again")
    void decided() {
        node.diesBefore("D4", first);

        assertEquals(bought(2), node.buy(second));
        assertEquals(
                List.of("D0", "D1.look", "D4", "D5", "D6.look", "D6", "D0", "D2", "D3", "D4", "D5", "D6"),
                node.steps());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D1: a lock whose claim stands and cannot be settled: account in use")
    void decidedAndUnsettled() {
        node.diesBefore("D4", first);
        node.store().atEvery("D4").unknownAndLost();

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(second));
        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D1: money is looked at after the other purchase was settled, not before")
    void decidedAndPoor() {
        node.account("carl", PRICE).diesBefore("D4", node.attempt("carl").id("first"));

        assertEquals(
                not(Reason.INSUFFICIENT_FUNDS), node.buy(node.attempt("carl").id("second")));
        assertEquals(0, node.account("carl").balance());
    }

    @Test
    @DisplayName("D1: a lock as old as the patience is completed where logins complete")
    void oldCompleted() {
        node.diesBefore("D3", first);

        assertEquals(bought(2), node.buy(late.slots(2)));
        assertEquals("alice", node.holder(1));
        assertEquals(2 * PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("D1: a lock as old as the patience is called off where logins cancel")
    void oldCancelled() {
        node.diesBefore("D3", first);

        assertEquals(bought(1), node.buy(late.cancellingAtLogin()));
        assertEquals(PRICE, node.account("alice").spent());
        assertEquals(not(Reason.CANCELLED), node.ask(first, LockPolicy.COMPLETE), "the first purchase is over");
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D1: an old lock that cannot be resolved: account in use")
    void oldAndStuck() {
        node.diesBefore("D3", first);
        node.store().atEvery("L1").unknownAndLost();

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(late));
    }

    @Test
    @DisplayName("D1: the resolution of an old lock leaves alone the lock that has taken its place")
    void oldAndReplaced() {
        node.diesBefore("D3", first);
        node.store().at("L2.clear").before(() -> {
            Resolution cleared = node.somebody().login("alice", LockPolicy.CANCEL);
            assertEquals(Resolution.Cleared.class, cleared.getClass());
            node.diesBefore("D3", node.attempt("alice").id("third").after(AttemptBuilder.PATIENCE));
        });

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(late.cancellingAtLogin()));
        assertEquals("third", node.account("alice").lock().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("D1: a look that fails is thrown, for nothing has happened")
    void lookFails() {
        node.diesBefore("D3", first);
        node.store().at("D1.look").fails();

        assertThrows(StoreException.class, () -> node.buy(second));
    }

    @Test
    @DisplayName("D1: an account that is locked anew in every round: in doubt after 8 rounds")
    void rounds() {
        node.store().atEvery("D1.seal").refuses();

        assertInDoubt(node.buy(second.atMost(1).again()));
        assertEquals(Bounds.ROUNDS, node.steps().stream().filter("D0"::equals).count());
    }
}
