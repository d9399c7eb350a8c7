package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The archive: what a document states, and where an id is looked for")
class ArchiveDocumentsTest {

    private static final Optional<String> BEFORE = Optional.of("older");

    private static PurchaseEntry bought(long price, UnknownFields unknown) {
        return new PurchaseEntry.Bought(2, "p", "a", "drop", 7, price, Optional.of("digest"), Samples.SINCE, unknown);
    }

    private static PurchaseEntry calledOff(Instant at, UnknownFields unknown) {
        return new PurchaseEntry.CalledOff(2, "p", at, unknown);
    }

    private static Movement movement(long number, long amount, Instant at) {
        return new Movement(number, "m", Movement.Kind.DEPOSIT, amount, at, UnknownFields.NONE);
    }

    private static void assertStates(boolean expected, ArchiveDocument document, ArchiveDocument other) {
        assertEquals(expected, document.isStatedBy(other.encode()), other::toString);
    }

    @Test
    @DisplayName("a purchase is stated by a copy to which a newer release has added fields, and by no other facts")
    void purchase() {
        UnknownFields newer = Samples.unknown("{\"note\":\"x\"}");
        ArchivedPurchase plain = new ArchivedPurchase("anna", bought(100, UnknownFields.NONE), BEFORE);

        assertStates(true, plain, plain);
        assertStates(true, plain, new ArchivedPurchase("anna", bought(100, newer), BEFORE));
        assertStates(true, new ArchivedPurchase("anna", bought(100, newer), BEFORE), plain);
        assertStates(false, plain, new ArchivedPurchase("anna", bought(101, UnknownFields.NONE), BEFORE));
        assertStates(false, plain, new ArchivedPurchase("anna", bought(100, UnknownFields.NONE), Optional.empty()));
        assertStates(false, plain, new ArchivedPurchase("anna", calledOff(Samples.SINCE, UnknownFields.NONE), BEFORE));
    }

    @Test
    @DisplayName("a purchase that was called off likewise")
    void calledOff() {
        ArchivedPurchase plain = new ArchivedPurchase("anna", calledOff(Samples.SINCE, UnknownFields.NONE), BEFORE);

        assertStates(
                true,
                plain,
                new ArchivedPurchase("anna", calledOff(Samples.SINCE, Samples.unknown("{\"by\":\"x\"}")), BEFORE));
        assertStates(false, plain, new ArchivedPurchase("anna", calledOff(Samples.LATER, UnknownFields.NONE), BEFORE));
    }

    @Test
    @DisplayName("a movement is stated by its number, id, terms and time, and by what left the window before it")
    void movement() {
        ArchivedMovement plain = new ArchivedMovement("anna", movement(3, 5, Samples.SINCE), BEFORE);

        assertStates(true, plain, plain);
        assertStates(false, plain, new ArchivedMovement("anna", movement(4, 5, Samples.SINCE), BEFORE));
        assertStates(false, plain, new ArchivedMovement("anna", movement(3, 6, Samples.SINCE), BEFORE));
        assertStates(false, plain, new ArchivedMovement("anna", movement(3, 5, Samples.LATER), BEFORE));
        assertStates(false, plain, new ArchivedMovement("anna", movement(3, 5, Samples.SINCE), Optional.empty()));
    }

    @Test
    @DisplayName("two movements with different ids do not state the same")
    void otherId() {
        Movement deposit = movement(3, 5, Samples.SINCE);

        assertTrue(deposit.sameFacts(movement(3, 5, Samples.SINCE)));
        assertFalse(deposit.sameFacts(
                new Movement(3, "other", Movement.Kind.DEPOSIT, 5, Samples.SINCE, UnknownFields.NONE)));
    }

    @Test
    @DisplayName("an id that the window has let go is looked for under its account and its name")
    void archiveKeys() {
        Account account = Samples.fullAccount();

        assertEquals(
                Optional.of("purchase/anna/p-gone"),
                Key.purchaseArchive(account, "p-gone").map(Key::name));
        assertEquals(
                Optional.of("movement/anna/m-gone"),
                Key.movementArchive(account, "m-gone").map(Key::name));
    }

    @Test
    @DisplayName("where nothing was ever archived, nothing is looked for")
    void noArchive() {
        Account account = Account.opened("anna");

        assertEquals(Optional.empty(), Key.purchaseArchive(account, "p"));
        assertEquals(Optional.empty(), Key.movementArchive(account, "m"));
    }

    @Test
    @DisplayName("a window with room takes an entry in, and what left it last stays the head of the archive")
    void roomInWindow() {
        Account account = Samples.fullAccount().moved(new Movement("m-3", Movement.Kind.DEPOSIT, 1, Samples.LATER));

        assertEquals(3, account.movements().entries().size());
        assertEquals(Optional.of("m-old"), account.movements().lastArchived());
    }
}
