package dev.posse;

import static dev.posse.bench.Bench.NOON;
import static dev.posse.bench.Bench.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.ScriptedStore;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.UnknownFields;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Setting a store up, and refusing one that was not or that has lost its data")
class InitializationTest {

    private final ScriptedStore fresh = new ScriptedStore();
    private final FrontFixture desk = FrontFixture.selling();
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
        desk.store.lose(Keys.INCARNATION);
        Map<String, Entry> before = desk.store.content();

        assertThrows(NotInitializedException.class, () -> desk.posse.accounts().open("carl"));
        assertThrows(NotInitializedException.class, () -> desk.posse.campaigns().create("next", 1, 1));
        assertEquals(before, desk.store.content());
    }

    private void nothingIsSold(String... words) {
        Map<String, Entry> before = desk.store.content();
        for (Executable call : List.<Executable>of(
                () -> desk.posse.purchase(request),
                () -> desk.posse.login("alice"),
                () -> desk.posse.outcome("alice", "x"),
                () -> desk.posse.cancel("alice", "x"),
                () -> desk.posse.accounts().open("carl"),
                () -> desk.posse.campaigns().create("next", 1, 1))) {
            assertSays(assertThrows(DataLossException.class, call), words);
        }
        assertEquals(before, desk.store.content());
    }

    @Test
    @DisplayName(
            "The incarnation vanishes: after the next patrol nothing is sold; when it is back, after the next one, it is")
    void vanishesAndComesBack() {
        desk.store.lose(Keys.INCARNATION);
        Duration unused = desk.rider.runDue();
        nothingIsSold("incarnation", "gone");

        desk.store.find(Keys.INCARNATION);
        desk.clock.pass(Duration.ofSeconds(1));
        Duration unusedToo = desk.rider.runDue();
        assertEquals(new PurchaseOutcome.Purchased("x", "drop", 1, 100), desk.posse.purchase(request));
    }

    @Test
    @DisplayName(
            "The store's data has another life: not opened, nothing sold after the next patrol; confirming lifts it")
    void anotherLife() {
        desk.bench.with(new Incarnation("life-1", NOON, Optional.of("run-1"), UnknownFields.NONE));
        desk.store.incarnation("run-2");
        assertSays(
                assertThrows(DataLossException.class, () -> Posse.on(desk.store).open()),
                "run-1",
                "run-2",
                "Posse.confirm");
        Duration unused = desk.rider.runDue();
        nothingIsSold("run-1", "run-2", "confirm");

        Posse.confirm(desk.store);
        desk.clock.pass(Duration.ofSeconds(1));
        Duration unusedToo = desk.rider.runDue();
        assertEquals(new PurchaseOutcome.Purchased("x", "drop", 1, 100), desk.posse.purchase(request));
    }

    @Test
    @DisplayName("Confirming: nothing to confirm; changed meanwhile; the id stays")
    void confirm() {
        assertThrows(NotInitializedException.class, () -> Posse.confirm(fresh));
        String id = Posse.initialize(fresh);
        fresh.incarnation("run-9");
        Posse.confirm(fresh);
        assertTrue(fresh.text(Keys.INCARNATION).contains(id));
        assertTrue(fresh.text(Keys.INCARNATION).contains("run-9"));

        fresh.onEvery("swap ").refuses();
        assertSays(assertThrows(StoreException.class, () -> Posse.confirm(fresh)), "look again");
    }

    @Test
    @DisplayName("A loss that the store notices reaches the buyer before any patrol has seen it")
    void storeNotices() {
        desk.store.noticesLoss("the server came back empty");
        assertSays(assertThrows(DataLossException.class, () -> desk.posse.purchase(request)), "came back empty");
    }
}
