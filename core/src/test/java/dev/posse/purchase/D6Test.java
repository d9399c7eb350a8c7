package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Keys;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D6: the campaign moves by one settled slot")
class D6Test {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = node.attempt("alice");

    private static final List<String> LOOKED = List.of("D0", "D2", "D3", "D4", "D5", "D6", "D6.look");

    @Test
    @DisplayName("D6: lastPurchasedSlot from s-1 to s, and nothing else of the campaign changes")
    void moves() {
        var before = node.campaign();
        assertEquals(bought(1), node.buy(order));
        assertEquals(before.settled(before.lastPurchasedSlot() + 1), node.campaign());
        assertEquals(1, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, somebody was first: at s already, accepted; not moved twice")
    void movedBySomebody() {
        node.store().at("D6").before(() -> node.somebody().patrol());

        assertEquals(bought(1), node.buy(order));
        assertEquals(LOOKED, node.steps());
        assertEquals(1, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, somebody was first: beyond s already, accepted")
    void movedBeyond() {
        node.store().at("D6").before(() -> {
            node.somebody().patrol();
            assertEquals(bought(2), node.somebody().buy(node.attempt("bob")));
        });

        assertEquals(bought(1), node.buy(order));
        assertEquals(LOOKED, node.steps());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D6, the campaign was closed meanwhile: still at s-1, again; it stays closed")
    void closed() {
        node.store().at("D6").before(() -> node.with(node.campaign().with(Status.CLOSED, Optional.empty())));

        assertEquals(bought(1), node.buy(order));
        assertEquals(1, node.campaign().lastPurchasedSlot());
        assertEquals(Status.CLOSED, node.campaign().status());
    }

    @Test
    @DisplayName("D6, nobody knows: looked at; done is accepted and not done twice, not done is done again")
    void unknown() {
        node.store().at("D6", 1).unknownButDone();
        assertEquals(bought(1), node.buy(order));
        assertEquals(LOOKED, node.steps());
        assertEquals(1, node.campaign().lastPurchasedSlot());

        node.store().at("D6", 2).unknownAndLost();
        assertEquals(bought(2), node.buy(node.attempt("bob")));
        assertEquals(2, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, nobody knows, and it is done later: its version is spent")
    void late() {
        node.store().at("D6").unknownAndLate();
        assertEquals(bought(1), node.buy(order));
        assertEquals(bought(2), node.somebody().buy(node.attempt("bob")));
        node.store().land();
        assertEquals(2, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, refused for ever: bought, and left to the posse after ten tries")
    void refusedForEver() {
        node.store().atEvery("D6").refuses();

        assertEquals(bought(1), node.buy(order));
        assertEquals(Bounds.TRIES, node.steps().stream().filter("D6"::equals).count());
        assertEquals(1, node.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D6, a definite failure, then a look that fails: again; bought")
    void fails() {
        node.store().at("D6").fails();
        node.store().at("D6.look").fails();

        assertEquals(bought(1), node.buy(order));
        assertEquals(1, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, the look fails for ever: bought")
    void lookFails() {
        node.store().at("D6").refuses();
        node.store().atEvery("D6.look").fails();

        assertEquals(bought(1), node.buy(order));
        assertEquals(
                Bounds.TRIES, node.steps().stream().filter("D6.look"::equals).count());
    }

    @Test
    @DisplayName("D6, lower than s-1: noted in the campaign, which is never moved over an unsettled slot (A7, A14)")
    void lower() {
        node.diesBefore("D4", node.attempt("bob"));

        assertEquals(bought(2), node.buy(order.slots(2)));
        assertEquals(0, node.campaign().lastPurchasedSlot());
        assertEquals(List.of(2L), node.campaign().settledAhead());
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3b", "D3", "D4", "D5", "D6.look", "D6"), node.steps());

        assertEquals(1, node.somebody().patrol().finished().size());
        assertEquals(2, node.campaign().lastPurchasedSlot());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D6, so many are waiting for an earlier slot that there is no room: left to the posse")
    void noRoom() {
        Campaign crowded = node.campaign();
        for (long slot = 3; slot < 3 + Campaign.MAX_AHEAD; slot++) {
            crowded = crowded.settled(slot);
        }
        node.diesBefore("D4", node.attempt("bob"));
        Campaign full = crowded;
        node.store().at("D6.look").before(() -> node.with(full));

        assertEquals(bought(2), node.buy(order.slots(2)));
        assertEquals(full, node.campaign());
    }

    @Test
    @DisplayName("D6, the campaign is gone or cannot be understood: bought, nothing is written over it")
    void campaign() {
        node.store()
                .at("D6")
                .before(() -> node.store().force(Keys.campaign("drop"), "{}".getBytes(StandardCharsets.UTF_8)));
        assertEquals(bought(1), node.buy(order));
        assertEquals("{}", node.store().values().get(Keys.campaign("drop")));

        ScriptedNode second = ScriptedNode.selling().account("alice", 1_000);
        second.store().at("D6").before(() -> second.store().lose(Keys.campaign("drop")));
        assertEquals(bought(1), second.buy(order));
        assertTrue(second.alarms().isEmpty());
    }
}
