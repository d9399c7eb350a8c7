package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Account;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Digests;
import dev.posse.document.Keys;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.ChangedAccount;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D5: debit and unlock in one write")
class D5Test {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = node.attempt("alice").saying("hello");

    private static final List<String> PLAIN = List.of("D0", "D2", "D3", "D4", "D5", "D6");
    private static final List<String> LOOKED = List.of("D0", "D2", "D3", "D4", "D5", "D5.look", "D6");
    private static final List<String> TWICE = List.of("D0", "D2", "D3", "D4", "D5", "D5.look", "D5", "D6");

    @Test
    @DisplayName("D5: debits, unlocks and notes the purchase in recent with its terms")
    void debits() {
        assertEquals(bought(1), node.buy(order));

        assertEquals(PLAIN, node.steps());
        Account account = node.account("alice");
        assertEquals(1_000 - PRICE, account.balance());
        assertEquals(PRICE, account.spent());
        assertTrue(account.lock().isEmpty());
        assertEquals(
                List.of(new PurchaseEntry.Bought(
                        2,
                        "order-of-alice",
                        "a1",
                        "drop",
                        1,
                        PRICE,
                        Optional.of(Digests.sha256("hello")),
                        ScriptedNode.NOON,
                        UnknownFields.NONE)),
                account.purchases().entries());
    }

    @Test
    @DisplayName("A4: a deposit came between: the lock is still there, debited again from what stands there now")
    void deposit() {
        node.store().at("D5").before(() -> node.somebody().deposit("alice", 7));

        assertEquals(bought(1), node.buy(order));
        assertEquals(TWICE, node.steps());
        assertEquals(1_007 - PRICE, node.account("alice").balance());
    }

    @Test
    @DisplayName("D5, somebody was first: this attempt's lock is gone, accepted; debited once")
    void debitedBySomebody() {
        node.store().at("D5").before(() -> node.somebody().login("alice", LockPolicy.COMPLETE));

        assertEquals(bought(1), node.buy(order));
        assertEquals(LOOKED, node.steps());
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("A1: the lock that is there belongs to a later attempt: accepted, that one is not debited")
    void laterAttempt() {
        node.store().at("D5").before(() -> {
            node.somebody().login("alice", LockPolicy.COMPLETE);
            node.diesBefore("D3", node.attempt("alice").id("next"));
        });

        assertEquals(bought(1), node.buy(order));
        assertEquals(PRICE, node.account("alice").spent());
        assertEquals("next", node.account("alice").lock().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("D5, nobody knows: looked at; done is accepted and not done twice, not done is done again")
    void unknown() {
        node.store().at("D5", 1).unknownButDone();
        assertEquals(bought(1), node.buy(order));
        assertEquals(LOOKED, node.steps());

        node.store().at("D5", 2).unknownAndLost();
        assertEquals(bought(2), node.buy(node.attempt("bob")));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D5, nobody knows, and it is done later: its version is spent, debited once")
    void late() {
        node.store().at("D5").unknownAndLate();
        assertEquals(bought(1), node.buy(order));
        node.store().land();
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D5, refused for no reason, or a definite failure: again")
    void refusesOrFails() {
        node.store().at("D5", 1).refuses();
        node.store().at("D5", 2).fails();
        assertEquals(bought(1), node.buy(order));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("A5: refused for ever: the campaign is not moved before the debit is known; bought, left to the posse")
    void refusedForEver() {
        node.store().atEvery("D5").refuses();

        assertEquals(bought(1), node.buy(order));
        assertEquals(Bounds.TRIES, node.steps().stream().filter("D5"::equals).count());
        assertTrue(node.account("alice").lock().isPresent());
        assertEquals(0, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("A5: nobody knows and the look fails for ever: the campaign is not moved; bought")
    void lookFails() {
        node.store().at("D5").unknownButDone();
        node.store().atEvery("D5.look").fails();

        assertEquals(bought(1), node.buy(order));
        assertEquals(
                Bounds.TRIES, node.steps().stream().filter("D5.look"::equals).count());
        assertEquals(0, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D5, the account is absent: a total failure; campaign stopped, bought")
    void absent() {
        node.store().at("D5").before(() -> node.store().lose(Keys.account("alice")));

        assertEquals(bought(1), node.buy(order));
        assertEquals(1, node.alarms().size());
        assertEquals(Status.STOPPED, node.campaign().status());
        assertEquals(0, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D5, locked for more than it holds: a total failure, never a negative balance")
    void poor() {
        node.store().at("D5").before(() -> {
            Account account = node.account("alice");
            node.with(ChangedAccount.withTotals(account, PRICE - 1, 0, 0));
        });

        assertEquals(bought(1), node.buy(order));
        assertEquals(1, node.alarms().size());
        assertEquals(PRICE - 1, node.account("alice").balance());
        assertEquals(Status.STOPPED, node.campaign().status());
    }

    @Test
    @DisplayName("D5, an account that cannot be understood: left as it is, without alarm; bought")
    void unreadable() {
        node.store()
                .at("D5")
                .before(() -> node.store().force(Keys.account("alice"), "{}".getBytes(StandardCharsets.UTF_8)));

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of(), node.alarms());
        assertEquals("{}", node.store().values().get(Keys.account("alice")));
        assertEquals(0, node.campaign().lastPurchasedSlot());
    }
}
