package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.DROP;
import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.assertSays;
import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.store.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D1: the same purchase asked again")
class D1OwnPurchaseTest {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = node.attempt("alice").saying("hello");

    @Test
    @DisplayName("D1: own purchase in recent is answered with its sale, whatever became of the campaign")
    void recent() {
        assertEquals(bought(1), node.somebody().buy(order));
        node.with(node.campaign().with(Status.CLOSED, Optional.empty()));
        Map<String, Entry> before = node.store().content();

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of("D0"), node.steps());
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("D1: own lock is resumed with COMPLETE, though logins of this node cancel and the campaign is closed")
    void lockResumed() {
        node.diesBefore("D3", order);
        node.with(node.campaign().with(Status.CLOSED, Optional.empty()));

        assertEquals(bought(1), node.buy(order.cancellingAtLogin()));
        assertEquals(List.of("D0", "L1", "L2", "D4", "D5"), node.steps());
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("D1: own lock whose claim stands already is settled, not bought again")
    void decidedLock() {
        node.diesBefore("D4", order);

        assertEquals(bought(1), node.buy(order));
        assertEquals("free", node.holder(2));
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("D1: own lock whose shot is dead is cleared, and the driver begins again at D0 with a new attempt")
    void deadLock() {
        node.diesBefore("D3", order);
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));

        assertEquals(bought(2), node.buy(order));
        assertEquals(List.of("D0", "L1", "L2", "L2.clear", "D0", "D2", "D3", "D4", "D5", "D6"), node.steps());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D1: own lock that cannot be resolved is doubt, and stays")
    void stuckLock() {
        node.diesBefore("D3", order);
        node.store().atEvery("L1").unknownAndLost();

        assertInDoubt(node.buy(order));
        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D1: own lock and a store that fails is doubt")
    void failingResolution() {
        node.diesBefore("D3", order);
        node.store().atEvery("L2").fails();

        assertInDoubt(node.buy(order));
        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D1: own lock at slot 2, and slot 1 cannot be looked at: doubt")
    void failingLook() {
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        node.diesBefore("D3", order);
        node.store().atEvery("L1.look").fails();

        assertInDoubt(node.buy(order));
    }

    private void refusesTerms(AttemptBuilder other) {
        Map<String, Entry> before = node.store().content();

        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> node.buy(other));

        assertSays(error, "order-of-alice");
        assertSays(error, DROP);
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("D1: own purchase in recent with another campaign, another payload or none is an error")
    void recentWithOtherTerms() {
        node.with(Campaign.created("second", PRICE, 10));
        assertEquals(bought(1), node.somebody().buy(order));

        refusesTerms(order.saying("good-bye"));
        refusesTerms(order.in("second"));
        refusesTerms(node.attempt("alice"));
    }

    @Test
    @DisplayName("D1: own lock with another campaign, another payload or none is an error")
    void lockWithOtherTerms() {
        node.with(Campaign.created("second", PRICE, 10));
        node.diesBefore("D3", order);

        refusesTerms(order.saying("good-bye"));
        refusesTerms(order.in("second"));
        refusesTerms(node.attempt("alice"));
    }

    @Test
    @DisplayName("D1: another number of slots or another highest price is no other purchase")
    void sameTerms() {
        assertEquals(bought(1), node.somebody().buy(order));

        assertEquals(bought(1), node.buy(order.slots(5).atMost(1)));
    }

    @Test
    @DisplayName("D1: A11: a purchase that has left the window is answered from the archive")
    void leftTheWindow() {
        ScriptedNode long_ = ScriptedNode.selling(30).account("alice", 10_000);
        for (int i = 1; i <= 17; i++) {
            assertEquals(bought(i), long_.somebody().buy(long_.attempt("alice").id("order-" + i)));
        }

        assertEquals(bought(2), long_.buy(long_.attempt("alice").id("order-2")));
        assertEquals(bought(1), long_.buy(long_.attempt("alice").id("order-1")));
    }
}
