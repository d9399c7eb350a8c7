package dev.posse.patrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.document.Account;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Directory;
import dev.posse.document.Keys;
import dev.posse.document.Movement;
import dev.posse.observe.PosseEvent.BookingLost;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.observe.PosseEvent.ListingLost;
import dev.posse.observe.PosseEvent.PatrolFailed;
import dev.posse.store.DataLossException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is done about a loss, also where the store does not answer in the middle of it")
class LossesTest extends AfterThreeSales {

    private static final Duration SOON = Duration.ofSeconds(2);

    private static final String FELL_BACK = "drop stands at slot 1 and was at 3";

    private List<PatrolFailed> failed() {
        return fixture.events(PatrolFailed.class);
    }

    @Test
    @DisplayName("Several told sales are gone: the event names all, the campaign's reason the first and how many more")
    void several() {
        for (int slot = 1; slot <= 3; slot++) {
            fixture.memory().sales().sold("drop", slot, "alice", "order-" + slot);
        }
        node.store().lose("slot/drop/2");
        fixture.runFor(ONE_PATROL);
        assertEquals(
                "Data loss: slot/drop/2 was sold to alice for purchase order-2, and is gone",
                node.campaign().reason().orElseThrow());

        node.with(node.campaign().with(Status.OPEN, Optional.empty()));
        node.store().lose("slot/drop/3");
        fixture.runFor(ONE_PATROL);

        assertTrue(
                node.campaign().reason().orElseThrow().endsWith("; and 1 more, as node-1 said"),
                () -> node.campaign().reason().orElseThrow());
    }

    @Test
    @DisplayName(
            "A purchase has found a loss, and looked at again nothing can be read: what the purchase found is said")
    void nothingMoreIsRead() {
        fixture.store().onEvery("get campaign/drop").fails();
        fixture.posse().fellBack("drop", new DataLossException(FELL_BACK));

        assertEquals(Optional.of("drop"), onlyEvent().campaign());
        assertEquals(FELL_BACK, onlyEvent().finding());
        assertTrue(fixture.guard().reason().isPresent());
    }

    @Test
    @DisplayName("A sale is gone, and the campaign was not answered: it may be there, and is stopped")
    void campaignUnread() {
        for (int slot = 1; slot <= 3; slot++) {
            fixture.memory().sales().sold("drop", slot, "alice", "order-" + slot);
        }
        node.store().lose("slot/drop/2");
        fixture.store().onEvery("get campaign/drop").fails();
        fixture.store().onEvery("get slot/drop/3").before(fixture.store()::behave);

        fixture.posse().fellBack("drop", new DataLossException(FELL_BACK));

        assertTrue(onlyEvent().finding().contains("slot/drop/2"), onlyEvent().finding());
        assertEquals(Status.STOPPED, node.campaign().status());
    }

    @Test
    @DisplayName("so it is where the look is cut short; and once, where the node is shut already")
    void cutShort() {
        fixture.store().onEvery("get campaign/drop").before(() -> {
            throw new DataLossException("the server came back empty");
        });
        assertThrows(DataLossException.class, () -> fixture.posse().fellBack("drop", new DataLossException(FELL_BACK)));
        assertEquals(FELL_BACK, onlyEvent().finding());
        assertEquals(Optional.of("drop"), failed().get(0).campaign(), "it could not be stopped");

        assertThrows(DataLossException.class, () -> fixture.posse().fellBack("drop", new DataLossException(FELL_BACK)));
        DataLossDetected unused = onlyEvent();
    }

    @Test
    @DisplayName("a node that is shut already says nothing new of a campaign in which it finds nothing")
    void shutAlready() {
        node.store().lose(Keys.INCARNATION);
        fixture.runFor(SOON);
        fixture.posse().fellBack("drop", new DataLossException(FELL_BACK));

        assertEquals(Optional.empty(), onlyEvent().campaign());
    }

    @Test
    @DisplayName("a purchase that has found a loss stops its campaign, also where nothing more is found")
    void stopsItsCampaign() {
        fixture.posse().fellBack("drop", new DataLossException(FELL_BACK));

        assertEquals(Status.STOPPED, node.campaign().status());
        assertEquals("Data loss: " + FELL_BACK, node.campaign().reason().orElseThrow());
        assertEquals(Status.OPEN, second().status());
    }

    @Test
    @DisplayName("An incarnation that is corrupt is said, and is not taken for another one")
    void incarnationCorrupt() {
        node.store().force(Keys.INCARNATION, "[]".getBytes(UTF_8));

        fixture.runFor(SOON);

        assertEquals(List.of(), fixture.events(DataLossDetected.class));
        assertTrue(failed().get(0).problem().contains(Keys.INCARNATION), failed()::toString);
    }

