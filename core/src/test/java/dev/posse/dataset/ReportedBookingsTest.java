package dev.posse.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Account;
import dev.posse.document.Directory;
import dev.posse.document.Keys;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.BookingLost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lost bookings: a node looks for the accounts and movements that it has told its callers of")
class ReportedBookingsTest {

    /** Longer than a node leaves between two looks. */
    private static final Duration ONE_LOOK = Duration.ofMillis(1_200);

    private final FakeClock clock = new FakeClock();
    private final ScriptedNode node =
            ScriptedNode.selling().with(Directory.empty(1).with("drop"));
    private final PatrolFixture fixture =
            new PatrolFixture("node-1", node.somebody().store(), clock, 5, PatrolFixture.DEFAULT);

    private static Movement in(String id, long amount) {
        return new Movement(id, Kind.DEPOSIT, amount, Instant.EPOCH);
    }

    private static Movement out(String id, long amount) {
        return new Movement(id, Kind.WITHDRAWAL, amount, Instant.EPOCH);
    }

    /** Books as this node would, and tells. */
    private Account booked(Account account, Movement... movements) {
        Account now = account;
        for (Movement movement : movements) {
            now = now.moved(movement);
            node.with(now);
            fixture.memory().bookings().booked(now, movement.id());
        }
        return now;
    }

    private void assertFindings(String... findings) {
        assertEquals(
                List.of(findings),
                fixture.events(BookingLost.class).stream()
                        .map(event -> event.account() + ": " + event.finding())
                        .toList());
    }

    @Test
    @DisplayName(
            "What stands raises nothing, however often it is looked for; accounts that others opened do not matter")
    void stands() {
        Account alice = booked(Account.opened("alice"), in("d1", 100), out("w1", 30), in("d2", 5));
        fixture.memory().bookings().opened("alice");
        fixture.runFor(ONE_LOOK.multipliedBy(3));
        booked(alice, in("d3", 1));

        fixture.runFor(ONE_LOOK.multipliedBy(3));

        assertFindings();
    }

    @Test
    @DisplayName("A deposit that is gone: the account and all that it lacks, once")
    void depositGone() {
        Account before = booked(Account.opened("alice"), in("d1", 100));
        booked(before, in("d2", 20), in("d3", 3));
        node.with(before);

        fixture.runFor(ONE_LOOK.multipliedBy(3));

        assertFindings(
                "alice: the movement d2, after which 120 were deposited and 0 withdrawn in all, was booked, and the"
                        + " account does not hold it any more; the movement d3, after which 123 were deposited and 0"
                        + " withdrawn in all, was booked, and the account does not hold it any more");
    }

    @Test
    @DisplayName("A deposit that is gone, and another one that makes up for its amount")
    void depositGoneAndOthersCame() {
        Account before = booked(Account.opened("alice"), in("d1", 100));
        booked(before, in("d2", 20));
        node.with(before.moved(in("e1", 20)).moved(in("e2", 500)));

        fixture.runFor(ONE_LOOK);

        assertEquals(1, fixture.events(BookingLost.class).size());
    }

    @Test
    @DisplayName("A withdrawal that is gone")
    void withdrawalGone() {
        Account before = booked(Account.opened("alice"), in("d1", 100));
        booked(before, out("w1", 20));
        node.with(before);

        fixture.runFor(ONE_LOOK);

        assertFindings(
                "alice: the movement w1, after which 100 were deposited and 20 withdrawn in all, was booked, and the"
                        + " account does not hold it any more");
    }

    @Test
    @DisplayName("A movement that is gone after it was found once")
    void goneAfterItWasFound() {
        Account before = booked(Account.opened("alice"), in("d1", 100));
        booked(before, in("d2", 20));
        fixture.runFor(ONE_LOOK);
        assertFindings();
        node.with(before);

        fixture.runFor(ONE_LOOK);

        assertEquals(1, fixture.events(BookingLost.class).size());
    }

    /** Books others, each after the archive document of what leaves the window for it. */
    private Account others(Account account, String name, int count) {
        Account now = account;
        for (int at = 0; at < count; at++) {
            now.leavingMovement().ifPresent(node::with);
            now = now.moved(in(name + at, 1));
        }
        node.with(now);
        return now;
    }

    @Test
    @DisplayName("A movement that has left the window of its account stands in the archive")
    void archived() {
        Account account = booked(Account.opened("alice"), in("d1", 100), out("w1", 100));
        others(account, "later-", Account.WINDOW + 3);

        fixture.runFor(ONE_LOOK);

        assertFindings();
        assertTrue(fixture.store().calls().stream().anyMatch(call -> call.contains(Keys.movement("alice", "d1"))));
    }

