package dev.posse.purchase;

import static dev.posse.bench.Bench.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.AttemptBuilder;
import dev.posse.bench.Bench;
import dev.posse.bench.Invariants;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Keys;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D6: the campaign moves by one settled slot")
class D6Test {

    private final Bench bench = Bench.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = bench.wish("alice");

    private static final List<String> LOOKED = List.of("D0", "D2", "D3", "D4", "D5", "D6", "D6.look");

    @Test
    @DisplayName("D6: lastPurchasedSlot from s-1 to s, and nothing else of the campaign changes")
    void moves() {
        var before = bench.campaign();
        assertEquals(bought(1), bench.buy(order));
        assertEquals(before.settled(before.lastPurchasedSlot() + 1), bench.campaign());
        assertEquals(1, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, somebody was first: at s already, accepted; not moved twice")
    void movedBySomebody() {
        bench.store().at("D6").before(() -> bench.somebody().patrol());

        assertEquals(bought(1), bench.buy(order));
        assertEquals(LOOKED, bench.steps());
        assertEquals(1, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, somebody was first: beyond s already, accepted")
    void movedBeyond() {
        bench.store().at("D6").before(() -> {
            bench.somebody().patrol();
            assertEquals(bought(2), bench.somebody().buy(bench.wish("bob")));
        });

        assertEquals(bought(1), bench.buy(order));
        assertEquals(LOOKED, bench.steps());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D6, the campaign was closed meanwhile: still at s-1, again; it stays closed")
    void closed() {
        bench.store().at("D6").before(() -> bench.with(bench.campaign().with(Status.CLOSED, Optional.empty())));

        assertEquals(bought(1), bench.buy(order));
        assertEquals(1, bench.campaign().lastPurchasedSlot());
        assertEquals(Status.CLOSED, bench.campaign().status());
    }

    @Test
    @DisplayName("D6, nobody knows: looked at; done is accepted and not done twice, not done is done again")
    void unknown() {
        bench.store().at("D6", 1).unknownButDone();
        assertEquals(bought(1), bench.buy(order));
        assertEquals(LOOKED, bench.steps());
        assertEquals(1, bench.campaign().lastPurchasedSlot());

        bench.store().at("D6", 2).unknownAndLost();
        assertEquals(bought(2), bench.buy(bench.wish("bob")));
        assertEquals(2, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, nobody knows, and it is done later: its version is spent")
    void late() {
        bench.store().at("D6").unknownAndLate();
        assertEquals(bought(1), bench.buy(order));
        assertEquals(bought(2), bench.somebody().buy(bench.wish("bob")));
        bench.store().land();
        assertEquals(2, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, refused for ever: bought, and left to the posse after ten tries")
    void refusedForEver() {
        bench.store().atEvery("D6").refuses();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(Bounds.TRIES, bench.steps().stream().filter("D6"::equals).count());
        assertEquals(1, bench.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D6, a definite failure, then a look that fails: again; bought")
    void fails() {
        bench.store().at("D6").fails();
        bench.store().at("D6.look").fails();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(1, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D6, the look fails for ever: bought")
    void lookFails() {
        bench.store().at("D6").refuses();
        bench.store().atEvery("D6.look").fails();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(
                Bounds.TRIES, bench.steps().stream().filter("D6.look"::equals).count());
    }

    @Test
    @DisplayName("D6, lower than s-1: noted in the campaign, which is never moved over an unsettled slot (A7, A14)")
    void lower() {
        bench.diesBefore("D4", bench.wish("bob"));

        assertEquals(bought(2), bench.buy(order.slots(2)));
        assertEquals(0, bench.campaign().lastPurchasedSlot());
        assertEquals(List.of(2L), bench.campaign().settledAhead());
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3b", "D3", "D4", "D5", "D6.look", "D6"), bench.steps());

        assertEquals(1, bench.somebody().patrol().finished().size());
        assertEquals(2, bench.campaign().lastPurchasedSlot());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D6, so many are waiting for an earlier slot that there is no room: left to the posse")
    void noRoom() {
        Campaign crowded = bench.campaign();
        for (long slot = 3; slot < 3 + Campaign.MAX_AHEAD; slot++) {
            crowded = crowded.settled(slot);
        }
        bench.diesBefore("D4", bench.wish("bob"));
        Campaign full = crowded;
        bench.store().at("D6.look").before(() -> bench.with(full));

        assertEquals(bought(2), bench.buy(order.slots(2)));
        assertEquals(full, bench.campaign());
    }

    @Test
    @DisplayName("D6, the campaign is gone or cannot be understood: bought, nothing is written over it")
    void campaign() {
        bench.store()
                .at("D6")
                .before(() -> bench.store().force(Keys.campaign("drop"), "{}".getBytes(StandardCharsets.UTF_8)));
        assertEquals(bought(1), bench.buy(order));
        assertEquals("{}", bench.store().values().get(Keys.campaign("drop")));

        Bench second = Bench.selling().account("alice", 1_000);
        second.store().at("D6").before(() -> second.store().lose(Keys.campaign("drop")));
        assertEquals(bought(1), second.buy(order));
        assertTrue(second.alarms().isEmpty());
    }
}
