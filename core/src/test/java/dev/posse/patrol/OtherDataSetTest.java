package dev.posse.patrol;

import static dev.posse.fixture.ScriptedNode.NOON;
import static dev.posse.fixture.ScriptedNode.bought;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.observe.PosseEvent.PatrolFailed;
import dev.posse.store.DataLossException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Another data set: an event within one patrol, campaigns stopped, nothing sold until a person confirms")
class OtherDataSetTest extends AfterThreeSales {

    private void restored(String key, String value) {
        node.store().find(key);
        node.store().force(key, value.getBytes(UTF_8));
    }

    private void confirmed() {
        assertFalse(Posse.confirm(fixture.store()).isNothing());
        fixture.runFor(Duration.ofSeconds(2));
        assertEquals(Optional.empty(), fixture.guard().reason());
    }

    @Test
    @DisplayName(
            "The incarnation is gone: event, all campaigns stopped, the node shut; also when it is back, until a person"
                    + " confirms")
    void incarnationGone() {
        node.store().lose(Keys.INCARNATION);

        fixture.runFor(Duration.ofSeconds(5));

        assertEquals(Optional.empty(), onlyEvent().campaign());
        bothStopped();
        assertTrue(fixture.guard().reason().orElseThrow().contains("gone"));

        node.store().find(Keys.INCARNATION);
        fixture.runFor(Duration.ofSeconds(20));
        assertTrue(fixture.guard().reason().orElseThrow().contains("gone"));
        confirmed();
        bothStopped();
    }

    @Test
    @DisplayName(
            "Emptied, and a purchase finds a campaign gone before the patrol finds everything gone: an older copy that is"
                    + " restored is stopped all the same, in all campaigns")
    void campaignFirst() {
        Map<String, String> older = new TreeMap<>(node.store().values());
        node.store().values().keySet().forEach(node.store()::lose);
        fixture.posse().fellBack("drop", new DataLossException("the campaign drop fell back"));
        fixture.runFor(ONE_PATROL);

        older.forEach(this::restored);
        fixture.runFor(ONE_PATROL);

        bothStopped();
        assertEquals(
                List.of(Optional.of("drop"), Optional.empty()),
                fixture.events(DataLossDetected.class).stream()
                        .map(DataLossDetected::campaign)
                        .toList(),
                "both are said");
    }

    @Test
    @DisplayName(
            "Emptied, then an older copy restored: what was seen and told is kept, campaigns are stopped in the copy; after"
                    + " the confirmation it starts from what is read")
    void olderCopy() {
        Map<String, String> older = new TreeMap<>(node.store().values());
        assertEquals(bought(4), node.somebody().buy(node.attempt("alice").id("order-4")));
        fixture.memory().sales().sold("drop", 4, "alice", "order-4");
        fixture.runFor(ONE_PATROL);
        node.store().values().keySet().forEach(node.store()::lose);
        fixture.runFor(ONE_PATROL);
        assertTrue(node.store().values().isEmpty(), "in an empty database nothing is written");

        older.forEach(this::restored);
        fixture.runFor(ONE_PATROL);

        assertTrue(fixture.guard().reason().isPresent());
        assertEquals(4, fixture.memory().highest().of("drop"));
        bothStopped();
        assertTrue(node.store().text(Keys.INCARNATION).contains("node-1: the incarnation document is gone"));
        assertThrows(DataLossException.class, () -> Posse.on(fixture.store()).open(), "who knows less hears of it");
        int events = fixture.events(DataLossDetected.class).size();
        assertTrue(
                fixture.events(DataLossDetected.class).stream()
                        .anyMatch(event -> event.finding()
                                .contains("slot/drop/4 was sold to alice for purchase order-4, and is gone")),
                fixture.events(DataLossDetected.class)::toString);

        confirmed();
        node.with(node.campaign().with(Status.OPEN, Optional.empty()));
        fixture.runFor(ONE_PATROL);
        assertEquals(3, fixture.memory().highest().of("drop"));
        assertEquals(events, fixture.events(DataLossDetected.class).size());
        assertEquals(Status.OPEN, node.campaign().status());
    }

