package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.assertSays;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.DocumentException;
import dev.posse.document.Stored;
import dev.posse.document.UnknownFields;
import dev.posse.document.VoidSlot;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D1.slot: the node could not read the slot that is to be sold next")
class D1SlotTest {

    private static final byte[] CORRUPT = "{\"format\":1,".getBytes(StandardCharsets.UTF_8);

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder troubled = node.attempt("alice").troubledAt(1);

    @Test
    @DisplayName("it is looked at before the account is locked; where it can be read by now the purchase goes on")
    void readable() {
        assertEquals(bought(1), node.buy(troubled));
        assertEquals(List.of("D0", "D1.slot", "D2", "D3", "D4", "D5", "D6"), node.steps());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("where it cannot be read the purchase ends with that, and nothing is written")
    void corrupt() {
        node.store().force("slot/drop/1", CORRUPT);
        Map<String, Entry> before = node.store().content();

        assertEquals(
                "slot/drop/1",
                assertThrows(DocumentException.class, () -> node.buy(troubled)).key());
        assertEquals(List.of("D0", "D1.slot"), node.steps());
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("where the store does not give it the purchase ends with that, and nothing is written")
    void foreign() {
        node.store().at("D1.slot").fails();
        Map<String, Entry> before = node.store().content();

        assertThrows(StoreException.class, () -> node.buy(troubled));
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("a node that knows of trouble with another slot does not look")
    void another() {
        assertEquals(bought(1), node.buy(node.attempt("alice").troubledAt(2)));
        assertEquals(List.of("D0", "D2", "D3", "D4", "D5", "D6"), node.steps());
    }

    @Test
    @DisplayName("A10: where a write of the same call may be in flight the purchase is in doubt")
    void inFlight() {
        Stored<Campaign> campaign = new Stored<>(node.campaign(), node.store().entry("campaign/drop"));
        Stored<Account> account =
                new Stored<>(node.account("alice"), node.store().entry("account/alice"));
        Attempt attempt = troubled.attempt("a1", "here");
        PurchaseCall call = PurchaseCall.first(attempt).bound(account.document());

        for (Answer answer : List.of(
                new Answer.Failed(new StoreException("no answer")),
                new Answer.Found(Map.of("slot/drop/1", new Entry(CORRUPT, new Version("v")))))) {
            AccountLocking.D1Slot look = assertInstanceOf(
                    AccountLocking.D1Slot.class,
                    AccountLocking.begin(
                            call.afterLostChain(), campaign, account, attempt.lock(1, ScriptedNode.PRICE)));

            assertInDoubt(((End<PurchaseEnd>) look.on(answer)).result().outcome());
        }
    }

    @Test
    @DisplayName("D3.look: who has locked his account is in doubt, and keeps his lock until the slot can be read")
    void locked() {
        node.store().force("slot/drop/1", CORRUPT);

        PurchaseOutcome.InDoubt doubt =
                assertInstanceOf(PurchaseOutcome.InDoubt.class, node.buy(node.attempt("alice")));

        assertSays(new AssertionError(doubt.why()), "slot/drop/1", "cannot be read");
        assertThrows(DocumentException.class, () -> node.login("alice", LockPolicy.CANCEL));
        assertEquals(1, node.account("alice").lock().orElseThrow().slot());
        node.with(new VoidSlot("drop", 1, "nobody", "on-call", ScriptedNode.NOON, UnknownFields.NONE));
        assertInstanceOf(Resolution.Cleared.class, node.login("alice", LockPolicy.COMPLETE));
        assertEquals(bought(1), node.buy(node.attempt("bob")));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D3.look: who was beaten does not lock his account for a slot ahead that cannot be read")
    void ahead() {
        node.store().at("D3").before(() -> node.somebody().buy(node.attempt("bob")));
        node.store().force("slot/drop/2", CORRUPT);

        assertEquals(not(Reason.BEATEN), node.buy(node.attempt("alice").slots(5)));
        assertEquals(Optional.empty(), node.account("alice").lock());
    }

    @Test
    @DisplayName("L1.look: a lock above a slot that cannot be read is resolved, by a void")
    void above() {
        Attempt attempt = node.attempt("alice").attempt("a-ahead", "elsewhere");
        node.with(node.account("alice").locked(attempt.lock(2, ScriptedNode.PRICE)));
        node.store().force("slot/drop/1", CORRUPT);

        assertInstanceOf(Resolution.Cleared.class, node.login("alice", LockPolicy.COMPLETE));
        assertEquals("void", node.holder(2));
        assertEquals(Optional.empty(), node.account("alice").lock());
    }
}
