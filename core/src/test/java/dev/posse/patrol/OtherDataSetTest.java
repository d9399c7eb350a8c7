package dev.posse.patrol;

import static dev.posse.bench.Bench.NOON;
import static dev.posse.bench.Bench.bought;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.bench.Bench;
import dev.posse.bench.PatrolFixture;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.UnknownFields;
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
        bench.store().find(key);
        bench.store().force(key, value.getBytes(UTF_8));
    }

    private void confirmed() {
        assertFalse(Posse.confirm(rider.store()).isNothing());
        rider.rideFor(Duration.ofSeconds(2));
        assertEquals(Optional.empty(), rider.fence().reason());
    }

    @Test
    @DisplayName(
            "The incarnation is gone: event, all campaigns stopped, the fence shut; also when it is back, until a person"
                    + " confirms")
    void incarnationGone() {
        bench.store().lose(Keys.INCARNATION);

        rider.rideFor(Duration.ofSeconds(5));

        assertEquals(Optional.empty(), onlyEvent().campaign());
        bothStopped();
        assertTrue(rider.fence().reason().orElseThrow().contains("gone"));

        bench.store().find(Keys.INCARNATION);
        rider.rideFor(Duration.ofSeconds(20));
        assertTrue(rider.fence().reason().orElseThrow().contains("gone"));
        confirmed();
        bothStopped();
    }

    @Test
    @DisplayName(
            "Emptied, then an older copy restored: what was seen and told is kept, campaigns are stopped in the copy; after"
                    + " the confirmation it starts from what is read")
    void olderCopy() {
        Map<String, String> older = new TreeMap<>(bench.store().values());
        assertEquals(bought(4), bench.somebody().buy(bench.wish("alice").id("order-4")));
        rider.memory().sales().sold("drop", 4, "alice", "order-4");
        rider.rideFor(ONE_PATROL);
        bench.store().values().keySet().forEach(bench.store()::lose);
        rider.rideFor(ONE_PATROL);
        assertTrue(bench.store().values().isEmpty(), "in an empty database nothing is written");

        older.forEach(this::restored);
        rider.rideFor(ONE_PATROL);

        assertTrue(rider.fence().reason().isPresent());
        assertEquals(4, rider.memory().highest().of("drop"));
        bothStopped();
        assertTrue(bench.store().text(Keys.INCARNATION).contains("node-1: the incarnation document is gone"));
        assertThrows(DataLossException.class, () -> Posse.on(rider.store()).open(), "who knows less hears of it");
        int events = rider.events(DataLossDetected.class).size();
        assertTrue(
                rider.events(DataLossDetected.class).stream()
                        .anyMatch(event -> event.finding()
                                .contains("slot/drop/4 was sold to alice for purchase order-4, and is gone")),
                rider.events(DataLossDetected.class)::toString);

        confirmed();
        bench.with(bench.campaign().with(Status.OPEN, Optional.empty()));
        rider.rideFor(ONE_PATROL);
        assertEquals(3, rider.memory().highest().of("drop"));
        assertEquals(events, rider.events(DataLossDetected.class).size());
        assertEquals(Status.OPEN, bench.campaign().status());
    }

    @Test
    @DisplayName(
            "A copy from before a confirmation: its number is older than what the node has seen; confirmed again it is newer")
    void olderConfirmation() {
        String before = bench.store().text(Keys.INCARNATION);
        bench.store().lose(Keys.INCARNATION);
        rider.rideFor(Duration.ofSeconds(2));
        restored(Keys.INCARNATION, before);
        rider.rideFor(Duration.ofSeconds(2));
        confirmed();

        restored(Keys.INCARNATION, before);
        rider.rideFor(Duration.ofSeconds(2));

        assertTrue(rider.fence().reason().orElseThrow().contains("older copy"));
        confirmed();
    }

    @Test
    @DisplayName(
            "One campaign fell back: the node sells nothing any more, and another node hears of it; until a person confirms")
    void guardOfAllNodes() {
        PatrolFixture other = new PatrolFixture("node-2", bench.somebody().store(), clock, 6, PatrolFixture.DEFAULT);
        bench.with(Campaign.created("drop", Bench.PRICE, 10).settled(1));
        rider.rideFor(ONE_PATROL);
        assertTrue(rider.fence().reason().orElseThrow().contains("drop fell back"));

        other.rideFor(Duration.ofSeconds(2));

        assertTrue(other.fence().reason().orElseThrow().contains("node-1: the campaign drop fell back"));
        assertEquals(Status.OPEN, second().status());
        confirmed();
        other.rideFor(Duration.ofSeconds(2));
        assertEquals(Optional.empty(), other.fence().reason());
    }

    @Test
    @DisplayName("An incarnation that the store does not answer is not taken for one that is gone, and stops no patrol")
    void incarnationNotAnswered() {
        rider.store().onReadsOf(Keys.INCARNATION).fails();
        bench.diesBefore("D4", bench.wish("alice").id("order-4"));

        rider.rideFor(ONE_PATROL);

        assertEquals(List.of(), rider.events(DataLossDetected.class));
        assertEquals(Optional.empty(), rider.fence().reason());
        assertEquals(4, bench.campaign().lastPurchasedSlot());
        assertTrue(rider.events(PatrolFailed.class).get(0).problem().contains(Keys.INCARNATION));
    }

    @Test
    @DisplayName("Another incarnation: event, all campaigns stopped, the fence stays shut for this node")
    void incarnationOther() {
        bench.with(new Incarnation("life-2", NOON, Optional.empty(), UnknownFields.NONE));

        rider.rideFor(Duration.ofSeconds(2));

        assertTrue(onlyEvent().finding().contains("life-2"), onlyEvent().finding());
        bothStopped();
        assertTrue(rider.fence().reason().isPresent());
    }

    @Test
    @DisplayName("The store's data has another life: event, all stopped, fence shut; confirming opens the fence")
    void storeIncarnation() {
        bench.with(new Incarnation("life-1", NOON, Optional.of("run-1"), UnknownFields.NONE));
        rider.store().incarnation("run-1");
        rider.rideFor(Duration.ofSeconds(2));
        assertEquals(List.of(), rider.events(DataLossDetected.class));
        rider.store().incarnation("run-2");

        rider.rideFor(Duration.ofSeconds(2));

        assertTrue(onlyEvent().finding().contains("run-2"), onlyEvent().finding());
        bothStopped();
        assertTrue(rider.fence().reason().isPresent());

        confirmed();
        assertEquals(Status.STOPPED, bench.campaign().status(), "until a person reopens it");
    }

    @Test
    @DisplayName(
            "The store itself notices the loss: one event, fence shut, the posse goes on asking; it stays shut afterwards")
    void dataLoss() {
        rider.store().noticesLoss("the server came back empty; confirm with …");

        rider.rideFor(Duration.ofSeconds(30));

        assertTrue(onlyEvent().finding().contains("came back empty"));
        assertTrue(rider.fence().reason().orElseThrow().contains("came back empty"));
        int asked = rider.events(PatrolFailed.class).size();
        assertTrue(asked >= 15 && asked < 70, asked + " times in half a minute");

        rider.store().lossIsConfirmed();
        rider.rideFor(Duration.ofSeconds(10));
        assertTrue(rider.fence().reason().isPresent());
        confirmed();
    }
}
