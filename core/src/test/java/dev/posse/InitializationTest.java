package dev.posse;

import static dev.posse.fixture.ScriptedNode.NOON;
import static dev.posse.fixture.ScriptedNode.assertSays;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.ScriptedStore;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Setting a store up, and refusing one that was not or that has lost its data")
class InitializationTest {

    private final ScriptedStore fresh = new ScriptedStore();
    private final FrontFixture front = FrontFixture.selling();
    private final PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPurchaseId("x");

    @Test
    @DisplayName("A store without incarnation is not opened: the error says how to set it up, nothing is written")
    void notInitialized() {
        NotInitializedException error = assertThrows(
                NotInitializedException.class, () -> Posse.on(fresh).open());

        assertSays(error, Keys.INCARNATION, "Posse.initialize", "./posse init");
        assertEquals(Map.of(), fresh.content());
    }

    @Test
    @DisplayName("Setting up writes the incarnation, once; again leaves it as it is")
    void initialize() {
        String id = Posse.initialize(fresh);
        Map<String, Entry> before = fresh.content();

        assertEquals(id, Posse.initialize(fresh));
        assertEquals(before, fresh.content());
        assertEquals(List.of(Keys.INCARNATION), List.copyOf(before.keySet()));
        assertNotEquals(id, Posse.initialize(new ScriptedStore()));
    }

    @Test
    @DisplayName("Setting up notes what the store calls the life of its data")
    void notesStoreIncarnation() {
        fresh.incarnation("run-1");
        String unused = Posse.initialize(fresh);
        assertTrue(fresh.text(Keys.INCARNATION).contains("run-1"));
    }

    @Test
    @DisplayName("Setting up, nobody knows: looked at; for ever: said so")
    void initializeUnknown() {
        fresh.atCall(1).unknownButDone();
        String id = Posse.initialize(fresh);
        assertEquals(id, Posse.initialize(fresh));

        ScriptedStore lost = new ScriptedStore();
        lost.onEvery("add ").unknownAndLost();
        assertThrows(OutcomeUnknownException.class, () -> Posse.initialize(lost));
    }

    @Test
    @DisplayName("memory: sets itself up")
    void memory() {
        try (Posse posse = Posse.on(new InMemoryStore()).open()) {
            posse.accounts().open("alice");
        }
    }

    @Test
    @DisplayName("The incarnation vanishes while a node is open: no account and no campaign is created, at once")
    void vanishes() {
        front.store.lose(Keys.INCARNATION);
        Map<String, Entry> before = front.store.content();

        assertThrows(NotInitializedException.class, () -> front.posse.accounts().open("carl"));
        assertThrows(
                NotInitializedException.class, () -> front.posse.campaigns().create("next", 1, 1));
        assertEquals(before, front.store.content());
    }

    private void nothingIsSold(String... words) {
        Map<String, Entry> before = front.store.content();
        for (Executable call : List.<Executable>of(
                () -> front.posse.purchase(request),
                () -> front.posse.login("alice"),
                () -> front.posse.cancel("alice", "x"),
                () -> front.posse.accounts().open("carl"),
                () -> front.posse.accounts().deposit("alice", "d", 1),
                () -> front.posse.accounts().withdraw("alice", "w", 1),
                () -> front.posse.campaigns().create("next", 1, 1))) {
            assertSays(assertThrows(DataLossException.class, call), words);
        }
        PurchaseOutcome.InDoubt doubt =
                assertInstanceOf(PurchaseOutcome.InDoubt.class, front.posse.outcome("alice", "x"));
        assertSays(new IllegalStateException(doubt.why()), words);
        assertEquals(before, front.store.content());
    }

    @Test
    @DisplayName(
            "The incarnation vanishes: after the next patrol nothing is sold or booked; nor when it is back, until a person confirms")
    void vanishesAndComesBack() {
        front.store.lose(Keys.INCARNATION);
        Duration unused = front.fixture.runDue();
        nothingIsSold("incarnation", "gone");

        front.store.find(Keys.INCARNATION);
        front.clock.pass(Duration.ofSeconds(1));
        Duration unusedToo = front.fixture.runDue();
        nothingIsSold("incarnation", "gone", "Posse.confirm");

        assertEquals(
                List.of("front: the incarnation document is gone: the database came back empty or without it"),
                Posse.confirm(front.store).overruled());
        front.clock.pass(Duration.ofSeconds(1));
        Duration unusedAsWell = front.fixture.runDue();
        assertEquals(new PurchaseOutcome.Purchased("x", "drop", 1, 100), front.posse.purchase(request));
    }

