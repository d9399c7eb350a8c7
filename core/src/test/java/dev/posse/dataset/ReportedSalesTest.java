package dev.posse.dataset;

import static dev.posse.fixture.ScriptedNode.bought;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.Keys;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.DataLossDetected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Data loss: a node looks for the sales that it has told its buyers of")
class ReportedSalesTest {

    /** Longer than any draw: every campaign has been patrolled by then, once at the least. */
    private static final Duration ONE_PATROL = Duration.ofSeconds(41);

    private final FakeClock clock = new FakeClock();
    private final ScriptedNode node = ScriptedNode.selling()
            .account("alice", 1_000)
            .with(Directory.empty(1).with("drop"));
    private final PatrolFixture fixture =
            new PatrolFixture("node-1", node.somebody().store(), clock, 5, PatrolFixture.DEFAULT);

    @BeforeEach
    void threeSalesOfThisNode() {
        for (int i = 1; i <= 3; i++) {
            assertEquals(bought(i), node.somebody().buy(node.attempt("alice").id("order-" + i)));
            fixture.memory().sales().sold("drop", i, "alice", "order-" + i);
        }
    }

    private DataLossDetected onlyEvent() {
        List<DataLossDetected> events = fixture.events(DataLossDetected.class);
        assertEquals(1, events.size(), events.toString());
        return events.get(0);
    }

    /** As if a failover had lost slot 3 and another node had sold it at once. */
    private void slotThreeIsBobs() {
        Claim claim = (Claim) node.slot(3).orElseThrow();
        node.with(new Claim(
                "drop", 3, "bob", "bobs", "attempt", claim.price(), Optional.empty(), claim.since(), claim.unknown()));
    }

    @Test
    @DisplayName("Sales that stand raise nothing, however often they are looked for")
    void stand() {
        fixture.runFor(ONE_PATROL.multipliedBy(3));

        assertEquals(List.of(), fixture.events(DataLossDetected.class));
        assertEquals(Status.OPEN, node.campaign().status());
    }

    @Test
    @DisplayName("A slot that was lost and sold again, the campaign where it was: event, stopped")
    void soldAgain() {
        slotThreeIsBobs();

        fixture.runFor(ONE_PATROL);

        assertEquals(Optional.of("drop"), onlyEvent().campaign());
        assertEquals(
                "slot/drop/3 was sold to alice for purchase order-3, and is not that sale any more",
                onlyEvent().finding());
        assertEquals(Status.STOPPED, node.campaign().status());
        assertTrue(node.campaign().reason().orElseThrow().contains("Data loss"));
    }

    @Test
    @DisplayName("A sale that was found once is looked for again: it may be lost later")
    void lostAfterItWasFound() {
        fixture.runFor(ONE_PATROL);
        slotThreeIsBobs();

        fixture.runFor(ONE_PATROL);

        assertTrue(
                onlyEvent().finding().contains("is not that sale any more"),
                onlyEvent().finding());
    }

    @Test
    @DisplayName("Campaign and slots fell back together: one event that tells both, and no second one after reopening")
    void fellBack() {
        fixture.runFor(ONE_PATROL);
        node.store().lose(Keys.slot("drop", 2));
        node.store().lose(Keys.slot("drop", 3));
        node.with(Campaign.created("drop", ScriptedNode.PRICE, 10).settled(1));

        fixture.runFor(ONE_PATROL);
        node.with(node.campaign().with(Status.OPEN, Optional.empty()));
        fixture.runFor(ONE_PATROL);

        assertTrue(onlyEvent().finding().contains("1 and was 3"), onlyEvent().finding());
        assertTrue(
                onlyEvent()
                        .finding()
                        .contains(
                                "slot/drop/2 was sold to alice for purchase order-2, and is gone; slot/drop/3 was sold to"
                                        + " alice for purchase order-3, and is gone"),
                onlyEvent().finding());
        assertEquals(Status.OPEN, node.campaign().status());
    }

    @Test
    @DisplayName("A slot that cannot be read is not taken for lost")
    void unreadable() {
        node.store().force(Keys.slot("drop", 2), "no document".getBytes(UTF_8));

        fixture.runFor(ONE_PATROL);

        assertEquals(List.of(), fixture.events(DataLossDetected.class));
    }

    @Test
    @DisplayName("Of many sales between two patrols each is looked for, up to a bound")
    void many() {
        for (int slot = 4; slot <= 1_000; slot++) {
            fixture.memory().sales().sold("drop", slot, "alice", "order-" + slot);
        }

        fixture.runFor(ONE_PATROL);

        List<String> findings = List.of(onlyEvent().finding().split("; "));
        assertEquals(997, findings.size());
        for (int slot = 4; slot <= 1_000; slot++) {
            assertEquals(
                    "slot/drop/" + slot + " was sold to alice for purchase order-" + slot + ", and is gone",
                    findings.get(slot - 4));
        }
        assertTrue(node.campaign().reason().orElseThrow().length() < 300, "a document is no place for a list");
    }

    @Test
    @DisplayName(
            "A loss is found with the newest sales: all that are remembered and gone are said at once, and no other")
    void allAtOnce() {
        node.account("alice", 10_000);
        node.with(Campaign.created("drop", ScriptedNode.PRICE, 100)
                .settled(1)
                .settled(2)
                .settled(3));
        for (int i = 4; i <= 40; i++) {
            assertEquals(bought(i), node.somebody().buy(node.attempt("alice").id("order-" + i)));
            fixture.memory().sales().sold("drop", i, "alice", "order-" + i);
        }
        fixture.runFor(ONE_PATROL);
        assertEquals(List.of(), fixture.events(DataLossDetected.class));
        for (int i = 11; i <= 40; i++) {
            node.store().lose(Keys.slot("drop", i));
        }

        fixture.runFor(ONE_PATROL);

        List<String> findings = List.of(onlyEvent().finding().split("; "));
        assertEquals(30, findings.size());
        assertEquals("slot/drop/11 was sold to alice for purchase order-11, and is gone", findings.get(0));
    }

    @Test
    @DisplayName("A slot that the store does not answer is not taken for lost, and hides no other that is")
    void notAnswered() {
        fixture.store().onReadsOf(Keys.slot("drop", 2)).fails();
        slotThreeIsBobs();

        fixture.runFor(ONE_PATROL);

        assertEquals(
                "slot/drop/3 was sold to alice for purchase order-3, and is not that sale any more",
                onlyEvent().finding());
    }

    @Test
    @DisplayName(
            "A scan that read nothing judges nothing, nor does the look for the sake of a slot that comes after it")
    void readNothing() {
        fixture.runFor(ONE_PATROL);
        fixture.store().onReadsOf("campaign/drop").fails();
        fixture.runFor(ONE_PATROL);
        fixture.store().behave();
        clock.set(clock.instant().minusSeconds(3600));
        fixture.posse().suspect("drop", 4);

        fixture.runFor(Duration.ofSeconds(2));

        assertEquals(List.of(), fixture.events(DataLossDetected.class));
        assertEquals(Status.OPEN, node.campaign().status());
    }
}
