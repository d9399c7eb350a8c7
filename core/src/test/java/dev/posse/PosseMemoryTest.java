package dev.posse;

import static dev.posse.fixture.ScriptedNode.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.document.Directory;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.observe.PosseEvent.ListingLost;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.store.DataLossException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a node has told its callers, it looks for from then on")
class PosseMemoryTest {

    private final FrontFixture front = FrontFixture.selling();
    private final Posse posse = front.posse;
    private final PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPurchaseId("order");

    PosseMemoryTest() {
        front.node.with(Directory.empty(1).with("drop"));
    }

    private void theLossOfSlotOneIsFound() {
        front.fixture.runFor(Duration.ofSeconds(2));
        assertEquals(1, front.node.campaign().lastPurchasedSlot());
        assertEquals(List.of(), front.fixture.events(DataLossDetected.class));

        front.store.lose("slot/drop/1");
        front.fixture.runFor(Duration.ofMinutes(1));

        List<DataLossDetected> found = front.fixture.events(DataLossDetected.class);
        assertEquals(1, found.size());
        assertSays(new IllegalStateException(found.get(0).finding()), "slot/drop/1", "purchase order", "alice");
        assertThrows(DataLossException.class, () -> posse.purchase(request));
    }

    @Test
    @DisplayName("the sale that a purchase told")
    void purchase() {
        assertEquals(new Purchased("order", "drop", 1, 100), posse.purchase(request));

        theLossOfSlotOneIsFound();
    }

    @Test
    @DisplayName("the sale of another node of which outcome told")
    void outcome() {
        assertEquals(
                ScriptedNode.bought(1),
                front.node.somebody().buy(front.node.attempt("alice").id("order")));
        assertInstanceOf(Purchased.class, posse.outcome("alice", "order"));

        theLossOfSlotOneIsFound();
    }

    @Test
    @DisplayName("the sale that came too late to be cancelled")
    void cancel() {
        assertEquals(
                ScriptedNode.bought(1),
                front.node.somebody().buy(front.node.attempt("alice").id("order")));
        assertInstanceOf(Purchased.class, posse.cancel("alice", "order"));

        theLossOfSlotOneIsFound();
    }

    @Test
    @DisplayName("the sale that a login has finished")
    void login() {
        front.fixture.runFor(Duration.ofSeconds(2));
        front.node.diesBefore("D4", front.node.attempt("alice").id("order"));
        assertInstanceOf(LoginOutcome.Purchased.class, posse.login("alice"));

        theLossOfSlotOneIsFound();
    }

    @Test
    @DisplayName("the campaign that was created, also if no patrol has read the page that listed it")
    void created() {
        posse.campaigns().create("next", 250, 3);
        front.node.with(Directory.empty(1).with("drop"));

        front.fixture.runFor(Duration.ofSeconds(2));

        assertEquals(
                List.of("next"),
                front.fixture.events(ListingLost.class).stream()
                        .map(ListingLost::campaign)
                        .toList());
        assertEquals(List.of("drop", "next"), posse.campaigns().list());
    }

    @Test
    @DisplayName("That the store itself has said its data is gone is not forgotten when the store says so no more")
    void storeSaidSo() {
        front.store.noticesLoss("the server came back empty");
        assertThrows(DataLossException.class, () -> posse.purchase(request));
        front.store.lossIsConfirmed();

        assertSays(assertThrows(DataLossException.class, () -> posse.purchase(request)), "came back empty");

        DataLossDetected event = front.fixture.events(DataLossDetected.class).get(0);
        assertEquals(Optional.empty(), event.campaign());
        assertSays(new IllegalStateException(event.finding()), "came back empty");
        assertEquals("free", front.node.holder(1));
    }
}
