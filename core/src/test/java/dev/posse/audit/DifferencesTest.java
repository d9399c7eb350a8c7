package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Finding;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.audit.AuditReport.Verdict;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.Lock;
import dev.posse.document.Transaction;
import dev.posse.document.UnknownFields;
import dev.posse.document.VoidSlot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Audit of books with a wrong document: campaigns, slots, transactions")
class DifferencesTest {

    private final Shop shop = new Shop()
            .campaign("drop", 10)
            .account("anna", 1000)
            .account("bob", 1000)
            .buy("anna", "drop")
            .buy("bob", "drop")
            .buy("anna", "drop");

    @Test
    @DisplayName("a settled slot that is lost is named, with its orphaned transaction, and its buyer's surplus")
    void slotLost() {
        shop.store.lose("slot/drop/2");

        assertFindings(Kind.SLOT_NOT_CLAIMED, "slot/drop/2", "settled");
        assertFindings(Kind.TRANSACTION_WITHOUT_CLAIM, "transaction/drop/2", "slot/drop/2");
    }

    @Test
    @DisplayName("so is the last one that is settled")
    void lastSlotLost() {
        shop.store.lose("slot/drop/3");

        assertFindings(Kind.SLOT_NOT_CLAIMED, "slot/drop/3", "the slots up to 3 are settled");
    }

    @Test
    @DisplayName("a settled slot that is void is named")
    void slotVoid() {
        shop.put(new VoidSlot("drop", 1, "a-9", "n1", Shop.NOW, UnknownFields.NONE));

        assertFindings(Kind.SLOT_NOT_CLAIMED, "slot/drop/1", "settled");
    }

    @Test
    @DisplayName("a gap below a claim that is not settled is named")
    void gapInTail() {
        Claim third = shop.claim("drop", 3);
        shop.put(moved(third, 5));

        assertFindings(Kind.SLOT_NOT_CLAIMED, "slot/drop/4", "slot 5 is claimed");
    }

    @Test
    @DisplayName("lastPurchasedSlot far beyond the last claim is not believed, and the audit ends")
    void lastBeyondClaims() {
        shop.put(new Campaign(
                "drop", 100, Long.MAX_VALUE, Campaign.Status.OPEN, Optional.empty(), Long.MAX_VALUE, none()));

        assertFindings(Kind.CAMPAIGN_BEYOND_CLAIMS, "campaign/drop", "after slot 3");
    }

    @Test
    @DisplayName("a claim beyond the capacity is named, and a campaign that stands beyond it")
    void overCapacity() {
        shop.put(new Campaign("drop", 100, 2, Campaign.Status.OPEN, Optional.empty(), 3, none()));

        assertFindings(Kind.OVER_CAPACITY, "slot/drop/3", "capacity is 2");
        assertFindings(Kind.OVER_CAPACITY, "campaign/drop", "lastPurchasedSlot is 3");
    }

    @Test
    @DisplayName("a claim at another price is named")
    void otherPrice() {
        Claim claim = shop.claim("drop", 2);
        shop.put(new Claim(
                "drop", 2, "bob", claim.purchaseId(), claim.attemptId(), 99, claim.payload(), Shop.NOW, none()));

        assertFindings(Kind.OTHER_PRICE, "slot/drop/2", "at 99");
        assertTrue(new Auditor(shop.store).auditCampaign("drop").counts().containsKey(Kind.OTHER_PRICE));
        assertFindings(Kind.TRANSACTION_DIFFERS, "transaction/drop/2", "other facts");
        assertFindings(
                Kind.SPENT_DIFFERS, "account/bob", "expected spent to be 99, for 1 debited sales, and found 100");
    }

    @Test
    @DisplayName("a settled sale without transaction is named")
    void transactionLost() {
        shop.store.lose("transaction/drop/2");

        assertFindings(Kind.TRANSACTION_ABSENT, "transaction/drop/2", "settled");
    }

    @Test
    @DisplayName("R3b.i: a sale above the last, debited and without transaction, is named")
    void debitedWithoutTransaction() {
        shop.claim("bob", "drop");
        shop.put(shop.account("bob").debited());

        assertFindings(Kind.TRANSACTION_ABSENT, "transaction/drop/4", "bears no lock");
    }

    @Test
    @DisplayName("a transaction with other facts than its claim is named")
    void transactionDiffers() {
        Claim claim = shop.claim("drop", 2);
        shop.put(new Transaction(
                new Claim(
                        "drop",
                        2,
                        "bob",
                        claim.purchaseId(),
                        claim.attemptId(),
                        100,
                        Optional.of("another payload"),
                        Shop.NOW,
                        none()),
                "n1",
                Shop.NOW));

        assertFindings(Kind.TRANSACTION_DIFFERS, "transaction/drop/2", "slot/drop/2");
    }

    @Test
    @DisplayName("A5: a transaction for a slot above the last claim is named, once")
    void transactionWithoutClaim() {
        shop.put(new Transaction(moved(shop.claim("drop", 3), 6), "n1", Shop.NOW));

        assertFindings(Kind.TRANSACTION_WITHOUT_CLAIM, "transaction/drop/6", "nobody holds");
        assertEquals(1, audit().counts().get(Kind.TRANSACTION_WITHOUT_CLAIM));
    }

