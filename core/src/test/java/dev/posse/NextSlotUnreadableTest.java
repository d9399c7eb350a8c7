package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.UnknownFields;
import dev.posse.document.VoidSlot;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.GatedStore;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome.InDoubt;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.purchase.LockPolicy;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A slot that cannot be read, where a campaign sells next")
class NextSlotUnreadableTest {

    private static final int BUYERS = 5;
    private static final byte[] CORRUPT = "{\"format\":1,".getBytes(StandardCharsets.UTF_8);

    private final FrontFixture front = new FrontFixture(buyers(), LockPolicy.COMPLETE);
    private final Posse posse = front.posse;

    private static ScriptedNode buyers() {
        ScriptedNode node = ScriptedNode.selling();
        IntStream.rangeClosed(1, BUYERS).forEach(number -> node.account(name(number), 1_000));
        return node;
    }

    private static String name(int number) {
        return "buyer-" + number;
    }

    private static PurchaseRequest request(int number) {
        return PurchaseRequest.of(name(number), "drop").withPurchaseId("order");
    }

    private void mended() {
        front.node.with(new VoidSlot("drop", 1, "nobody", "on-call", FakeClock.NOON, UnknownFields.NONE));
    }

    @Test
    @DisplayName("is in doubt to the first buyer, and locks nobody after him: each hears which document it is")
    void othersAreNotLocked() {
        front.store.force("slot/drop/1", CORRUPT);
        assertInstanceOf(InDoubt.class, posse.purchase(request(1)));
        Map<String, Entry> before = front.store.content();

        for (int number = 2; number <= BUYERS; number++) {
            PurchaseRequest another = request(number);
            assertEquals(
                    "slot/drop/1",
                    assertThrows(UnreadableDocumentException.class, () -> posse.purchase(another))
                            .key());
        }

        assertEquals(before, front.store.content());
    }

    @ParameterizedTest(name = "a store that takes chains: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("does so on a node as it is opened, whatever its store can")
    void onANode(boolean isChaining) {
        GatedStore store = isChaining ? new GatedStore().takingChains() : new GatedStore();
        Posse.initialize(store);
        try (Posse node = Posse.on(store).open()) {
            node.stopPatrols();
            node.campaigns().create("drop", 1, 10);
            for (int number = 1; number <= BUYERS; number++) {
                node.accounts().open(name(number));
                node.accounts().deposit(name(number), "paid", 10);
            }
            store.add("slot/drop/1", CORRUPT);

            assertInstanceOf(InDoubt.class, node.purchase(request(1)));
            for (int number = 2; number <= BUYERS; number++) {
                PurchaseRequest another = request(number);
                assertThrows(UnreadableDocumentException.class, () -> node.purchase(another));
                assertEquals(
                        Optional.empty(),
                        node.accounts().statement(name(number)).orElseThrow().pending());
            }
        }
    }

    @Test
    @DisplayName("is known from the patrols: nobody is locked at all")
    void patrolsFindIt() {
        posse.campaigns().create("drop", ScriptedNode.PRICE, 10);
        front.store.force("slot/drop/1", CORRUPT);
        front.fixture.runFor(Duration.ofSeconds(20));
        Entry before = front.store.entry("account/" + name(1));

        assertThrows(UnreadableDocumentException.class, () -> posse.purchase(request(1)));

        assertEquals(before, front.store.entry("account/" + name(1)));
    }

    @Test
    @DisplayName("when it is mended the first buyer is free, and all buy")
    void mendedByHand() {
        front.store.force("slot/drop/1", CORRUPT);
        assertInstanceOf(InDoubt.class, posse.purchase(request(1)));
        assertThrows(UnreadableDocumentException.class, () -> posse.purchase(request(2)));

        mended();

        assertEquals(new Purchased("order", "drop", 1, ScriptedNode.PRICE), posse.purchase(request(2)));
        assertInstanceOf(LoginOutcome.Released.class, posse.login(name(1)));
        assertEquals(new Purchased("order", "drop", 2, ScriptedNode.PRICE), posse.purchase(request(1)));
        assertTrue(posse.audit().isBalanced());
    }

    @Test
    @DisplayName("of another form than the store's is a failure of the store to all but the first")
    void foreign() {
        front.store.onReadsOf("slot/drop/1").fails();
        front.store.force("slot/drop/1", CORRUPT);
        assertInstanceOf(InDoubt.class, posse.purchase(request(1)));
        Map<String, Entry> before = front.store.content();

        assertThrows(StoreException.class, () -> posse.purchase(request(2)));

        assertEquals(before, front.store.content());
    }
}
