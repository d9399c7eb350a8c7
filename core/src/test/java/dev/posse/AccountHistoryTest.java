package dev.posse;

import static dev.posse.fixture.ScriptedNode.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.AccountHistory.CalledOff;
import dev.posse.AccountHistory.Deposited;
import dev.posse.AccountHistory.Entry;
import dev.posse.AccountHistory.Missing;
import dev.posse.AccountHistory.Purchased;
import dev.posse.AccountHistory.Withdrawn;
import dev.posse.document.Account;
import dev.posse.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Carl holds two entries of each kind: m1 deposit, p1 bought, p2 bought, off called off, m2 withdrawal, m3 deposit, p3 bought, m4. */
@DisplayName("The front door: an account's history")
class AccountHistoryTest {

    private static final List<String> ALL = List.of("m4", "p3", "m3", "m2", "off", "p2", "p1", "m1");

    private final FrontFixture front = FrontFixture.selling();
    private final Accounts accounts = front.posse.accounts();

    AccountHistoryTest() {
        front.node.with(Account.opened("carl", 2));
        deposit("m1");
        buy("p1");
        buy("p2");
        var unused = front.posse.cancel("carl", "off");
        var unusedToo = accounts.withdraw("carl", "m2", 30);
        deposit("m3");
        buy("p3");
        deposit("m4");
    }

    @Test
    @DisplayName("A11: everything that ever happened, newest first, each with its number, its facts and its time")
    void all() {
        AccountHistory history = accounts.history("carl").orElseThrow();

        assertEquals("carl", history.account());
        assertEquals(
                List.of(
                        new Deposited(8, "m4", 1_000, front.clock.instant()),
                        new Purchased(7, "p3", "drop", 3, 100, front.clock.instant()),
                        new Deposited(6, "m3", 1_000, front.clock.instant()),
                        new Withdrawn(5, "m2", 30, front.clock.instant()),
                        new CalledOff(4, "off", front.clock.instant()),
                        new Purchased(3, "p2", "drop", 2, 100, front.clock.instant()),
                        new Purchased(2, "p1", "drop", 1, 100, front.clock.instant()),
                        new Deposited(1, "m1", 1_000, front.clock.instant())),
                history.entries());
        assertEquals(Optional.empty(), history.next());
    }

    @ParameterizedTest(name = "{0} at a time")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    @DisplayName("comes in pages of any size, while the account goes on buying and paying between them")
    void pages(int most) {
        List<String> met = new ArrayList<>();
        AccountHistory page = accounts.history("carl", most).orElseThrow();
        for (int round = 1; ; round++) {
            met.addAll(ids(page.entries()));
            assertTrue(page.entries().size() == most || page.next().isEmpty());
            if (page.next().isEmpty()) {
                break;
            }
            deposit("later-" + round);
            buy("later-" + round);
            deposit("latest-" + round);
            page = accounts.history("carl", most, page.next().get()).orElseThrow();
        }

        assertEquals(ALL, met);
    }

    @Test
    @DisplayName("costs one read of the account, and one of each entry that is older than its windows")
    void cost() {
        int before = front.store.operations();
        assertEquals(3, accounts.history("carl", 3).orElseThrow().entries().size());
        assertEquals(1, front.store.operations() - before);

        int calls = front.store.calls().size();
        before = front.store.operations();
        assertEquals(8, accounts.history("carl").orElseThrow().entries().size());
        assertEquals(1 + 4, front.store.operations() - before);
        assertTrue(front.store.calls().size() - calls <= 4, front.store.calls().toString());
    }

    @Test
    @DisplayName("an account without a past has one empty page; no account has none")
    void empty() {
        accounts.open("dora");

        assertEquals(Optional.of(new AccountHistory("dora", List.of(), Optional.empty())), accounts.history("dora"));
        assertEquals(Optional.empty(), accounts.history("nobody"));
    }

    @Test
    @DisplayName("fifty entries are a page, and none is forgotten")
    void fifty() {
        for (int number = 1; number <= 60; number++) {
            var unused = accounts.deposit("alice", "d" + number, number);
        }

        AccountHistory first = accounts.history("alice").orElseThrow();
        AccountHistory second =
                accounts.history("alice", 50, first.next().orElseThrow()).orElseThrow();

        assertEquals(50, first.entries().size());
        assertEquals(61, first.entries().get(0).number());
        assertEquals(11, second.entries().size());
        assertEquals("opening-of-alice", ((Deposited) second.entries().get(10)).id());
    }

    @ParameterizedTest(name = "{0} at a time")
    @ValueSource(ints = {1, 2, 3, 5, 6, 20})
    @DisplayName("an archive document that is lost is said to be missing in its place, once, and the rest goes on")
    void lost(int most) {
        front.store.lose("purchase/carl/p2");

        List<Entry> met = read(most);

        assertEquals(List.of("m4", "p3", "m3", "m2", "off", "3!", "m1"), ids(met));
        assertEquals(new Missing(3, "purchase/carl/p2", "it is absent"), met.get(5));
    }