    @Test
    @DisplayName(
            "The store's data has another life: not opened, nothing sold after the next patrol; confirming lifts it")
    void anotherLife() {
        front.node.with(new Incarnation("life-1", NOON, Optional.of("run-1"), UnknownFields.NONE));
        front.store.incarnation("run-2");
        assertSays(
                assertThrows(
                        DataLossException.class, () -> Posse.on(front.store).open()),
                "run-1",
                "run-2",
                "Posse.confirm");
        Duration unused = front.fixture.runDue();
        nothingIsSold("run-1", "run-2", "confirm");

        Posse.confirm(front.store);
        front.clock.pass(Duration.ofSeconds(1));
        Duration unusedToo = front.fixture.runDue();
        assertEquals(new PurchaseOutcome.Purchased("x", "drop", 1, 100), front.posse.purchase(request));
    }

    @Test
    @DisplayName(
            "Confirming: tells what it overrules; nothing to confirm, and nothing written; changed meanwhile; the id stays")
    void confirm() {
        assertThrows(NotInitializedException.class, () -> Posse.confirm(fresh));
        fresh.incarnation("run-8");
        String id = Posse.initialize(fresh);
        Map<String, Entry> before = fresh.content();
        assertTrue(Posse.confirm(fresh).isNothing());
        assertEquals(before, fresh.content());

        fresh.incarnation("run-9");
        Confirmation confirmed = Posse.confirm(fresh);
        List<String> overruled = confirmed.overruled();
        assertEquals(1, overruled.size());
        assertFalse(confirmed.isNothing());
        assertSays(new IllegalStateException(overruled.get(0)), "run-8", "run-9");
        assertTrue(fresh.text(Keys.INCARNATION).contains(id));
        assertTrue(fresh.text(Keys.INCARNATION).contains("run-9"));
        assertTrue(Posse.confirm(fresh).isNothing());

        fresh.incarnation("run-10");
        fresh.onEvery("swap ").refuses();
        assertSays(assertThrows(StoreException.class, () -> Posse.confirm(fresh)), "look again");
    }

    @Test
    @DisplayName("A loss that the store notices reaches the buyer before any patrol has seen it")
    void storeNotices() {
        front.store.noticesLoss("the server came back empty");
        assertSays(assertThrows(DataLossException.class, () -> front.posse.purchase(request)), "came back empty");
    }

    @Test
    @DisplayName(
            "A campaign that fell back is noticed by the purchase that would sell on it, before it sells: one event that names"
                    + " everybody, the campaign stopped, nothing sold until a person confirms")
    void purchaseNotices() {
        String older = front.store.text("campaign/drop");
        for (int i = 1; i <= 2; i++) {
            assertInstanceOf(
                    PurchaseOutcome.Purchased.class,
                    front.posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("p" + i)));
        }
        front.store.force("campaign/drop", older.getBytes(UTF_8));
        front.store.lose("slot/drop/1");
        front.store.lose("slot/drop/2");

        DataLossException refused = assertThrows(DataLossException.class, () -> front.posse.purchase(request));

        assertSays(refused, "drop", "slot 2");
        DataLossDetected event = front.fixture.events(DataLossDetected.class).get(0);
        assertEquals(1, front.fixture.events(DataLossDetected.class).size());
        assertEquals(Optional.of("drop"), event.campaign());
        assertSays(new IllegalStateException(event.finding()), "0 and was 2", "purchase p1", "purchase p2");
        assertEquals(Campaign.Status.STOPPED, front.node.campaign().status());
        nothingIsSold("stands at slot 0", "Posse.confirm");
        Duration unused = front.fixture.runDue();
        assertEquals(1, front.fixture.events(DataLossDetected.class).size());

        assertEquals(1, Posse.confirm(front.store).overruled().size());
        front.clock.pass(Duration.ofSeconds(1));
        Duration unusedToo = front.fixture.runDue();
        assertEquals(
                new PurchaseOutcome.NotPurchased("x", PurchaseOutcome.Reason.STOPPED), front.posse.purchase(request));
    }

    @Test
    @DisplayName("What this node sells while a patrol reads is not held against the older reading")
    void sellsMeanwhile() {
        front.node.with(Directory.empty(1).with("drop"));
        Duration unused = front.fixture.runDue();
        front.clock.pass(Duration.ofSeconds(41));
        AtomicInteger sold = new AtomicInteger();
        front.store.onReadsOf("campaign/drop").after(() -> {
            if (sold.getAndIncrement() == 0) {
                assertInstanceOf(PurchaseOutcome.Purchased.class, front.posse.purchase(request));
            }
        });

        Duration unusedToo = front.fixture.runDue();

        assertEquals(1, front.node.campaign().lastPurchasedSlot());
        assertEquals(List.of(), front.fixture.events(DataLossDetected.class));
    }
}
