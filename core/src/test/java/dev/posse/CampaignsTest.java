package dev.posse;

import static dev.posse.fixture.ScriptedNode.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.CampaignOverview.Status;
import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("The front door: campaigns")
class CampaignsTest {

    private final FrontFixture front = FrontFixture.selling();
    private final Campaigns campaigns = front.posse.campaigns();

    private void refused(Executable call, String... words) {
        Map<String, Entry> before = front.store.content();
        assertSays(assertThrows(IllegalArgumentException.class, call), words);
        assertEquals(before, front.store.content());
    }

    @Test
    @DisplayName("Creating adds to the directory first, then the campaign")
    void create() {
        campaigns.create("next", 250, 3);

        assertEquals(
                Optional.of(new CampaignOverview("next", 250, 3, Status.OPEN, Optional.empty(), 0)),
                campaigns.find("next"));
        assertEquals(List.of("next"), campaigns.list());
        List<String> calls = front.store.calls();
        assertTrue(calls.indexOf("add posse/directory/1") < calls.indexOf("add campaign/next"), calls.toString());
        assertTrue(calls.contains("add posse/directory/1"), calls.toString());
    }

    @Test
    @DisplayName("Creating again with the same terms changes nothing; with other terms it is an error")
    void createAgain() {
        campaigns.create("next", 250, 3);
        Map<String, Entry> before = front.store.content();
        campaigns.create("next", 250, 3);
        assertEquals(before, front.store.content());

        refused(() -> campaigns.create("next", 251, 3), "next", "250", "3");
        refused(() -> campaigns.create("next", 250, 4), "next", "250", "3");
    }

    @Test
    @DisplayName("Creating what was listed long ago, by a creator that died: it is patrolled at full rate from then on")
    void createListed() {
        front.node.with(Directory.empty(1).with("next"));
        front.fixture.runFor(Duration.ofMinutes(1));
        campaigns.create("next", 250, 3);
        int before = front.store.calls().size();

        front.fixture.runFor(Duration.ofMillis(150));

        assertTrue(
                front.store.calls().stream().skip(before).anyMatch(call -> call.contains("campaign/next")),
                front.store.calls().toString());
    }

    @Test
    @DisplayName("Creating, nobody knows: created once; lost for ever: said so, and it is listed already")
    void createUnknown() {
        front.store.onEvery("add campaign/one").unknownButDone();
        campaigns.create("one", 1, 1);
        front.store.onEvery("add campaign/two").unknownAndLost();
        assertSays(
                assertThrows(OutcomeUnknownException.class, () -> campaigns.create("two", 1, 1)),
                "campaign/two",
                "ask again");
        assertEquals(List.of("one", "two"), campaigns.list());

        front.store.behave();
        campaigns.create("two", 1, 1);
        assertEquals(List.of("one", "two"), campaigns.list());
    }

    @Test
    @DisplayName("Listing that is lost for ever: no campaign is created that nobody would patrol")
    void listingLost() {
        front.store.onEvery("add posse/directory").unknownAndLost();

        assertThrows(OutcomeUnknownException.class, () -> campaigns.create("next", 1, 1));
        assertTrue(campaigns.find("next").isEmpty());
    }

    @Test
    @DisplayName("Listing goes over several pages, in order of creation")
    void pages() {
        fullPage(1);
        campaigns.create("later", 1, 1);

        assertEquals(257, campaigns.list().size());
        assertEquals("c1-0", campaigns.list().get(0));
        assertEquals("later", campaigns.list().get(256));
    }

