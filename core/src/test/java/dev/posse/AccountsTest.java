package dev.posse;

import static dev.posse.fixture.ScriptedNode.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.observe.PosseEvent.BookingLost;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.BalanceOutcome.Moved;
import dev.posse.outcome.BalanceOutcome.Reason;
import dev.posse.outcome.BalanceOutcome.Refused;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("The front door: accounts")
class AccountsTest {

    private final FrontFixture front = FrontFixture.selling();
    private final Accounts accounts = front.posse.accounts();

    private void refused(Executable call, String... words) {
        Map<String, Entry> before = front.store.content();
        assertSays(assertThrows(IllegalArgumentException.class, call), words);
        assertEquals(before, front.store.content());
    }

    private AccountStatement alice() {
        return accounts.statement("alice").orElseThrow();
    }

    @Test
    @DisplayName("Opening: balance zero; opening again leaves the account as it is")
    void open() {
        accounts.open("carl");
        assertEquals(
                new AccountStatement("carl", 0, 0, 0, 0, Optional.empty(), List.of(), List.of()),
                accounts.statement("carl").orElseThrow());
        Map<String, Entry> before = front.store.content();

        accounts.open("alice");

        assertEquals(before, front.store.content());
    }

    @Test
    @DisplayName("What was opened and booked here is looked for from then on; what was refused is not")
    void lookedFor() {
        accounts.open("carl");
        accounts.deposit("alice", "d", 5);
        accounts.withdraw("bob", "w", 5_000);
        front.store.lose("account/carl");
        front.node.account("alice", 1_000);
        front.store.lose("account/bob");

        front.fixture.runFor(Duration.ofSeconds(2));

        assertEquals(
                List.of("carl", "alice"),
                front.fixture.events(BookingLost.class).stream()
                        .map(BookingLost::account)
                        .toList());
    }

    @Test
    @DisplayName("Opening, nobody knows: looked at; done, not done, failed, late: opened once")
    void openUnknown() {
        front.store.onEvery("add account/carl").unknownButDone();
        accounts.open("carl");
        front.store.atCall(front.store.calls().size() + 2).unknownAndLate();
        accounts.open("dora");
        assertEquals(new Moved(5), accounts.deposit("dora", "d", 5));
        front.store.land();
        assertEquals(5, accounts.statement("dora").orElseThrow().balance());

        front.store.onEvery("add account/emil").unknownAndLost();
        assertSays(
                assertThrows(OutcomeUnknownException.class, () -> accounts.open("emil")), "account/emil", "ask again");
    }

    @Test
    @DisplayName("A deposit is idempotent by id")
    void depositTwice() {
        assertEquals(new Moved(1_007), accounts.deposit("alice", "voucher", 7));
        Map<String, Entry> before = front.store.content();
        assertEquals(new Moved(1_007), accounts.deposit("alice", "voucher", 7));
        assertEquals(before, front.store.content());
    }

    @Test
    @DisplayName("A deposit, nobody knows: done once, whether it had been done or not")
    void depositUnknown() {
        front.store.atCall(2).unknownButDone();
        assertEquals(new Moved(1_007), accounts.deposit("alice", "one", 7));
        front.store.atCall(5).unknownAndLate();
        assertEquals(new Moved(1_014), accounts.deposit("alice", "two", 7));
        front.store.land();
        assertEquals(1_014, alice().balance());

        front.store.onEvery("swap account/").unknownAndLost();
        BalanceOutcome.InDoubt doubt =
                assertInstanceOf(BalanceOutcome.InDoubt.class, accounts.deposit("alice", "three", 7));
        assertEquals("three", doubt.id());
    }

    @Test
    @DisplayName("A deposit meets another one: both are booked")
    void depositRace() {
        front.store.atCall(2).before(() -> front.node.somebody().deposit("alice", 5));
        assertEquals(new Moved(1_012), accounts.deposit("alice", "one", 7));
    }

    @Test
    @DisplayName("The same id with another amount or kind is an error; with another account it is another movement")
    void otherTerms() {
        BalanceOutcome unused = accounts.deposit("alice", "voucher", 7);

        refused(() -> accounts.deposit("alice", "voucher", 8), "voucher", "alice");
        refused(() -> accounts.withdraw("alice", "voucher", 7), "voucher", "alice");
        assertEquals(new Moved(1_007), accounts.deposit("bob", "voucher", 7));
    }