    @Test
    @DisplayName(
            "A11: a deposit that is gone, and so many others after it that the window could have let it go: it is in no archive")
    void goneBehindOthers() {
        Account before = booked(Account.opened("alice"), in("d1", 100));
        booked(before, in("d2", 20));
        others(before, "later-", Account.WINDOW + 30);

        fixture.runFor(ONE_LOOK.multipliedBy(2));

        assertFindings(
                "alice: the movement d2, after which 120 were deposited and 0 withdrawn in all, was booked, and the"
                        + " account does not hold it any more");
    }

    @Test
    @DisplayName("An archive that the store does not answer: nobody knows")
    void archiveNotAnswered() {
        Account account = booked(Account.opened("alice"), in("d1", 100));
        others(account, "later-", Account.WINDOW + 3);
        fixture.store().onReadsOf(Keys.movement("alice", "d1")).fails();

        fixture.runFor(ONE_LOOK.multipliedBy(2));

        assertFindings();
    }

    @Test
    @DisplayName(
            "A movement that was told again when others had come after it, and leaves the window later, is not lost")
    void toldAgainAndArchived() {
        Account account = booked(Account.opened("alice"), in("d1", 100), in("d2", 900));
        fixture.memory().bookings().booked(account, "d1");
        others(account, "later-", Account.WINDOW - 1);

        fixture.runFor(ONE_LOOK);

        assertFindings();
    }

    @Test
    @DisplayName("An account that is gone with all that was booked on it: said once")
    void accountGone() {
        fixture.memory().bookings().opened("alice");
        booked(Account.opened("alice"), in("d1", 100));
        fixture.memory().bookings().opened("bob");
        node.with(Account.opened("bob"));
        node.store().lose(Keys.account("alice"));

        fixture.runFor(ONE_LOOK);

        assertFindings("alice: the account was opened, and account/alice is gone; the movement d1, after which 100 were"
                + " deposited and 0 withdrawn in all, was booked, and account/alice is gone");
    }

    @Test
    @DisplayName("A loss that was found before it: everything that is remembered is said at once")
    void foundBefore() {
        Account account = Account.opened("alice");
        for (int at = 0; at < 10; at++) {
            account = booked(account, in("d" + at, 1));
        }
        for (int at = 0; at < 30; at++) {
            booked(Account.opened("a" + at), in("d", 1));
        }
        fixture.runFor(ONE_LOOK.multipliedBy(2));
        assertFindings();
        for (int at = 20; at < 30; at++) {
            node.store().lose(Keys.account("a" + at));
        }
        node.store().lose(Keys.account("a3"));

        fixture.runFor(ONE_LOOK);

        assertEquals(
                11,
                fixture.events(BookingLost.class).stream()
                        .map(BookingLost::account)
                        .distinct()
                        .count());
    }

    @Test
    @DisplayName("An account that the store does not answer is not taken for lost, and hides no other that is")
    void notAnswered() {
        Account alice = booked(Account.opened("alice"), in("d1", 100));
        booked(Account.opened("bob"), in("d1", 100));
        node.store().lose(Keys.account("bob"));
        fixture.store().onReadsOf(Keys.account("alice")).fails();

        fixture.runFor(ONE_LOOK.multipliedBy(2));

        assertEquals(
                List.of("bob"),
                fixture.events(BookingLost.class).stream()
                        .map(BookingLost::account)
                        .toList());
        fixture.store().behave();
        node.with(alice);
        fixture.runFor(ONE_LOOK);
        assertEquals(1, fixture.events(BookingLost.class).size());
    }

    @Test
    @DisplayName("An account that cannot be read is not taken for lost")
    void unreadable() {
        booked(Account.opened("alice"), in("d1", 100));
        node.store().force(Keys.account("alice"), "no document".getBytes(UTF_8));

        fixture.runFor(ONE_LOOK);

        assertFindings();
    }

    @Test
    @DisplayName("Many are looked for in one round trip, the one that reads the incarnation, once per second")
    void cost() {
        for (int at = 0; at < 500; at++) {
            booked(Account.opened("a" + at), in("d", 1));
        }

        fixture.runFor(Duration.ofMillis(900));

        List<String> looks = fixture.store().calls().stream()
                .filter(call -> call.contains("account/"))
                .toList();
        assertEquals(1, looks.size());
        assertTrue(looks.get(0).contains(Keys.INCARNATION));
    }
}