    @Test
    @DisplayName("one attempt that holds two slots is named")
    void attemptTwice() {
        Claim first = shop.claim("drop", 1);
        shop.put(new Claim(
                "drop", 3, "anna", first.purchaseId(), first.attemptId(), 100, Optional.empty(), Shop.NOW, none()));

        assertFindings(Kind.ATTEMPT_TWICE, "slot/drop/3", "slot/drop/1");
    }

    @Test
    @DisplayName("A1: two attempts that bear one id by bad luck, of two purchases, are two attempts")
    void attemptsOfOneId() {
        Shop unlucky = new Shop().campaign("drop", 10).account("anna", 1000).account("bob", 1000);
        Claim first = unlucky.claim("anna", "drop");
        unlucky.put(new Transaction(first, "n1", Shop.NOW));
        unlucky.put(unlucky.account("anna").debited());
        unlucky.put(unlucky.campaign("drop").settled(unlucky.campaign("drop").lastPurchasedSlot() + 1));
        Lock lock = new Lock(
                "drop", 2, Optional.empty(), "p-x", first.attemptId(), 100, Optional.empty(), Shop.NOW, none());
        unlucky.put(unlucky.account("bob").locked(lock)).put(lock.claim("bob"));

        assertEquals(
                Set.of(Kind.UNSETTLED),
                new Auditor(unlucky.store).audit().counts().keySet());
    }

    @Test
    @DisplayName("a campaign with sales and without document is named")
    void campaignLost() {
        shop.store.lose("campaign/drop");

        assertFindings(Kind.CAMPAIGN_ABSENT, "campaign/drop", "slots of it are sold");
    }

    @Test
    @DisplayName("a campaign that was asked for and is absent is named")
    void campaignUnknown() {
        AuditReport report = new Auditor(shop.store).auditCampaign("other");

        assertEquals(Verdict.DIFFERENCES, report.verdict());
        assertEquals(List.of(new Finding(Kind.CAMPAIGN_ABSENT, "campaign/other", "it is absent")), report.findings());
    }

    @Test
    @DisplayName("a campaign that no page lists is named")
    void campaignNotListed() {
        shop.put(Directory.empty(1));

        AuditReport report = new Auditor(shop.store).auditCampaign("drop");

        assertEquals(Set.of(Kind.CAMPAIGN_NOT_LISTED), report.counts().keySet());
        assertEquals(
                report.findings(),
                new Auditor(shop.store, List.of("bob")).audit().findings());
    }

    @Test
    @DisplayName("a page of the directory that is lost below another one is named")
    void pageLost() {
        shop.put(Directory.empty(2).with("ads"));

        assertFindings(Kind.DIRECTORY_PAGE_LOST, "posse/directory/1", "has room");
    }

    @Test
    @DisplayName("documents that cannot be read are findings and no exceptions")
    void unreadable() {
        shop.buy("bob", "drop");
        for (String key : List.of("slot/drop/2", "transaction/drop/1", "campaign/drop", "account/anna")) {
            shop.store.put(key, "{\"format\":7}".getBytes(StandardCharsets.UTF_8));
            assertFindings(Kind.UNREADABLE, key, "its format is 7");
        }
        shop.store.put("posse/directory/1", "[]".getBytes(StandardCharsets.UTF_8));
        assertFindings(Kind.UNREADABLE, "posse/directory/1", "no JSON object");
    }

    @Test
    @DisplayName("of very many findings of a kind the first thousand are listed and all are counted")
    void manyFindings() {
        shop.put(new Campaign("drop", 100, 5000, Campaign.Status.OPEN, Optional.empty(), 3000, none()));

        AuditReport report = audit();

        assertEquals(2_997, report.counts().get(Kind.SLOT_NOT_CLAIMED));
        assertEquals(AuditReport.LISTED_PER_KIND, report.findings().size());
    }

    @Test
    @DisplayName("so they are of a single account that has lost very many of its purchases")
    void manyFindingsOfOneAccount() {
        Shop big = new Shop().campaign("ads", 2000).account("dora", 1_000_000);
        var before = big.account("dora");
        for (int sale = 0; sale < 1_100; sale++) {
            big.buy("dora", "ads");
        }

        AuditReport report = new Auditor(big.put(before).store).audit();

        assertEquals(1_100, report.counts().get(Kind.SALE_WITHOUT_ENTRY));
        assertEquals(
                AuditReport.LISTED_PER_KIND,
                report.findings().stream()
                        .filter(finding -> finding.kind() == Kind.SALE_WITHOUT_ENTRY)
                        .count());
    }

    private AuditReport audit() {
        return new Auditor(shop.store).audit();
    }

    private void assertFindings(Kind kind, String key, String part) {
        AuditReport report = audit();
        assertEquals(Verdict.DIFFERENCES, report.verdict());
        assertTrue(
                report.findings().stream()
                        .anyMatch(finding -> finding.kind() == kind
                                && finding.key().equals(key)
                                && finding.sentence().contains(part)),
                () -> kind + " of " + key + " (" + part + ") is missing in "
                        + report.findings().stream().limit(9).toList());
    }

    private static Claim moved(Claim claim, long slot) {
        return new Claim(claim.campaign(), slot, claim.account(), "p-x", "a-x", 100, claim.payload(), Shop.NOW, none());
    }

    private static UnknownFields none() {
        return UnknownFields.NONE;
    }
}
