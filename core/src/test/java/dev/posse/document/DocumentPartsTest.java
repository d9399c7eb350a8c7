package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Movement.Kind;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The parts of documents")
class DocumentPartsTest {

    private static final Claim CLAIM = Samples.claim(Optional.empty(), UnknownFields.NONE);

    @Test
    @DisplayName("D6: the campaign moves by one slot and keeps the rest")
    void advanced() {
        Campaign moved = Campaign.created("drop", 1999, 500).advanced();

        assertEquals(1, moved.lastPurchasedSlot());
        assertEquals(2, moved.advanced().lastPurchasedSlot());
        assertEquals(500, moved.capacity());
    }

    @Test
    @DisplayName("A1: a claim is one attempt's; a void is nobody's")
    void claimOf() {
        Slot claimed = CLAIM;
        Slot voided = new VoidSlot("drop", 7, "a-1", "n2", Samples.LATER, UnknownFields.NONE);

        assertTrue(claimed.isClaimOf(new AttemptIdentity("anna", "p-1", "a-1")));
        assertFalse(claimed.isClaimOf(new AttemptIdentity("anna", "p-1", "a-2")));
        assertFalse(claimed.isClaimOf(new AttemptIdentity("anna", "p-2", "a-1")));
        assertFalse(claimed.isClaimOf(new AttemptIdentity("bob", "p-1", "a-1")));
        assertFalse(voided.isClaimOf(new AttemptIdentity("anna", "p-1", "a-1")));
    }

    @Test
    @DisplayName("a movement with the same kind and amount has the same terms")
    void sameTerms() {
        Movement deposit = new Movement("m", Kind.DEPOSIT, 5, Instant.EPOCH);

        assertTrue(deposit.sameTerms(new Movement("other", Kind.DEPOSIT, 5, Instant.EPOCH)));
        assertFalse(deposit.sameTerms(new Movement("m", Kind.DEPOSIT, 6, Instant.EPOCH)));
        assertFalse(deposit.sameTerms(new Movement("m", Kind.WITHDRAWAL, 5, Instant.EPOCH)));
    }

    @Test
    @DisplayName("a lock names the slot that it points at")
    void slotKey() {
        assertEquals(
                "slot/drop/8",
                Samples.fullAccount().lock().orElseThrow().slotKey().name());
    }

    @Test
    @DisplayName("a document is found under its key, with its version, or not at all")
    void stored() {
        Entry entry = new Entry(CLAIM.encode(), new Version("v/1"));
        Stored<Slot> found = Key.slot(CLAIM.campaign(), CLAIM.slot())
                .in(Map.of(CLAIM.key(), entry))
                .orElseThrow();

        assertEquals(CLAIM, found.document());
        assertEquals(new Version("v/1"), found.version());
        assertEquals(Optional.empty(), Key.slot(CLAIM.campaign(), CLAIM.slot()).in(Map.of()));
    }

    @Test
    @DisplayName("what was just written is known with its bytes and its version")
    void written() {
        Stored<Claim> written = Stored.written(CLAIM, new Version("v/2"));

        assertEquals(CLAIM, written.document());
        assertEquals(new Version("v/2"), written.version());
        assertArrayEquals(CLAIM.encode(), written.entry().value());
    }

    @Test
    @DisplayName("a page of the directory is full at its size, and lists under its number")
    void directory() {
        Directory page = Directory.empty(3);
        for (int campaign = 1; campaign < Directory.PAGE_SIZE; campaign++) {
            page = page.with("c-" + campaign);
        }

        assertFalse(page.isFull());
        assertTrue(page.with("last").isFull());
        assertEquals("posse/directory/3", page.key());
    }

    @Test
    @DisplayName("the pages that are read at once follow each other")
    void pageKeys() {
        assertEquals(Directory.PAGES_AT_ONCE, Directory.pageKeys(4).size());
        assertEquals(Keys.directory(4), Directory.pageKeys(4).get(0));
        assertEquals(
                Keys.directory(3 + Directory.PAGES_AT_ONCE),
                Directory.pageKeys(4).get(Directory.PAGES_AT_ONCE - 1));
    }

    @Test
    @DisplayName("fields of a newer release are equal when they say the same, and say it")
    void unknownFields() {
        UnknownFields gold = Samples.unknown("{\"tier\":\"gold\"}");

        assertEquals(Samples.unknown("{\"tier\":\"gold\"}"), gold);
        assertEquals(Samples.unknown("{\"tier\":\"gold\"}").hashCode(), gold.hashCode());
        assertNotEquals(Samples.unknown("{\"tier\":\"tin\"}"), gold);
        assertNotEquals(UnknownFields.NONE.hashCode(), gold.hashCode());
        assertEquals("{tier=\"gold\"}", gold.toString());
    }

    @Test
    @DisplayName("a payload is remembered by its SHA-256 (FIPS 180-4, one block)")
    void digest() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Digests.sha256("abc"));
    }

    @Test
    @DisplayName("an unusable id is shown up to 80 characters")
    void longId() {
        String shown = "/".repeat(80);

        assertTrue(message(shown).contains("\"" + shown + "\""));
        assertTrue(message(shown + "/").contains("\"" + shown + "…\""));
    }

    private static String message(String id) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Ids.check("account id", id))
                .getMessage());
    }

    @Test
    @DisplayName("of a value that is no document the first 60 characters are shown")
    void beginning() {
        String shown = "x".repeat(60);

        assertTrue(trouble(shown).endsWith(": " + shown));
        assertTrue(trouble(shown + "y").endsWith(": " + shown + "…"));
    }

    private static String trouble(String value) {
        return String.valueOf(
                assertThrows(DocumentException.class, () -> Account.decode("account/anna", Samples.utf8(value)))
                        .getMessage());
    }
}
