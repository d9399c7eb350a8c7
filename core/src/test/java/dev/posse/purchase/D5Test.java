package dev.posse.purchase;

import static dev.posse.bench.Bench.PRICE;
import static dev.posse.bench.Bench.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.AttemptBuilder;
import dev.posse.bench.Bench;
import dev.posse.bench.ChangedAccount;
import dev.posse.bench.Invariants;
import dev.posse.document.Account;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Digests;
import dev.posse.document.Keys;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.UnknownFields;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D5: debit and unlock in one write")
class D5Test {

    private final Bench bench = Bench.selling().account("alice", 1_000).account("bob", 1_000);
    private final AttemptBuilder order = bench.wish("alice").saying("hello");

    private static final List<String> PLAIN = List.of("D0", "D2", "D3", "D4", "D5", "D6");
    private static final List<String> LOOKED = List.of("D0", "D2", "D3", "D4", "D5", "D5.look", "D6");
    private static final List<String> TWICE = List.of("D0", "D2", "D3", "D4", "D5", "D5.look", "D5", "D6");

    @Test
    @DisplayName("D5: debits, unlocks and notes the purchase in recent with its terms")
    void debits() {
        assertEquals(bought(1), bench.buy(order));

        assertEquals(PLAIN, bench.steps());
        Account account = bench.account("alice");
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
                        Bench.NOON,
                        UnknownFields.NONE)),
                account.purchases().entries());
    }

    @Test
    @DisplayName("A4: a deposit came between: the lock is still there, debited again from what stands there now")
    void deposit() {
        bench.store().at("D5").before(() -> bench.somebody().deposit("alice", 7));

        assertEquals(bought(1), bench.buy(order));
        assertEquals(TWICE, bench.steps());
        assertEquals(1_007 - PRICE, bench.account("alice").balance());
    }

    @Test
    @DisplayName("D5, somebody was first: this attempt's lock is gone, accepted; debited once")
    void debitedBySomebody() {
        bench.store().at("D5").before(() -> bench.somebody().login("alice", LockPolicy.COMPLETE));

        assertEquals(bought(1), bench.buy(order));
        assertEquals(LOOKED, bench.steps());
        assertEquals(PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName("A1: the lock that is there belongs to a later attempt: accepted, that one is not debited")
    void laterAttempt() {
        bench.store().at("D5").before(() -> {
            bench.somebody().login("alice", LockPolicy.COMPLETE);
            bench.diesBefore("D3", bench.wish("alice").id("next"));
        });

        assertEquals(bought(1), bench.buy(order));
        assertEquals(PRICE, bench.account("alice").spent());
        assertEquals("next", bench.account("alice").lock().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("D5, nobody knows: looked at; done is accepted and not done twice, not done is done again")
    void unknown() {
        bench.store().at("D5", 1).unknownButDone();
        assertEquals(bought(1), bench.buy(order));
        assertEquals(LOOKED, bench.steps());

        bench.store().at("D5", 2).unknownAndLost();
        assertEquals(bought(2), bench.buy(bench.wish("bob")));
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D5, nobody knows, and it is done later: its version is spent, debited once")
    void late() {
        bench.store().at("D5").unknownAndLate();
        assertEquals(bought(1), bench.buy(order));
        bench.store().land();
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D5, refused for no reason, or a definite failure: again")
    void refusesOrFails() {
        bench.store().at("D5", 1).refuses();
        bench.store().at("D5", 2).fails();
        assertEquals(bought(1), bench.buy(order));
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("A5: refused for ever: the campaign is not moved before the debit is known; bought, left to the posse")
    void refusedForEver() {
        bench.store().atEvery("D5").refuses();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(Bounds.TRIES, bench.steps().stream().filter("D5"::equals).count());
        assertTrue(bench.account("alice").lock().isPresent());
        assertEquals(0, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("A5: nobody knows and the look fails for ever: the campaign is not moved; bought")
    void lookFails() {
        bench.store().at("D5").unknownButDone();
        bench.store().atEvery("D5.look").fails();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(
                Bounds.TRIES, bench.steps().stream().filter("D5.look"::equals).count());
        assertEquals(0, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D5, the account is absent: a total failure; campaign stopped, bought")
    void absent() {
        bench.store().at("D5").before(() -> bench.store().lose(Keys.account("alice")));

        assertEquals(bought(1), bench.buy(order));
        assertEquals(1, bench.alarms().size());
        assertEquals(Status.STOPPED, bench.campaign().status());
        assertEquals(0, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("D5, locked for more than it holds: a total failure, never a negative balance")
    void poor() {
        bench.store().at("D5").before(() -> {
            Account account = bench.account("alice");
            bench.with(ChangedAccount.withTotals(account, PRICE - 1, 0, 0));
        });

        assertEquals(bought(1), bench.buy(order));
        assertEquals(1, bench.alarms().size());
        assertEquals(PRICE - 1, bench.account("alice").balance());
        assertEquals(Status.STOPPED, bench.campaign().status());
    }

    @Test
    @DisplayName("D5, an account that cannot be understood: left as it is, without alarm; bought")
    void unreadable() {
        bench.store()
                .at("D5")
                .before(() -> bench.store().force(Keys.account("alice"), "{}".getBytes(StandardCharsets.UTF_8)));

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of(), bench.alarms());
        assertEquals("{}", bench.store().values().get(Keys.account("alice")));
        assertEquals(0, bench.campaign().lastPurchasedSlot());
    }
}
