package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign.Status;
import dev.posse.document.Keys;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A11: what an account's window has let go is in the archive")
class ArchiveTest {

    private final ScriptedNode node =
            ScriptedNode.selling(30).account("alice", 1_000, 1).account("bob", 1_000);
    private final AttemptBuilder first = node.attempt("alice").id("first");
    private final AttemptBuilder second = node.attempt("alice").id("second");
    private final AttemptBuilder third = node.attempt("alice").id("third");

    @BeforeEach
    void oneIsArchived() {
        assertEquals(bought(1), node.somebody().buy(first));
        assertEquals(bought(2), node.somebody().buy(second));
    }

    @Test
    @DisplayName("D1: a purchase that is not in the window is looked for in the archive, after the account")
    void known() {
        assertEquals(bought(1), node.buy(first));
        assertEquals(List.of("D0", "D1.archive"), node.steps());
    }

    @Test
    @DisplayName("D1: one that is in neither was never asked for, and is bought")
    void unknown() {
        assertEquals(bought(3), node.buy(third));
        assertEquals(List.of("D0", "D1.archive", "D2", "D3", "D4", "D5.archive", "D5", "D6"), node.steps());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D1: the same id with other terms is refused, however long ago it was used")
    void otherTerms() {
        assertThrows(IllegalArgumentException.class, () -> node.buy(first.saying("another")));
    }

    @Test
    @DisplayName("D1: an archive that cannot be read or understood: thrown, nothing was written")
    void archiveUnreadable() {
        node.store().at("D1.archive").fails();
        assertThrows(StoreException.class, () -> node.buy(third));

        node.store().force(Keys.purchase("alice", "third"), "{}".getBytes(StandardCharsets.UTF_8));
        assertThrows(RuntimeException.class, () -> node.buy(third));
        assertTrue(node.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("D1: read again after somebody else's lock, an archive that cannot be read is doubt")
    void archiveUnreadableLater() {
        node.diesBefore("D4", third);
        node.store().at("D1.archive").before(() -> {});
        node.store().at("D1.archive", 2).fails();

        assertInDoubt(node.buy(node.attempt("alice").id("fourth")));
    }

    @Test
    @DisplayName("D1.seal: who asks again hears of a purchase that was bought and has left the window since")
    void sealLooks() {
        AttemptBuilder poor = third.atMost(1).again();
        node.store().at("D1.seal").before(() -> {
            assertEquals(bought(3), node.somebody().buy(third));
            assertEquals(bought(4), node.somebody().buy(node.attempt("alice").id("fourth")));
        });

        assertEquals(bought(3), node.buy(poor));
    }

    @Test
    @DisplayName("D1.seal: one look into the archive is enough for what was read of the account")
    void sealLooksOnce() {
        assertEquals(not(Reason.PRICE_ABOVE_LIMIT), node.buy(third.atMost(1).again()));
        assertEquals(List.of("D0", "D1.archive", "D1.seal"), node.steps());
    }

    @Test
    @DisplayName(
            "D2.look: in use, asked again: the account that was read is another one, and so the archive is read once more")
    void inUseLooks() {
        node.store().at("D2").before(() -> node.somebody().deposit("alice", 1));

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(third.again()));
        assertEquals(List.of("D0", "D1.archive", "D2", "D2.look", "D1.seal.archive", "D1.seal"), node.steps());
    }

    @Test
    @DisplayName("D1.seal.archive: bought by another call and archived by now: purchased")
    void inUseAndBought() {
        node.store().at("D2").before(() -> {
            assertEquals(bought(3), node.somebody().buy(third));
            assertEquals(bought(4), node.somebody().buy(node.attempt("alice").id("fourth")));
        });

        assertEquals(bought(3), node.buy(third.again()));
        assertEquals(List.of("D0", "D1.archive", "D2", "D2.look", "D1.seal.archive"), node.steps());
    }

    @Test
    @DisplayName("D1.seal.archive: an archive that cannot be read: everything is read again")
    void sealArchiveFails() {
        node.store().at("D2").before(() -> node.somebody().deposit("alice", 1));
        node.store().at("D1.seal.archive").fails();

        assertEquals(bought(3), node.buy(third.again()));
    }

    @Test
    @DisplayName("D5.archive: refused: somebody archives the same, and both go on")
    void archivedByAnother() {
        node.store().at("D5.archive").before(() -> node.somebody().login("alice", LockPolicy.COMPLETE));

        assertEquals(bought(3), node.buy(third));
        assertTrue(node.steps().contains("D5.archive.look"), node.steps().toString());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D5.archive: nobody knows: looked at, and added once more where it is absent")
    void archiveUnknown() {
        node.store().at("D5.archive").unknownAndLost();
        node.store().at("D5.archive", 2).unknownButDone();

        assertEquals(bought(3), node.buy(third));
        assertEquals(2, node.steps().stream().filter("D5.archive"::equals).count());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D5.archive: not known within ten tries: the sale stands, its debit is left to the posse")
    void archiveNeverKnown() {
        node.store().atEvery("D5.archive").unknownAndLost();

        assertEquals(bought(3), node.buy(third));
        assertEquals(10, node.steps().stream().filter("D5.archive"::equals).count());
        assertTrue(node.account("alice").lock().isPresent());
        node.store().behave();
        assertEquals(1, node.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D5.archive: it fails for certain: not tried again, the debit is left to the posse")
    void archiveFails() {
        node.store().at("D5.archive").fails();

        assertEquals(bought(3), node.buy(third));
        assertEquals(1, node.steps().stream().filter("D5.archive"::equals).count());
        assertTrue(node.account("alice").lock().isPresent());
        node.store().behave();
        assertEquals(1, node.somebody().patrol().finished().size());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName(
            "D5.archive.look: what cannot be read for ten tries, or not be understood, lets nothing leave the window")
    void archiveLookFails() {
        node.store().at("D5.archive").unknownButDone();
        node.store().atEvery("D5.archive.look").fails();

        assertEquals(bought(3), node.buy(third));
        assertEquals(10, node.steps().stream().filter("D5.archive.look"::equals).count());
        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D5.archive: other facts under its key: total failure, nothing is debited")
    void archiveContradicts() {
        String other = Objects.requireNonNull(node.store().values().get(Keys.purchase("alice", "first")));
        node.store()
                .force(
                        Keys.purchase("alice", "second"),
                        other.replace("first", "second").getBytes(StandardCharsets.UTF_8));

        assertEquals(bought(3), node.buy(third));
        assertEquals(1, node.alarms().size());
        assertEquals(Status.STOPPED, node.campaign().status());
        assertEquals(2 * PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("outcome, cancel: answered from the archive, and nothing is written")
    void asked() {
        assertEquals(bought(1), node.ask(first, LockPolicy.COMPLETE));
        assertEquals(bought(1), node.ask(first, LockPolicy.CANCEL));
        assertEquals(List.of("L0.look", "L0.archive", "L0.look", "L0.archive"), node.steps());
    }

    @Test
    @DisplayName("cancel: what the note pushes out of the window is archived first")
    void cancelArchives() {
        assertEquals(not(Reason.CANCELLED), node.ask(third, LockPolicy.CANCEL));
        assertEquals(List.of("L0.look", "L0.archive", "L0.seal.archive", "L0.seal"), node.steps());
        Invariants.holdAfterRecovery(node);
        assertEquals(bought(2), node.ask(second, LockPolicy.COMPLETE));
    }

    @Test
    @DisplayName("cancel: what cannot be archived is not called off: in doubt, with the reason")
    void cancelCannotArchive() {
        node.store().at("L0.seal.archive").fails();

        assertInDoubt(node.ask(third, LockPolicy.CANCEL));
        assertEquals(bought(3), node.buy(third));
    }

    @Test
    @DisplayName("called off is for ever, also when the note itself has been archived")
    void cancelledForEver() {
        assertEquals(not(Reason.CANCELLED), node.ask(third, LockPolicy.CANCEL));
        assertEquals(bought(3), node.somebody().buy(node.attempt("alice").id("fourth")));

        assertEquals(not(Reason.CANCELLED), node.buy(third));
        assertEquals(not(Reason.CANCELLED), node.buy(third.again()));
        assertEquals(not(Reason.CANCELLED), node.ask(third, LockPolicy.COMPLETE));
        assertEquals(not(Reason.CANCELLED), node.ask(third, LockPolicy.CANCEL));
    }

    @Test
    @DisplayName("L2: a login that cancels archives first, and is stuck where it cannot")
    void loginArchives() {
        node.diesBefore("D3", third);
        node.store().at("L2.archive").fails();
        assertInstanceOf(Resolution.Stuck.class, node.login("alice", LockPolicy.CANCEL));

        node.store().behave();
        assertInstanceOf(Resolution.Cleared.class, node.login("alice", LockPolicy.CANCEL));
        assertEquals(not(Reason.CANCELLED), node.buy(third));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("L2: a login that completes and finds the shot dead calls nothing off: the same id may buy later")
    void loginReleases() {
        node.diesBefore("D3", third);
        assertEquals(bought(3), node.somebody().buy(node.attempt("bob")));

        assertInstanceOf(Resolution.Cleared.class, node.login("alice", LockPolicy.COMPLETE));
        assertEquals(bought(4), node.buy(third));
    }

    @Test
    @DisplayName("A12: a campaign below what this node has seen: nothing is sold")
    void fellBack() {
        DataLossException lost = assertThrows(DataLossException.class, () -> node.buy(third.seen(3)));

        ScriptedNode.assertSays(lost, "drop", "stands at slot 2", "at slot 3");
        assertEquals(bought(3), node.buy(third.seen(2)));
    }

    @Test
    @DisplayName("A12: a campaign that is gone and was seen: nothing is sold; one that was never seen is unknown")
    void gone() {
        node.store().lose(Keys.campaign("drop"));

        ScriptedNode.assertSays(assertThrows(DataLossException.class, () -> node.buy(third.seen(1))), "is gone");
        assertEquals(not(Reason.UNKNOWN_CAMPAIGN), node.buy(third));
    }

    @Test
    @DisplayName("A12: what was bought is answered whatever the campaign says")
    void fellBackAndKnown() {
        assertEquals(bought(2), node.buy(second.seen(9)));
    }
}