    @Test
    @DisplayName("so is one that cannot be understood, and a number that no entry bears")
    void unreadable() {
        front.store.force("movement/carl/m1", "[]".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("m4", "p3", "m3", "m2", "off", "p2", "p1", "1!"), ids(read(20)));
        assertTrue(((Missing) read(20).get(7)).problem().contains("no JSON object"));

        account("\"entries\":8", "\"entries\":10");
        assertEquals(
                new Missing(10, "account/carl", "no entry has the number 10 or one of those down to 9"),
                read(20).get(0));
    }

    @Test
    @DisplayName(
            "a single number that no entry bears is missing, and an entry that bears another's number is told with it")
    void misnumbered() {
        account("\"entries\":8", "\"entries\":9");
        assertEquals(new Missing(9, "account/carl", "no entry has the number 9"), read(20).get(0));

        account("\"entries\":9", "\"entries\":7");
        account("\"number\":8", "\"number\":7");
        List<Entry> met = read(20);
        assertEquals(Set.of("m4", "p3"), Set.copyOf(ids(met.subList(0, 2))));
        assertEquals(List.of(7L, 7L), List.of(met.get(0).number(), met.get(1).number()));
        assertEquals(ALL.subList(2, 8), ids(met.subList(2, 8)));
    }

    private void account(String found, String put) {
        String text = front.store.text("account/carl");
        assertTrue(text.contains(found), text);
        front.store.force("account/carl", text.replace(found, put).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("a document that was lost after a page was read is missing on the next")
    void lostBetweenPages() {
        AccountHistory first = accounts.history("carl", 4).orElseThrow();
        front.store.lose("purchase/carl/p1");

        assertEquals(
                List.of("off", "p2", "2!", "m1"),
                ids(accounts.history("carl", 20, first.next().orElseThrow())
                        .orElseThrow()
                        .entries()));
    }

    @Test
    @DisplayName("bad input: the message says what was wrong")
    void badInput() {
        assertSays(assertThrows(IllegalArgumentException.class, () -> accounts.history("a b")), "account id");
        assertSays(assertThrows(IllegalArgumentException.class, () -> accounts.history("carl", 0)), "1 to 500", "0");
        assertSays(assertThrows(IllegalArgumentException.class, () -> accounts.history("carl", 501)), "501");
        for (String next : List.of("", "7", "0//", "-1//", "7/a/b/c", "7/a b/", "7/!a/", "99999999999999999999//")) {
            assertSays(
                    assertThrows(IllegalArgumentException.class, () -> accounts.history("carl", 5, next)),
                    "\"" + next + "\"",
                    "as it is");
        }
        String longest = "x".repeat(200);
        assertSays(
                assertThrows(IllegalArgumentException.class, () -> accounts.history("carl", 5, longest)),
                "\"" + longest + "\"");
        assertSays(
                assertThrows(IllegalArgumentException.class, () -> accounts.history("carl", 5, longest + "y")),
                "\"" + longest + "… and 1 characters more\"");
        assertEquals(8, accounts.history("carl", 500).orElseThrow().entries().size());
    }

    @Test
    @DisplayName(
            "a store that does not answer any more once the account is read: an error, and nothing is told as missing")
    void storeFails() {
        front.store.fromCall(front.store.calls().size() + 2).fails();

        assertThrows(StoreException.class, () -> accounts.history("carl"));
    }

    @ParameterizedTest(name = "{0} at a time")
    @ValueSource(ints = {1, 2, 3, 20})
    @DisplayName(
            "an archive document for which the store does not answer is missing, with the reason, and the rest goes on")
    void unanswered(int most) {
        front.store.onReadsOf("purchase/carl/p2").fails();

        List<Entry> met = read(most);

        assertEquals(List.of("m4", "p3", "m3", "m2", "off", "3!", "m1"), ids(met));
        Missing missing = (Missing) met.get(5);
        assertEquals("purchase/carl/p2", missing.key());
        assertSays(new StoreException(missing.problem()), "does not answer for it: ");
    }

    private List<Entry> read(int most) {
        List<Entry> met = new ArrayList<>();
        Optional<AccountHistory> page = accounts.history("carl", most);
        while (page.isPresent()) {
            met.addAll(page.get().entries());
            page = page.get().next().flatMap(next -> accounts.history("carl", most, next));
        }
        return met;
    }

    private void deposit(String id) {
        var unused = accounts.deposit("carl", id, 1_000);
    }

    private void buy(String id) {
        var unused = front.posse.purchase(PurchaseRequest.of("carl", "drop").withPurchaseId(id));
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(AccountHistoryTest::id).toList();
    }

    private static String id(Entry entry) {
        if (entry instanceof Purchased bought) {
            return bought.purchaseId();
        } else if (entry instanceof CalledOff calledOff) {
            return calledOff.purchaseId();
        } else if (entry instanceof Deposited deposit) {
            return deposit.id();
        }
        return entry instanceof Withdrawn withdrawal ? withdrawal.id() : entry.number() + "!";
    }
}
