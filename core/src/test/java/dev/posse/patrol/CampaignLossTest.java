package dev.posse.patrol;

import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Keys;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.observe.PosseEvent.PatrolFailed;
import dev.posse.outcome.PurchaseOutcome.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A campaign that lost steps: an event within one patrol, the campaign stopped, nothing sold")
class CampaignLossTest extends AfterThreeSales {

    @Test
    @DisplayName("A campaign stands lower than before: event, stopped in its document, only that one")
    void lower() {
        node.with(node.campaign().with(Status.OPEN, Optional.empty()));
        node.with(Campaign.created("drop", ScriptedNode.PRICE, 10).settled(1));

        fixture.runFor(ONE_PATROL);

        assertEquals(Optional.of("drop"), onlyEvent().campaign());
        assertTrue(onlyEvent().finding().contains("1 and was 3"), onlyEvent().finding());
        assertEquals(Status.STOPPED, node.campaign().status());
        assertTrue(node.campaign().reason().orElseThrow().contains("Data loss"));
        assertEquals(Status.OPEN, second().status());
        assertEquals(not(Reason.STOPPED), node.somebody().buy(node.attempt("alice")));
    }

    @Test
    @DisplayName("Reopening by a person lifts the stop, and the same loss raises no second event")
    void reopened() {
        node.with(Campaign.created("drop", ScriptedNode.PRICE, 10).settled(1));
        fixture.runFor(ONE_PATROL);
        node.with(node.campaign().with(Status.OPEN, Optional.empty()));

        fixture.runFor(ONE_PATROL);

        assertEquals(Status.OPEN, node.campaign().status());
        DataLossDetected unused = onlyEvent();
    }

    @Test
    @DisplayName("A campaign is gone: event; there is nothing to stop and nothing can be sold")
    void gone() {
        node.store().lose(Keys.campaign("drop"));

        fixture.runFor(ONE_PATROL);

        assertEquals(Optional.of("drop"), onlyEvent().campaign());
        assertTrue(onlyEvent().finding().contains("gone"), onlyEvent().finding());
        assertEquals(not(Reason.UNKNOWN_CAMPAIGN), node.somebody().buy(node.attempt("alice")));
    }

    @Test
    @DisplayName("A campaign that cannot be stopped: both are said, and the patrol goes on")
    void cannotBeStopped() {
        node.with(Campaign.created("drop", ScriptedNode.PRICE, 10).settled(1));
        fixture.store().onEvery("swap campaign/drop").refuses();

        fixture.runFor(ONE_PATROL);

        assertEquals(Optional.of("drop"), onlyEvent().campaign());
        assertEquals(
                Optional.of("drop"), fixture.events(PatrolFailed.class).get(0).campaign());
        assertEquals(Status.OPEN, node.campaign().status());
    }

    @Test
    @DisplayName("A campaign that never sold anything and is absent is no loss")
    void neverThere() {
        node.store().lose(Keys.campaign("second"));
        fixture.runFor(ONE_PATROL);
        assertEquals(List.of(), fixture.events(DataLossDetected.class));
    }
}
