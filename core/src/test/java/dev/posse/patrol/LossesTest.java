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
        return rider.events(PatrolFailed.class);
    }

    @Test
    @DisplayName("Several told sales are gone: the event names all, the campaign's reason the first and how many more")
    void several() {
        for (int slot = 1; slot <= 3; slot++) {
            rider.memory().sales().sold("drop", slot, "alice", "order-" + slot);
        }
        bench.store().lose("slot/drop/2");
        rider.rideFor(ONE_PATROL);
        assertEquals(
                "Data went backwards: slot/drop/2 was sold to alice for purchase order-2, and is gone",
                bench.campaign().reason().orElseThrow());

        bench.with(bench.campaign().with(Status.OPEN, Optional.empty()));
        bench.store().lose("slot/drop/3");
        rider.rideFor(ONE_PATROL);

        assertTrue(
                bench.campaign().reason().orElseThrow().endsWith("; and 1 more, as node-1 said"),
                () -> bench.campaign().reason().orElseThrow());
    }

    @Test
    @DisplayName(
            "A purchase has found a loss, and looked at again nothing can be read: what the purchase found is said")
    void nothingMoreIsRead() {
        rider.store().onEvery("get campaign/drop").fails();
        rider.posse().fellBack("drop", new DataLossException(FELL_BACK));

        assertEquals(Optional.of("drop"), onlyEvent().campaign());
        assertEquals(FELL_BACK, onlyEvent().finding());
        assertTrue(rider.fence().reason().isPresent());
    }

    @Test
    @DisplayName("so it is where the look is cut short; and once, where the node is shut already")
    void cutShort() {
        rider.store().onEvery("get campaign/drop").before(() -> {
            throw new DataLossException("the server came back empty");
        });
        assertThrows(DataLossException.class, () -> rider.posse().fellBack("drop", new DataLossException(FELL_BACK)));
        assertEquals(FELL_BACK, onlyEvent().finding());
        assertEquals(Optional.of("drop"), failed().get(0).campaign(), "it could not be stopped");

        assertThrows(DataLossException.class, () -> rider.posse().fellBack("drop", new DataLossException(FELL_BACK)));
        DataLossDetected unused = onlyEvent();
    }

    @Test
    @DisplayName("a node that is shut already says nothing new of a campaign in which it finds nothing")
    void shutAlready() {
        bench.store().lose(Keys.INCARNATION);
        rider.rideFor(SOON);
        rider.posse().fellBack("drop", new DataLossException(FELL_BACK));

        assertEquals(Optional.empty(), onlyEvent().campaign());
    }

    @Test
    @DisplayName("a purchase that has found a loss stops its campaign, also where nothing more is found")
    void stopsItsCampaign() {
        rider.posse().fellBack("drop", new DataLossException(FELL_BACK));

        assertEquals(Status.STOPPED, bench.campaign().status());
        assertEquals(
                "Data went backwards: " + FELL_BACK, bench.campaign().reason().orElseThrow());
        assertEquals(Status.OPEN, second().status());
    }

    @Test
    @DisplayName("An incarnation that is corrupt is said, and is not taken for another one")
    void incarnationCorrupt() {
        bench.store().force(Keys.INCARNATION, "[]".getBytes(UTF_8));

        rider.rideFor(SOON);

        assertEquals(List.of(), rider.events(DataLossDetected.class));
        assertTrue(failed().get(0).problem().contains(Keys.INCARNATION), failed()::toString);
    }

    @Test
    @DisplayName("An objection that cannot be written is said, and written when the store answers")
    void objectionFails() {
        bench.store().lose(Keys.INCARNATION);
        rider.rideFor(SOON);
        bench.store().find(Keys.INCARNATION);
        rider.store().onEvery("swap posse/incarnation").fails();
        rider.rideFor(SOON);
        assertTrue(failed().get(0).problem().startsWith("posse/incarnation: "), failed()::toString);
        assertFalse(bench.store().text(Keys.INCARNATION).contains("node-1"));

        rider.store().behave();
        rider.rideFor(SOON);

        assertTrue(bench.store().text(Keys.INCARNATION).contains("node-1"));
    }

    @Test
    @DisplayName("While the whole data set is another one a stopped campaign costs nothing more than its patrol")
    void stoppedOnce() {
        bench.store().lose(Keys.INCARNATION);
        rider.rideFor(ONE_PATROL);
        bothStopped();
        int before = rider.store().calls().size();

        rider.rideFor(ONE_PATROL);

        assertTrue(rider.store().calls().stream().skip(before).noneMatch("get campaign/drop"::equals));
    }

    @Test
    @DisplayName(
            "A campaign that a person reopens after the confirmation is not stopped by a node that has not read of it yet")
    void reopenedMeanwhile() {
        bench.store().lose(Keys.INCARNATION);
        rider.rideFor(SOON);
        bench.store().find(Keys.INCARNATION);
        rider.rideFor(SOON);
        bothStopped();
        boolean[] confirmed = new boolean[1];
        rider.store().onReadsOf("campaign/drop").before(() -> {
            if (!confirmed[0]) {
                confirmed[0] = true;
                assertFalse(Posse.confirm(bench.store()).isNothing());
                bench.with(bench.campaign().with(Status.OPEN, Optional.empty()));
            }
        });

        rider.rideFor(ONE_PATROL);

        assertTrue(confirmed[0]);
        assertEquals(Status.OPEN, bench.campaign().status());
    }

    @Test
    @DisplayName("A booking that has left the window is found in the archive; one that is gone from both is said")
    void bookings() {
        Account carl = Account.opened("carl", 1).moved(new Movement("d-1", Movement.Kind.DEPOSIT, 5, Instant.EPOCH));
        rider.memory().bookings().booked(carl, "d-1");
        bench.with(carl.leavingMovement().orElseThrow());
        bench.with(carl.moved(new Movement("d-2", Movement.Kind.DEPOSIT, 5, Instant.EPOCH)));
        rider.rideFor(SOON);
        assertEquals(List.of(), rider.events(BookingLost.class));

        bench.store().lose("account/carl");
        rider.rideFor(Duration.ofMinutes(1));

        assertEquals("carl", rider.events(BookingLost.class).get(0).account());
    }

    @Test
    @DisplayName("Bookings of which not one is answered: said, and the patrols go on")
    void bookingsUnread() {
        for (int number = 1; number <= 8; number++) {
            bench.account("b" + number, 5);
            rider.memory().bookings().opened("b" + number);
        }
        rider.store().onEvery("get posse/incarnation").fails();
        rider.store().onEvery("get account/b").fails();
        bench.diesBefore("D4", bench.wish("alice").id("order-4"));

        rider.rideFor(ONE_PATROL);

        assertEquals(4, bench.campaign().lastPurchasedSlot());
        assertEquals(Optional.empty(), failed().get(0).campaign());
    }

    @Test
    @DisplayName("A name that was listed and never created is not listed again, and asked for once")
    void neverCreated() {
        Directory page = Directory.empty(1).with("drop").with("second");
        bench.with(page.with("ghost"));
        rider.rideFor(SOON);
        bench.with(page);
        int before = rider.store().calls().size();

        rider.rideFor(Duration.ofSeconds(5));

        assertEquals(List.of(), rider.events(ListingLost.class));
        assertEquals(
                1,
                rider.store().calls().stream()
                        .skip(before)
                        .filter("get campaign/ghost"::equals)
                        .count());
    }

    @Test
    @DisplayName("A campaign that cannot be listed again: both are said, the loss once, and it is tried again")
    void listingFails() {
        bench.with(Directory.empty(1).with("second"));
        rider.store().onEvery("swap posse/directory").fails();
        rider.rideFor(Duration.ofSeconds(5));
        assertEquals(1, rider.events(ListingLost.class).size());
        assertEquals(Optional.of("drop"), failed().get(0).campaign());

        rider.store().behave();
        rider.rideFor(SOON);

        assertEquals(1, rider.events(ListingLost.class).size());
        assertTrue(bench.store().text("posse/directory/1").contains("drop"));
    }
}