    @Test
    @DisplayName(
            "A copy from before a confirmation: its number is older than what the node has seen; confirmed again it is newer")
    void olderConfirmation() {
        String before = node.store().text(Keys.INCARNATION);
        node.store().lose(Keys.INCARNATION);
        fixture.runFor(Duration.ofSeconds(2));
        restored(Keys.INCARNATION, before);
        fixture.runFor(Duration.ofSeconds(2));
        confirmed();

        restored(Keys.INCARNATION, before);
        fixture.runFor(Duration.ofSeconds(2));

        assertTrue(fixture.guard().reason().orElseThrow().contains("older copy"));
        confirmed();
    }

    @Test
    @DisplayName(
            "One campaign fell back: the node sells nothing any more, and another node hears of it; until a person confirms")
    void guardOfAllNodes() {
        PatrolFixture other = new PatrolFixture("node-2", node.somebody().store(), clock, 6, PatrolFixture.DEFAULT);
        node.with(Campaign.created("drop", ScriptedNode.PRICE, 10).settled(1));
        fixture.runFor(ONE_PATROL);
        assertTrue(fixture.guard().reason().orElseThrow().contains("drop fell back"));

        other.runFor(Duration.ofSeconds(2));

        assertTrue(other.guard().reason().orElseThrow().contains("node-1: the campaign drop fell back"));
        assertEquals(Status.OPEN, second().status());
        confirmed();
        other.runFor(Duration.ofSeconds(2));
        assertEquals(Optional.empty(), other.guard().reason());
    }

    @Test
    @DisplayName("An incarnation that the store does not answer is not taken for one that is gone, and stops no patrol")
    void incarnationNotAnswered() {
        fixture.store().onReadsOf(Keys.INCARNATION).fails();
        node.diesBefore("D4", node.attempt("alice").id("order-4"));

        fixture.runFor(ONE_PATROL);

        assertEquals(List.of(), fixture.events(DataLossDetected.class));
        assertEquals(Optional.empty(), fixture.guard().reason());
        assertEquals(4, node.campaign().lastPurchasedSlot());
        assertTrue(fixture.events(PatrolFailed.class).get(0).problem().contains(Keys.INCARNATION));
    }

    @Test
    @DisplayName("Another incarnation: event, all campaigns stopped, this node stays shut")
    void incarnationOther() {
        node.with(new Incarnation("life-2", NOON, Optional.empty(), UnknownFields.NONE));

        fixture.runFor(Duration.ofSeconds(2));

        assertTrue(onlyEvent().finding().contains("life-2"), onlyEvent().finding());
        bothStopped();
        assertTrue(fixture.guard().reason().isPresent());
    }

    @Test
    @DisplayName("The store's data has another life: event, all stopped, node shut; confirming opens it")
    void storeIncarnation() {
        node.with(new Incarnation("life-1", NOON, Optional.of("run-1"), UnknownFields.NONE));
        fixture.store().incarnation("run-1");
        fixture.runFor(Duration.ofSeconds(2));
        assertEquals(List.of(), fixture.events(DataLossDetected.class));
        fixture.store().incarnation("run-2");

        fixture.runFor(Duration.ofSeconds(2));

        assertTrue(onlyEvent().finding().contains("run-2"), onlyEvent().finding());
        bothStopped();
        assertTrue(fixture.guard().reason().isPresent());

        confirmed();
        assertEquals(Status.STOPPED, node.campaign().status(), "until a person reopens it");
    }

    @Test
    @DisplayName(
            "The store itself notices the loss: one event, node shut, the posse goes on asking; it stays shut afterwards")
    void dataLoss() {
        fixture.store().noticesLoss("the server came back empty; confirm with …");

        fixture.runFor(Duration.ofSeconds(30));

        assertTrue(onlyEvent().finding().contains("came back empty"));
        assertTrue(fixture.guard().reason().orElseThrow().contains("came back empty"));
        int asked = fixture.events(PatrolFailed.class).size();
        assertTrue(asked >= 15 && asked < 70, asked + " times in half a minute");

        fixture.store().lossIsConfirmed();
        fixture.runFor(Duration.ofSeconds(10));
        assertTrue(fixture.guard().reason().isPresent());
        confirmed();
    }
}