    @Test
    @DisplayName("An objection that cannot be written is said, and written when the store answers")
    void objectionFails() {
        node.store().lose(Keys.INCARNATION);
        fixture.runFor(SOON);
        node.store().find(Keys.INCARNATION);
        fixture.store().onEvery("swap posse/incarnation").fails();
        fixture.runFor(SOON);
        assertTrue(failed().get(0).problem().startsWith("posse/incarnation: "), failed()::toString);
        assertFalse(node.store().text(Keys.INCARNATION).contains("node-1"));

        fixture.store().behave();
        fixture.runFor(SOON);

        assertTrue(node.store().text(Keys.INCARNATION).contains("node-1"));
    }

    @Test
    @DisplayName("While the whole data set is another one a stopped campaign costs nothing more than its patrol")
    void stoppedOnce() {
        node.store().lose(Keys.INCARNATION);
        fixture.runFor(ONE_PATROL);
        bothStopped();
        int before = fixture.store().calls().size();

        fixture.runFor(ONE_PATROL);

        assertTrue(fixture.store().calls().stream().skip(before).noneMatch("get campaign/drop"::equals));
    }

    @Test
    @DisplayName(
            "A campaign that a person reopens after the confirmation is not stopped by a node that has not read of it yet")
    void reopenedMeanwhile() {
        node.store().lose(Keys.INCARNATION);
        fixture.runFor(SOON);
        node.store().find(Keys.INCARNATION);
        fixture.runFor(SOON);
        bothStopped();
        boolean[] confirmed = new boolean[1];
        fixture.store().onReadsOf("campaign/drop").before(() -> {
            if (!confirmed[0]) {
                confirmed[0] = true;
                assertFalse(Posse.confirm(node.store()).isNothing());
                node.with(node.campaign().with(Status.OPEN, Optional.empty()));
            }
        });

        fixture.runFor(ONE_PATROL);

        assertTrue(confirmed[0]);
        assertEquals(Status.OPEN, node.campaign().status());
    }

    @Test
    @DisplayName("A booking that has left the window is found in the archive; one that is gone from both is said")
    void bookings() {
        Account carl = Account.opened("carl", 1).moved(new Movement("d-1", Movement.Kind.DEPOSIT, 5, Instant.EPOCH));
        fixture.memory().bookings().booked(carl, "d-1");
        node.with(carl.leavingMovement().orElseThrow());
        node.with(carl.moved(new Movement("d-2", Movement.Kind.DEPOSIT, 5, Instant.EPOCH)));
        fixture.runFor(SOON);
        assertEquals(List.of(), fixture.events(BookingLost.class));

        node.store().lose("account/carl");
        fixture.runFor(Duration.ofMinutes(1));

        assertEquals("carl", fixture.events(BookingLost.class).get(0).account());
    }

    @Test
    @DisplayName("Bookings of which not one is answered: said, and the patrols go on")
    void bookingsUnread() {
        for (int number = 1; number <= 8; number++) {
            node.account("b" + number, 5);
            fixture.memory().bookings().opened("b" + number);
        }
        fixture.store().onEvery("get posse/incarnation").fails();
        fixture.store().onEvery("get account/b").fails();
        node.diesBefore("D4", node.attempt("alice").id("order-4"));

        fixture.runFor(ONE_PATROL);

        assertEquals(4, node.campaign().lastPurchasedSlot());
        assertEquals(Optional.empty(), failed().get(0).campaign());
    }

    @Test
    @DisplayName("A name that was listed and never created is not listed again, and asked for once")
    void neverCreated() {
        Directory page = Directory.empty(1).with("drop").with("second");
        node.with(page.with("ghost"));
        fixture.runFor(SOON);
        node.with(page);
        int before = fixture.store().calls().size();

        fixture.runFor(Duration.ofSeconds(5));

        assertEquals(List.of(), fixture.events(ListingLost.class));
        assertEquals(
                1,
                fixture.store().calls().stream()
                        .skip(before)
                        .filter("get campaign/ghost"::equals)
                        .count());
    }

    @Test
    @DisplayName("A campaign that cannot be listed again: both are said, the loss once, and it is tried again")
    void listingFails() {
        node.with(Directory.empty(1).with("second"));
        fixture.store().onEvery("swap posse/directory").fails();
        fixture.runFor(Duration.ofSeconds(5));
        assertEquals(1, fixture.events(ListingLost.class).size());
        assertEquals(Optional.of("drop"), failed().get(0).campaign());

        fixture.store().behave();
        fixture.runFor(SOON);

        assertEquals(1, fixture.events(ListingLost.class).size());
        assertTrue(node.store().text("posse/directory/1").contains("drop"));
    }
}