    @Test
    @DisplayName("Closing: no new purchase begins; closing again and reopening; none: empty")
    void close() {
        assertEquals(Status.CLOSED, campaigns.close("drop").orElseThrow().status());
        assertEquals(Status.CLOSED, campaigns.close("drop").orElseThrow().status());
        assertEquals(
                new NotPurchased("x", Reason.CLOSED),
                front.posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("x")));
        assertEquals(Status.OPEN, campaigns.reopen("drop").orElseThrow().status());
        assertTrue(campaigns.close("elsewhere").isEmpty());
        assertTrue(campaigns.reopen("elsewhere").isEmpty());
        assertTrue(campaigns.find("elsewhere").isEmpty());
    }

    @Test
    @DisplayName("Closing while a lock stands: that purchase may still win, at its lock's price")
    void closeWhileLocked() {
        front.node.diesBefore("D3", front.node.attempt("alice"));
        Optional<CampaignOverview> unused = campaigns.close("drop");

        assertEquals(new LoginOutcome.Purchased("order-of-alice", "drop", 1, 100), front.posse.login("alice"));
    }

    @Test
    @DisplayName("Closing does not lift a stop; reopening does, and forgets its reason")
    void stopped() {
        front.node.with(front.node.campaign().with(Campaign.Status.STOPPED, Optional.of("why")));

        assertEquals(Status.STOPPED, campaigns.close("drop").orElseThrow().status());
        assertEquals(Optional.of("why"), campaigns.find("drop").orElseThrow().reason());
        assertEquals(Status.OPEN, campaigns.reopen("drop").orElseThrow().status());
        assertEquals(Optional.empty(), campaigns.find("drop").orElseThrow().reason());
    }

    @Test
    @DisplayName("Closing meets a sale, nobody knows, or fails: written again; the sale's slot is kept")
    void closeMismatch() {
        front.store.atCall(2).before(() -> {
            var unused = front.node.somebody().buy(front.node.attempt("alice"));
        });
        front.store.atCall(4).unknownAndLost();
        front.store.atCall(6).fails();

        CampaignOverview closed = campaigns.close("drop").orElseThrow();

        assertEquals(Status.CLOSED, closed.status());
        assertEquals(1, closed.lastPurchasedSlot());
    }

    @Test
    @DisplayName("Sold slots: claims in order, voids and free ones left out, settled or not")
    void sold() {
        var unused = front.posse.purchase(
                PurchaseRequest.of("alice", "drop").withPurchaseId("first").withPayload("hello"));
        front.node.diesBefore("D4", front.node.attempt("bob"));
        front.node.account("carl", 1_000).account("dora", 1_000);
        front.node.diesBefore("D3", 2, front.node.attempt("carl").slots(2));
        var unusedToo = front.node.somebody().login("carl", dev.posse.purchase.LockPolicy.CANCEL);
        assertEquals("void", front.node.holder(3));

        SoldSlot first = new SoldSlot("drop", 1, "alice", "first", 100, Optional.of("hello"), ScriptedNode.NOON);
        SoldSlot second = new SoldSlot("drop", 2, "bob", "order-of-bob", 100, Optional.empty(), ScriptedNode.NOON);
        assertEquals(List.of(first, second), campaigns.sold("drop", 1, 1000));
        assertEquals(List.of(second), campaigns.sold("drop", 2, 1));
        assertEquals(List.of(), campaigns.sold("drop", 3, 10));
    }

    @Test
    @DisplayName(
            "Listing that is told to go on: a corrupt page and one that the store does not answer for hide only themselves")
    void listTheRest() {
        fullPage(1);
        fullPage(2);
        fullPage(3);
        front.node.with(Directory.empty(4).with("last"));
        front.store.force("posse/directory/2", "[]".getBytes(StandardCharsets.UTF_8));
        front.store.atCall(front.store.calls().size() + 1).fails();
        front.store.onEvery("get posse/directory/3").fails();
        List<RuntimeException> problems = new ArrayList<>();

        List<String> found = campaigns.list(problems::add);

        assertEquals(257, found.size());
        assertEquals("last", found.get(256));
        assertEquals(
                "posse/directory/2",
                assertInstanceOf(UnreadableDocumentException.class, problems.get(0))
                        .key());
        assertSays(assertInstanceOf(StoreException.class, problems.get(1)), "posse/directory/3");
        assertEquals(2, problems.size());
    }

    @Test
    @DisplayName(
            "Sold slots that are told to go on: a corrupt slot and one that the store does not answer for hide only themselves")
    void soldTheRest() {
        for (String buyer : List.of("alice", "bob", "carl", "dora")) {
            front.node.account(buyer, 1_000);
            var unused = front.node.somebody().buy(front.node.attempt(buyer));
        }
        front.store.force("slot/drop/1", "[]".getBytes(StandardCharsets.UTF_8));
        front.store.atCall(front.store.calls().size() + 1).fails();
        front.store.onEvery("get slot/drop/3").fails();
        List<RuntimeException> problems = new ArrayList<>();

        List<SoldSlot> found = campaigns.sold("drop", 1, 10, problems::add);

        assertEquals(List.of(2L, 4L), found.stream().map(SoldSlot::slot).toList());
        assertEquals(
                "slot/drop/1",
                assertInstanceOf(UnreadableDocumentException.class, problems.get(0))
                        .key());
        assertSays(assertInstanceOf(StoreException.class, problems.get(1)), "slot/drop/3");
        assertEquals(2, problems.size());
    }

    @Test
    @DisplayName("Listing and sold slots of a store that answers for nothing: an error, soon")
    void storeDown() {
        front.store.onEvery("get ").fails();
        int before = front.store.calls().size();

        assertThrows(StoreException.class, () -> campaigns.list(problem -> {}));
        assertThrows(StoreException.class, () -> campaigns.sold("drop", 1, 1000, problem -> {}));
        assertEquals(18, front.store.calls().size() - before);
        assertThrows(StoreException.class, campaigns::list);
        assertThrows(StoreException.class, () -> campaigns.sold("drop", 1, 1000));
        assertEquals(20, front.store.calls().size() - before);
    }

    private void fullPage(int number) {
        Directory page = Directory.empty(number);
        while (!page.isFull()) {
            page = page.with("c" + number + "-" + page.campaigns().size());
        }
        front.node.with(page);
    }

    @Test
    @DisplayName("Bad input: the message says what was wrong, nothing is written")
    void badInput() {
        refused(() -> campaigns.create("", 1, 1), "campaign id", "1 to 64");
        refused(() -> campaigns.create("a/b", 1, 1), "campaign id", "a/b");
        refused(() -> campaigns.create("next", 0, 1), "price", "0");
        refused(() -> campaigns.create("next", -1, 1), "price", "-1");
        refused(() -> campaigns.create("next", 1, 0), "capacity", "0");
        refused(() -> campaigns.create("next", 1, -1), "capacity", "-1");
        refused(() -> campaigns.create("next", Long.MAX_VALUE, 2), "64 bits");
        refused(() -> campaigns.create("next", 1L << 32, 1L << 31), "64 bits");
        refused(() -> campaigns.close("a b"), "campaign id");
        refused(() -> campaigns.reopen("a b"), "campaign id");
        refused(() -> campaigns.find("a b"), "campaign id");
        refused(() -> campaigns.sold("a b", 1, 1), "campaign id");
        refused(() -> campaigns.sold("drop", 0, 1), "from 0");
        refused(() -> campaigns.sold("drop", 1, 0), "1 to 1000");
        refused(() -> campaigns.sold("drop", 1, 1001), "1 to 1000", "1001");
    }

    @Test
    @DisplayName("The largest revenue that fits is fine")
    void largest() {
        campaigns.create("next", 1L << 31, (1L << 32) - 1);
        campaigns.create("rich", Long.MAX_VALUE, 1);
        assertEquals(List.of("next", "rich"), campaigns.list());
    }
}