    @Test
    @DisplayName("A deposit keeps the lock (A9)")
    void depositWhileLocked() {
        front.node.diesBefore("D3", front.node.attempt("alice"));

        assertEquals(new Moved(1_007), accounts.deposit("alice", "voucher", 7));
        assertEquals("order-of-alice", alice().pending().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("A withdrawal is refused while locked (A9), above the balance, and without an account")
    void withdrawRefused() {
        assertEquals(new Refused(Reason.INSUFFICIENT_FUNDS), accounts.withdraw("alice", "w", 1_001));
        assertEquals(new Refused(Reason.UNKNOWN_ACCOUNT), accounts.withdraw("nobody", "w", 1));
        assertEquals(new Refused(Reason.UNKNOWN_ACCOUNT), accounts.deposit("nobody", "w", 1));
        front.node.diesBefore("D3", front.node.attempt("alice"));
        Map<String, Entry> before = front.store.content();

        assertEquals(new Refused(Reason.LOCKED), accounts.withdraw("alice", "w", 1));
        assertEquals(before, front.store.content());
    }

    @Test
    @DisplayName("A withdrawal meets a lock: refused; it meets a withdrawal: not below zero")
    void withdrawRace() {
        front.store.atCall(2).before(() -> front.node.diesBefore("D3", front.node.attempt("alice")));
        assertEquals(new Refused(Reason.LOCKED), accounts.withdraw("alice", "w", 950));

        Accounts other =
                new FrontFixture(front.node.somebody(), dev.posse.purchase.LockPolicy.COMPLETE).posse.accounts();
        front.store.atCall(front.store.calls().size() + 2).before(() -> {
            BalanceOutcome unused = other.withdraw("bob", "x", 600);
        });
        assertEquals(new Refused(Reason.INSUFFICIENT_FUNDS), accounts.withdraw("bob", "y", 600));
    }

    @Test
    @DisplayName("A withdrawal of all that there is, once")
    void withdrawAll() {
        assertEquals(new Moved(0), accounts.withdraw("alice", "w", 1_000));
        assertEquals(new Moved(0), accounts.withdraw("alice", "w", 1_000));
        assertEquals(1_000, alice().withdrawn());
    }

    @Test
    @DisplayName("The statement: totals, pending purchase, settled purchases and movements, signed")
    void statement() {
        BalanceOutcome unused = accounts.withdraw("alice", "out", 100);
        PurchaseOutcome unusedToo =
                front.posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("first"));
        front.node.diesBefore("D3", front.node.attempt("alice"));

        assertEquals(
                new AccountStatement(
                        "alice",
                        800,
                        1_000,
                        100,
                        100,
                        Optional.of(new AccountStatement.Pending(
                                "order-of-alice", "drop", 2, 100, dev.posse.fixture.ScriptedNode.NOON)),
                        List.of(new AccountStatement.Purchase("first", "drop", 1, 100)),
                        List.of(
                                new AccountStatement.Movement("opening-of-alice", 1_000),
                                new AccountStatement.Movement("out", -100))),
                alice());
        assertTrue(accounts.statement("nobody").isEmpty());
    }

    @Test
    @DisplayName("A11: seventeen deposits: the first leaves the window, and is known all the same")
    void window() {
        for (int i = 1; i <= 16; i++) {
            BalanceOutcome unused = accounts.deposit("alice", "d" + i, 1);
        }
        assertEquals(new Moved(1_016), accounts.deposit("alice", "d1", 1));
        assertEquals(new Moved(1_017), accounts.deposit("alice", "d17", 1));
        assertEquals(new Moved(1_017), accounts.deposit("alice", "d1", 1));
        assertEquals(16, alice().movements().size());
    }

    @Test
    @DisplayName("Bad input: the message says what was wrong, nothing is written")
    void badInput() {
        refused(() -> accounts.open(""), "account id", "1 to 64");
        refused(() -> accounts.open("a".repeat(65)), "account id");
        refused(() -> accounts.statement("a b"), "account id");
        refused(() -> accounts.deposit("a b", "x", 1), "account id");
        refused(() -> accounts.deposit("alice", "x/y", 1), "deposit id", "x/y");
        refused(() -> accounts.withdraw("alice", "", 1), "withdrawal id");
        refused(() -> accounts.deposit("alice", "x", 0), "amount", "0");
        refused(() -> accounts.deposit("alice", "x", -5), "amount", "-5");
        refused(() -> accounts.withdraw("alice", "x", Long.MIN_VALUE), "amount");
        refused(() -> accounts.deposit("alice", "x", Long.MAX_VALUE), "alice", "64 bits");
    }

    @Test
    @DisplayName("A store that does not answer: an error, nothing is written")
    void storeFails() {
        front.store.atCall(1).fails();
        front.store.atCall(2).fails();
        assertThrows(StoreException.class, () -> accounts.deposit("alice", "x", 1));
        assertThrows(StoreException.class, () -> accounts.statement("alice"));
        assertEquals(1_000, alice().balance());
    }
}
