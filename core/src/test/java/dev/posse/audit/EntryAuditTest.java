package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Finding;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Claim;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Anna's entries: 1 deposit m-1, 2 p-2, 3 p-3 and 4 p-4 bought, 5 deposit m-5, 6 off-1 called off, 7 p-6, 8 withdrawal m-7. */
@DisplayName("A11: audit of an account entry by entry, through window and archive")
class EntryAuditTest {

    private final Shop shop = new Shop()
            .campaign("drop", 100)
            .account("anna", 1000, 1)
            .buy("anna", "drop")
            .buy("anna", "drop")
            .buy("anna", "drop")
            .deposit("anna", 500)
            .callOff("anna", "off-1")
            .buy("anna", "drop")
            .withdraw("anna", 30);

    @Test
    @DisplayName("windows of one entry, and all else in the archive: balanced")
    void balanced() {
        AuditReport report = audit();

        assertEquals(List.of(), report.findings());
        assertTrue(report.isBalanced());
        assertEquals(List.of(), one().findings());
    }

    @Test
    @DisplayName(
            "an archived purchase that is lost: the document, its number, and its sale; those before it are looked up")
    void archivedPurchaseLost() {
        shop.store.lose("purchase/anna/p-3");

        assertFindings(
                audit(),
                "ARCHIVE_MISSING purchase/anna/p-3: it is absent, and the archive of anna leads to it, where entry 3 of the"
                        + " account should be; what came before is not known",
                "SALE_WITHOUT_ENTRY slot/drop/2: it is sold to anna, and neither the account nor"
                        + " purchase/anna/p-3 remembers it");
        assertFindings(one(), audit().findings().stream().map(Finding::toString).toArray(String[]::new));
    }

    @Test
    @DisplayName("all archived purchases lost: each sale is named")
    void archiveLost() {
        for (String id : List.of("p-2", "p-3", "p-4", "off-1")) {
            shop.store.lose("purchase/anna/" + id);
        }

        assertEquals(
                Set.of("purchase/anna/off-1", "slot/drop/1", "slot/drop/2", "slot/drop/3"),
                audit().findings().stream().map(Finding::key).collect(Collectors.toSet()));
    }

    @Test
    @DisplayName(
            "an archived deposit that is lost: the document and its number; of totals nothing is said that is not known")
    void archivedDepositLost() {
        shop.store.lose("movement/anna/m-1");

        assertFindings(
                audit(),
                "ARCHIVE_MISSING movement/anna/m-1: it is absent, and the archive of anna leads to it, where entry 1 of the"
                        + " account should be; what came before is not known");
    }

    @Test
    @DisplayName("an archive that cannot be followed hides no surplus: all sales are known")
    void spentTooMuchBesideBrokenArchive() {
        shop.store.lose("movement/anna/m-1");
        shop.change("account/anna", "\"balance\":1070", "\"balance\":1060");
        shop.change("account/anna", "\"spent\":400", "\"spent\":410");

        assertTrue(
                audit().findings().stream()
                        .map(Finding::toString)
                        .toList()
                        .contains(
                                "SPENT_DIFFERS account/anna: expected spent to be 400, for 4 debited sales, and found 410"),
                () -> audit().findings().toString());
    }

    @Test
    @DisplayName("an archived purchase with other facts than its claim, or another number than it should have")
    void archivedPurchaseDiffers() {
        byte[] right = shop.store.read("purchase/anna/p-3");
        shop.change("purchase/anna/p-3", "\"attempt\":\"a-3\"", "\"attempt\":\"a-4\"");
        assertFindings(
                audit(),
                "ARCHIVE_DIFFERS purchase/anna/p-3: it remembers that p-3 bought slot 2 of campaign drop for 100, and the"
                        + " buyer's claim states other facts");

        shop.store.put("purchase/anna/p-3", right);
        shop.change("purchase/anna/p-3", "\"slot\":2", "\"slot\":77");
        assertKinds(audit(), Kind.ARCHIVE_DIFFERS, Kind.SALE_WITHOUT_ENTRY);

        shop.store.put("purchase/anna/p-3", right);
        shop.change("purchase/anna/p-3", "\"number\":3", "\"number\":4");
        assertFindings(audit(), "ARCHIVE_DIFFERS purchase/anna/p-3: its number is 4, and it must be below 4");
    }

    @Test
    @DisplayName("an archive document that is corrupt, or says that it is another account's")
    void archiveUnreadable() {
        shop.change("purchase/anna/p-2", "\"account\":\"anna\"", "\"account\":\"bob\"");
        shop.store.put("movement/anna/m-1", "[]".getBytes(StandardCharsets.UTF_8));

        AuditReport report = audit();

        assertKinds(report, Kind.UNREADABLE);
        assertEquals(
                Set.of("purchase/anna/p-2", "movement/anna/m-1"),
                report.findings().stream().map(Finding::key).collect(Collectors.toSet()));
    }

    @Test
    @DisplayName("an archived deposit of another amount: what came in is not what the entries make")
    void depositDiffers() {
        shop.change("movement/anna/m-1", "\"amount\":1000", "\"amount\":900");

        assertFindings(audit(), "DEPOSITED_DIFFERS account/anna: it says deposited 1500, and its entries make 1400");
        assertEquals(List.of(), one().findings());
    }

    @Test
    @DisplayName("a withdrawal that the account has lost: its number, and what went out")
    void withdrawalLost() {
        shop.change("account/anna", "\"recentMovements\":\\[[^]]*\\]", "\"recentMovements\":[]");

        assertFindings(
                audit(),
                "ENTRIES_DIFFER account/anna: no entry of it has the number 8; it says that it has had 8",
                "WITHDRAWN_DIFFERS account/anna: it says withdrawn 30, and its entries make 0");
    }

