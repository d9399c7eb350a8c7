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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The parts of documents")
class DocumentPartsTest {

    private static final Claim CLAIM = Samples.claim(Optional.empty(), UnknownFields.NONE);

    @Test
    @DisplayName("D6: the campaign moves past a settled slot and keeps the rest")
    void settled() {
        Campaign moved = Campaign.created("drop", 1999, 500).settled(1);

        assertEquals(1, moved.lastPurchasedSlot());
        assertEquals(2, moved.settled(2).lastPurchasedSlot());
        assertEquals(moved, moved.settled(1));
        assertEquals(500, moved.capacity());
    }

    @Test
    @DisplayName("A14: a slot that is settled before its turn waits, and is passed with the one before it")
    void settledAhead() {
        Campaign waiting =
                Campaign.created("drop", 1999, 500).settled(3).settled(5).settled(2);

        assertEquals(0, waiting.lastPurchasedSlot());
        assertEquals(List.of(2L, 3L, 5L), waiting.settledAhead());
        assertEquals(6, waiting.frontier());
        assertTrue(waiting.isSettled(3));
        assertFalse(waiting.isSettled(1));
        assertFalse(waiting.isSettled(4));
        assertEquals(3, waiting.settled(1).lastPurchasedSlot());
        assertEquals(List.of(5L), waiting.settled(1).settledAhead());
        assertEquals(5, waiting.settled(1).settled(4).lastPurchasedSlot());
        assertEquals(6, waiting.settled(1).settled(4).frontier());
    }

    @Test
    @DisplayName("A14: so many may wait, and the one for which they wait always has room")
    void roomAhead() {
        Campaign full = Campaign.created("drop", 1999, 500);
        for (long slot = 2; slot < 2 + Campaign.MAX_AHEAD; slot++) {
            assertTrue(full.hasRoomFor(slot + 1));
            full = full.settled(slot);
        }

        assertFalse(full.hasRoomFor(100));
        assertTrue(full.hasRoomFor(1));
        assertEquals(1 + Campaign.MAX_AHEAD, full.settled(1).lastPurchasedSlot());
    }

    @Test
    @DisplayName(
            "A14: of several, settled together, all are noted for which there is room; who fills the gap always has it")
    void roomTogether() {
        Campaign campaign = Campaign.created("drop", 1999, 500);
        List<Long> all = LongStream.rangeClosed(1, 100).boxed().toList();
        List<Long> aboveGap = LongStream.rangeClosed(2, 100).boxed().toList();
        List<Long> twoGaps = LongStream.rangeClosed(1, 100)
                .filter(slot -> slot != 20)
                .boxed()
                .toList();

        assertEquals(all, campaign.noting(all));
        assertEquals(100, campaign.settled(all).lastPurchasedSlot());
        assertEquals(aboveGap.subList(0, Campaign.MAX_AHEAD), campaign.noting(aboveGap));
        assertEquals(19 + Campaign.MAX_AHEAD, campaign.noting(twoGaps).size());
        assertEquals(19, campaign.settled(campaign.noting(twoGaps)).lastPurchasedSlot());
        Campaign full = campaign.settled(campaign.noting(aboveGap));
        assertEquals(List.of(), full.noting(List.of(90L, 91L)));
        assertEquals(List.of(5L), full.noting(List.of(5L, 90L)), "what is noted already stays so");
    }

    @Test
    @DisplayName("A14: what waits and need not wait any more, as an older node may leave it, is passed when it is read")
    void caughtUpWhenRead() {
        Campaign left = new Campaign(
                "drop", 100, 9, Campaign.Status.OPEN, Optional.empty(), 2, List.of(2L, 3L, 5L), UnknownFields.NONE);

        Campaign read = Campaign.decode(left.key(), left.encode());

        assertEquals(3, read.lastPurchasedSlot());
        assertEquals(List.of(5L), read.settledAhead());
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
                Key.slot(Samples.fullAccount().lock().orElseThrow()).name());
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
        assertTrue(message(shown + "/").contains("\"" + shown + "… and 1 characters more\""));
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
