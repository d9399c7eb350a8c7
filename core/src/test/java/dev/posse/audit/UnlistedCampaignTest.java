package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Finding;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Audit of a campaign that no page of the directory lists any more")
class UnlistedCampaignTest {

    private final Shop shop = new Shop()
            .campaign("first", 100)
            .campaign("second", 100)
            .account("anna", 1000, 1)
            .account("bob", 1000)
            .buy("anna", "first")
            .buy("anna", "second");

    @Test
    @DisplayName("is named from a purchase in a window, and read: its sales and buyers are audited like all others")
    void fromWindow() {
        shop.buy("bob", "second").put(listing("first"));

        AuditReport report = new Auditor(shop.store).audit();

        assertFindings(report, Kind.CAMPAIGN_NOT_LISTED);
        assertEquals("campaign/second", report.findings().get(0).key());
        assertEquals(3, report.totals().slotsSold());
        assertEquals(2, report.totals().accounts());
        assertEquals(2, report.totals().campaigns());
    }

    @Test
    @DisplayName("is named from a purchase in the archive")
    void fromArchive() {
        shop.buy("anna", "first").buy("anna", "first").put(listing("first"));

        assertFindings(new Auditor(shop.store).audit(), Kind.CAMPAIGN_NOT_LISTED);
    }

    @Test
    @DisplayName("is named from a lock, though nobody has bought in it")
    void fromLock() {
        shop.put(Campaign.created("third", 100, 5));
        shop.lock("anna", "third");

        AuditReport report = new Auditor(shop.store).audit();

        assertFindings(report, Kind.CAMPAIGN_NOT_LISTED);
        assertEquals("campaign/third", report.findings().get(0).key());
    }

    @Test
    @DisplayName("a half-done sale in it is told, too")
    void halfDone() {
        shop.claim("bob", "second");
        shop.put(listing("first"));

        assertFindings(new Auditor(shop.store).audit(), Kind.CAMPAIGN_NOT_LISTED, Kind.UNSETTLED);
    }

    @Test
    @DisplayName("a buyer of it that is known from nowhere else has differences, too")
    void unknownBuyer() {
        var before = shop.account("bob");
        shop.buy("bob", "second").put(before).put(listing("first"));

        AuditReport report = new Auditor(shop.store).audit();

        assertFindings(report, Kind.CAMPAIGN_NOT_LISTED, Kind.SPENT_DIFFERS, Kind.SALE_WITHOUT_ENTRY);
        assertTrue(report.findings().stream().map(Finding::key).toList().contains("account/bob"));
    }

    @Test
    @DisplayName("one that is lost altogether, claims and all, is a purchase that nobody sold")
    void lostAltogether() {
        shop.put(listing("first"));
        for (String key : List.of("campaign/second", "slot/second/1", "transaction/second/1")) {
            shop.store.lose(key);
        }

        AuditReport report = new Auditor(shop.store).audit();

        assertFindings(report, Kind.RECENT_DIFFERS, Kind.SPENT_DIFFERS);
    }

    @Test
    @DisplayName("one that goes on selling is named, and nothing else")
    void sellsOn() {
        shop.put(listing("first"));
        List<String> reads = new ArrayList<>();
        shop.store.beforeRead(keys -> {
            reads.addAll(keys);
            if (reads.size() % 5 == 0 && shop.campaign("second").lastPurchasedSlot() < 8) {
                shop.buy("bob", "second");
            }
        });

        AuditReport report = new Auditor(shop.store).audit();

        assertFindings(report, Kind.CAMPAIGN_NOT_LISTED);
    }

    @Test
    @DisplayName("in the audit of another campaign it is none of its business")
    void otherCampaign() {
        shop.put(listing("first"));

        assertEquals(Map.of(), new Auditor(shop.store).auditCampaign("first").counts());
        assertFalse(new Auditor(shop.store).auditCampaign("second").isBalanced());
    }

    private static Directory listing(String campaign) {
        return Directory.empty(1).with(campaign);
    }

    private static void assertFindings(AuditReport report, Kind... kinds) {
        assertEquals(
                Set.of(kinds), report.counts().keySet(), () -> report.findings().toString());
    }
}