    @Test
    @DisplayName("entries beyond the account's count are named, and counted all the same")
    void countTooLow() {
        shop.change("account/anna", "\"entries\":8", "\"entries\":9");
        assertFindings(
                audit(), "ENTRIES_DIFFER account/anna: no entry of it has the number 9; it says that it has had 9");

        shop.change("account/anna", "\"entries\":9", "\"entries\":8");
        shop.change("movement/anna/m-5", "\"number\":5", "\"number\":4");
        assertKinds(audit(), Kind.ENTRIES_DIFFER);
        assertTrue(
                audit().findings().stream()
                        .anyMatch(finding ->
                                finding.sentence().contains("has the number 4, for which there is no place")),
                () -> audit().findings().toString());
    }

    @Test
    @DisplayName("an id that stands in the window and in the archive is named")
    void idTwice() {
        shop.change("account/anna", "\"id\":\"m-7\"", "\"id\":\"m-1\"");

        assertFindings(audit(), "ID_TWICE account/anna: two of its entries have the id m-1");
    }

    @Test
    @DisplayName("a purchase that was called off and holds a slot is named")
    void calledOffAndSold() {
        Claim claim = shop.claim("drop", 3);
        shop.put(new Claim(
                "drop", 3, "anna", "off-1", claim.attemptId(), 100, claim.payload(), claim.since(), claim.unknown()));

        assertTrue(
                audit().findings().stream()
                        .map(Finding::toString)
                        .toList()
                        .contains(
                                "CALLED_OFF_AND_SOLD account/anna: its purchase off-1 was called off, and holds slot/drop/3"),
                () -> audit().findings().toString());
    }

    @Test
    @DisplayName(
            "one purchase id that holds two slots is named, however many sales lie between, in one campaign and in all")
    void boughtTwice() {
        shop.deposit("anna", 10_000);
        for (int sale = 0; sale < 40; sale++) {
            shop.buy("anna", "drop");
        }
        Claim last = shop.claim("drop", 44);
        shop.put(new Claim(
                "drop", 44, "anna", "p-2", last.attemptId(), 100, last.payload(), last.since(), last.unknown()));

        String finding = "PURCHASE_TWICE slot/drop/44: its purchase id holds slot/drop/1 as well, both for anna";
        assertTrue(audit().findings().stream().map(Finding::toString).toList().contains(finding));
        assertTrue(one().findings().stream().map(Finding::toString).toList().contains(finding));
    }

    @Test
    @DisplayName("a lock for a purchase that was called off or debited long ago is named")
    void lockOfUsedId() {
        Shop other = new Shop().campaign("drop", 100).account("anna", 1000, 1).callOff("anna", "p-4");
        other.callOff("anna", "off-1").lock("anna", "drop");
        other.change("account/anna", "\"purchase\":\"p-2\"", "\"purchase\":\"p-4\"");

        assertFindings(
                new Auditor(other.store, List.of("anna")).audit(),
                "LOCK_DIFFERS account/anna: its lock for slot/drop/1 stands although its purchase was called off");
    }

    @Test
    @DisplayName("one campaign is audited with no more of the archive than its sales need")
    void oneCampaignReadsLess() {
        shop.campaign("ads", 100).buy("anna", "ads");

        assertEquals(List.of(), new Auditor(shop.store).auditCampaign("ads").findings());
        assertEquals(0, archiveReads("ads"));
        shop.buy("anna", "drop");
        assertEquals(List.of(), new Auditor(shop.store).auditCampaign("ads").findings());
        assertEquals(1, archiveReads("ads"));
    }

    private long archiveReads(String campaign) {
        List<String> keys = new ArrayList<>();
        shop.store.beforeRead(keys::addAll);
        AuditReport unused = new Auditor(shop.store).auditCampaign(campaign);
        return keys.stream().filter(key -> key.startsWith("purchase/")).count();
    }

    @Test
    @DisplayName("the archives of many accounts are walked side by side: as many steps as the longest is long")
    void sideBySide() {
        Shop big = new Shop().campaign("ads", 10_000);
        for (int buyer = 0; buyer < 300; buyer++) {
            big.account("b" + buyer, 20_000, 1);
            for (int sale = 0; sale < 6; sale++) {
                big.buy("b" + buyer, "ads");
            }
        }
        for (int sale = 0; sale < 100; sale++) {
            big.buy("b0", "ads");
        }
        List<Integer> steps = new ArrayList<>();
        big.store.beforeRead(keys -> {
            if (keys.stream().anyMatch(key -> key.startsWith("purchase/"))) {
                steps.add(keys.size());
            }
        });

        AuditReport report = new Auditor(big.store).audit();

        assertEquals(List.of(), report.findings());
        assertEquals(EntryWalks.SIDE_BY_SIDE, Collections.max(steps));
        assertTrue(steps.size() <= 106, () -> steps.size() + " steps");
        assertEquals(300 * 5 + 100, steps.stream().mapToInt(size -> size).sum());
    }

    private AuditReport audit() {
        return new Auditor(shop.store).audit();
    }

    private AuditReport one() {
        return new Auditor(shop.store).auditCampaign("drop");
    }

    private static void assertFindings(AuditReport report, String... findings) {
        assertEquals(
                List.of(findings),
                report.findings().stream().map(Finding::toString).toList());
    }

    private static void assertKinds(AuditReport report, Kind... kinds) {
        assertEquals(
                Set.of(kinds), report.counts().keySet(), () -> report.findings().toString());
    }
}
