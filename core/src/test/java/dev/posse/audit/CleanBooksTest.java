package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.audit.AuditReport.Totals;
import dev.posse.audit.AuditReport.Verdict;
import dev.posse.audit.AuditReport.Weight;
import dev.posse.document.Claim;
import dev.posse.document.Movement;
import dev.posse.document.Transaction;
import dev.posse.document.UnknownFields;
import dev.posse.document.VoidSlot;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Audit of books that balance")
class CleanBooksTest {

    private final Shop shop = new Shop()
            .campaign("drop", 10)
            .campaign("ads", 1000)
            .account("anna", 1000)
            .account("bob", 700)
            .account("carl", 50);

    @Test
    @DisplayName("an empty store balances")
    void empty() {
        AuditReport report = new Auditor(new Shop().store).audit();

        assertEquals(Verdict.BALANCED, report.verdict());
        assertEquals(new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), report.totals());
    }

    @Test
    @DisplayName("settled sales, deposits and withdrawals balance, with their totals")
    void totals() {
        shop.buy("anna", "drop").buy("bob", "drop").buy("anna", "ads");
        shop.put(shop.account("bob").moved(new Movement("w", Movement.Kind.WITHDRAWAL, 30, Instant.EPOCH)));

        AuditReport report = new Auditor(shop.store, List.of("carl", "anna")).audit();

        assertEquals(List.of(), report.findings());
        assertTrue(report.isBalanced());
        assertEquals(new Totals(2, 3, 3, 0, 3, 300, 1750, 30, 300, 1420, 0), report.totals());
    }

    @Test
    @DisplayName("one campaign is audited without the others, though its buyers have spent more elsewhere")
    void oneCampaign() {
        shop.buy("anna", "drop").buy("anna", "ads").buy("bob", "ads");

        AuditReport report = new Auditor(shop.store).auditCampaign("drop");

        assertEquals(List.of(), report.findings());
        assertEquals(new Totals(1, 1, 1, 0, 1, 100, 1000, 0, 200, 800, 0), report.totals());
    }

    @Test
    @DisplayName("a sale whose lock still stands is unsettled and no difference")
    void unsettled() {
        shop.buy("anna", "drop");
        shop.claim("bob", "drop");

        AuditReport report = new Auditor(shop.store).audit();

        assertTrue(report.isBalanced());
        assertEquals(Map.of(Kind.UNSETTLED, 1L), report.counts());
        assertEquals(
                "UNSETTLED slot/drop/2: it is sold to bob and not yet debited, its lock stands since " + Shop.NOW,
                report.with(Weight.NOTE).get(0).toString());
        assertEquals(new Totals(1, 2, 1, 1, 2, 200, 1700, 0, 100, 1600, 1), withoutAds(report));
    }

    @Test
    @DisplayName("a sale that is debited, and whose campaign has not moved yet, is no difference")
    void campaignBehind() {
        Claim claim = shop.claim("anna", "drop");
        shop.put(new Transaction(claim, "n1", Shop.NOW));
        shop.put(shop.account("anna").debited());

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(List.of(), report.findings());
        assertEquals(1, report.totals().slotsSold());
        assertEquals(0, report.totals().slotsSettled());
    }

    @Test
    @DisplayName("locks without a claim, and voids above the last claim, are no difference")
    void locksAndVoids() {
        shop.buy("anna", "drop");
        shop.lock("bob", "drop");
        shop.put(new VoidSlot("drop", 2, "a-9", "n1", Shop.NOW, UnknownFields.NONE));
        shop.put(new VoidSlot("drop", 4, "a-8", "n1", Shop.NOW, UnknownFields.NONE));

        AuditReport report = new Auditor(shop.store, List.of("bob")).audit();

        assertEquals(List.of(), report.findings());
        assertEquals(1, report.totals().locks());
    }

    @Test
    @DisplayName("a name in the directory that was never created is no difference")
    void neverCreated() {
        Shop half = new Shop().campaign("drop", 10);
        half.store.lose("campaign/drop");

        AuditReport report = new Auditor(half.store).audit();

        assertTrue(report.isBalanced());
        assertEquals(0, report.totals().campaigns());
    }

    @Test
    @DisplayName("a window of sixteen that has forgotten older sales is no difference")
    void fullWindow() {
        shop.account("dora", 10_000);
        for (int sale = 0; sale < 40; sale++) {
            shop.buy("dora", sale % 3 == 0 && sale < 30 ? "drop" : "ads");
        }

        assertEquals(List.of(), new Auditor(shop.store).audit().findings());
        assertEquals(List.of(), new Auditor(shop.store).auditCampaign("drop").findings());
    }

    @Test
    @DisplayName("thousands of slots and archive documents are read once, in chunks of at most 512 keys")
    void chunks() {
        Shop big = new Shop().campaign("ads", 3000).account("anna", 1_000_000).account("bob", 1_000_000);
        for (int sale = 0; sale < 2_100; sale++) {
            big.buy(sale % 2 == 0 ? "anna" : "bob", "ads");
        }

        AuditReport report = new Auditor(big.store).audit();

        assertEquals(List.of(), report.findings());
        assertEquals(2_100, report.totals().slotsSettled());
        assertEquals(512, Collections.max(big.store.sizes()));
        int keys = big.store.sizes().stream().mapToInt(size -> size).sum();
        assertTrue(keys < 3 * 2_100 + 1_500, () -> "read " + keys + " keys");
    }

    @Test
    @DisplayName("what is no id is refused")
    void ids() {
        Auditor auditor = new Auditor(shop.store);

        assertThrows(IllegalArgumentException.class, () -> auditor.auditCampaign("no id"));
        assertThrows(IllegalArgumentException.class, () -> new Auditor(shop.store, List.of("")));
    }

    private static Totals withoutAds(AuditReport report) {
        Totals all = report.totals();
        return new Totals(
                all.campaigns() - 1,
                all.slotsSold(),
                all.slotsSettled(),
                all.unsettled(),
                all.accounts(),
                all.revenue(),
                all.deposited(),
                all.withdrawn(),
                all.spent(),
                all.balance(),
                all.locks());
    }
}
