package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Finding;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.audit.AuditReport.Verdict;
import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.EntryWindow;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.ChangedAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Audit of books with a wrong document: accounts")
class AccountDifferencesTest {

    private final Shop shop = new Shop()
            .campaign("drop", 30)
            .account("anna", 5000)
            .account("bob", 1000)
            .buy("anna", "drop")
            .buy("bob", "drop");

    @Test
    @DisplayName("a buyer's account that is lost is named, with what it holds")
    void buyerLost() {
        shop.store.lose("account/bob");

        assertEquals(
                List.of(new Finding(Kind.ACCOUNT_ABSENT, "account/bob", "it is absent, and holds slot/drop/2")),
                audit().findings());
    }

    @Test
    @DisplayName("where it holds several slots the first is named and the others are counted")
    void buyerOfSeveralLost() {
        shop.buy("bob", "drop").buy("bob", "drop");
        shop.store.lose("account/bob");

        assertEquals(
                "it is absent, and holds slot/drop/2 and 2 more",
                audit().findings().get(0).sentence());
    }

    @Test
    @DisplayName("an account that the caller names and that is absent is named")
    void furtherAccountLost() {
        AuditReport report = new Auditor(shop.store, List.of("carl")).audit();

        assertEquals(Set.of(Kind.ACCOUNT_ABSENT), report.counts().keySet());
    }

    @Test
    @DisplayName(
            "a shard that lost an account's lock and debit: the account, what it should have spent and what it has")
    void debitAndLockLost() {
        Account before = shop.account("anna");
        shop.buy("anna", "drop");
        shop.put(before);

        assertFindings(
                Kind.SPENT_DIFFERS, "account/anna", "expected spent to be 200, for 2 debited sales, and found 100");
        assertFindings(Kind.SALE_WITHOUT_ENTRY, "slot/drop/3", "sold to anna");
        assertTrue(new Auditor(shop.store).auditCampaign("drop").counts().containsKey(Kind.SPENT_DIFFERS));
    }

    @Test
    @DisplayName("A5: a shard that lost only the debit: the lock stands, and the campaign has moved past its slot")
    void debitLost() {
        Account before = shop.account("anna");
        shop.buy("anna", "drop");
        Claim claim = shop.claim("drop", 3);
        shop.put(before.locked(lockOf(claim, 3, 100)));

        assertFindings(
                Kind.SPENT_DIFFERS, "account/anna", "expected spent to be 200, for 2 debited sales, and found 100");
        assertFindings(Kind.LOCK_DIFFERS, "account/anna", "its debit is lost");
    }

    @Test
    @DisplayName("an account that has spent more than its sales is named")
    void spentTooMuch() {
        Account bob = shop.account("bob");
        shop.put(ChangedAccount.withTotals(bob, 1000, 0, 150));

        assertFindings(
                Kind.SPENT_DIFFERS, "account/bob", "expected spent to be 100, for 1 debited sales, and found 150");
    }

    @Test
    @DisplayName("a purchase that the account remembers and nobody sold is named")
    void recentWithoutClaim() {
        Account bob = shop.account("bob");
        PurchaseEntry invented =
                new PurchaseEntry.Bought(3, "p-x", "a-x", "drop", 9, 100, Optional.empty(), Shop.NOW, none());
        shop.put(withPurchases(
                new Account(
                        bob.id(),
                        bob.deposited(),
                        bob.withdrawn(),
                        bob.spent(),
                        bob.lock(),
                        bob.window(),
                        3,
                        bob.purchases(),
                        bob.movements(),
                        bob.seals(),
                        bob.unknown()),
                List.of(bob.purchases().entries().get(0), invented)));

        assertFindings(Kind.RECENT_DIFFERS, "account/bob", "p-x bought slot 9");
    }

    @Test
    @DisplayName("a sale that the window should hold and does not is named")
    void claimNotRemembered() {
        shop.put(withPurchases(shop.account("bob"), List.of()));

        assertFindings(Kind.SALE_WITHOUT_ENTRY, "slot/drop/2", "sold to bob");
        assertFindings(Kind.ENTRIES_DIFFER, "account/bob", "no entry of it has the number 2");
        assertFindings(Kind.SPENT_DIFFERS, "account/bob", "says spent 100, and its entries make 0");
    }

    @Test
    @DisplayName("a full window that holds an older sale and not a newer one of the same campaign is named")
    void holeInFullWindow() {
        for (int sale = 0; sale < 20; sale++) {
            shop.buy("anna", "drop");
        }
        Account anna = shop.account("anna");
        List<PurchaseEntry> purchases = new ArrayList<>(anna.purchases().entries());
        Claim older = shop.claim("drop", 5);
        purchases.set(
                9,
                new PurchaseEntry.Bought(
                        purchases.get(9).number(),
                        older.purchaseId(),
                        older.attemptId(),
                        "drop",
                        5,
                        100,
                        Optional.empty(),
                        Shop.NOW,
                        none()));
        shop.put(withPurchases(anna, purchases));

        assertFindings(
                Kind.SALE_WITHOUT_ENTRY,
                Keys.slot(
                        "drop",
                        ((PurchaseEntry.Bought) anna.purchases().entries().get(9)).slot()),
                "sold to anna");
        assertFindings(Kind.ID_TWICE, "account/anna", older.purchaseId());
    }

    @Test
    @DisplayName("one purchase id that holds two slots is named")
    void purchaseTwice() {
        shop.buy("bob", "drop");
        Claim first = shop.claim("drop", 2);
        Claim second = shop.claim("drop", 3);
        shop.put(new Claim(
                "drop", 3, "bob", first.purchaseId(), second.attemptId(), 100, second.payload(), Shop.NOW, none()));

        assertFindings(Kind.PURCHASE_TWICE, "slot/drop/3", "slot/drop/2");
    }

    @Test
    @DisplayName("a lock for a campaign that is absent is named")
    void lockWithoutCampaign() {
        shop.put(shop.account("bob").locked(lock("gone", 1, 100)));

        assertFindings(Kind.LOCK_DIFFERS, "account/bob", "slot/gone/1 is for a campaign that is absent");
    }

    @Test
    @DisplayName("a lock for a campaign that no page lists names the campaign")
    void lockInUnlistedCampaign() {
        shop.put(dev.posse.document.Campaign.created("secret", 100, 5));
        shop.put(shop.account("bob").locked(lock("secret", 1, 100)));

        assertFindings(Kind.CAMPAIGN_NOT_LISTED, "campaign/secret", "nobody patrols");
    }

    @Test
    @DisplayName("a lock at another price, beyond the capacity or for more than the balance is named")
    void lockOutOfTerms() {
        shop.put(shop.account("bob").locked(lock("drop", 31, 99_999)));

        assertFindings(Kind.LOCK_DIFFERS, "account/bob", "at 99999, which is not the campaign's price");
        assertFindings(Kind.LOCK_DIFFERS, "account/bob", "beyond the campaign's capacity");
        assertFindings(Kind.LOCK_DIFFERS, "account/bob", "for more than the account holds");
    }

    @Test
    @DisplayName("D3b: a lock that aims at another slot than the one its attempt holds is named")
    void lockAimedAgainAfterWin() {
        Claim claim = shop.claim("bob", "drop");
        shop.put(shop.account("bob").locked(lockOf(claim, 4, 100)));

        assertFindings(Kind.LOCK_DIFFERS, "account/bob", "although its attempt holds slot/drop/3");
    }

    @Test
    @DisplayName("D5: a lock whose purchase is debited already is named")
    void lockAfterDebit() {
        Claim claim = shop.claim("drop", 2);
        shop.put(shop.account("bob").locked(lockOf(claim, 2, 100)));

        assertFindings(Kind.LOCK_DIFFERS, "account/bob", "among those debited");
    }

    @Test
    @DisplayName("A1: a lock whose attempt bears the id of an earlier one by bad luck is another attempt's")
    void lockOfEqualAttemptId() {
        Claim claim = shop.claim("drop", 2);
        shop.put(shop.account("bob")
                .locked(new Lock(
                        "drop",
                        3,
                        Optional.empty(),
                        "p-z",
                        claim.attemptId(),
                        100,
                        Optional.empty(),
                        Shop.NOW,
                        none())));

        assertEquals(List.of(), audit().findings());
    }

    private AuditReport audit() {
        return new Auditor(shop.store, List.of("anna", "bob")).audit();
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

    private static Account withPurchases(Account account, List<PurchaseEntry> purchases) {
        return ChangedAccount.withPurchases(
                account, new EntryWindow<>(purchases, account.purchases().lastArchived()));
    }

    private static Lock lock(String campaign, long slot, long price) {
        return new Lock(campaign, slot, Optional.empty(), "p-y", "a-y", price, Optional.empty(), Shop.NOW, none());
    }

    private static Lock lockOf(Claim claim, long slot, long price) {
        return new Lock(
                claim.campaign(),
                slot,
                Optional.empty(),
                claim.purchaseId(),
                claim.attemptId(),
                price,
                claim.payload(),
                Shop.NOW,
                none());
    }

    private static UnknownFields none() {
        return UnknownFields.NONE;
    }
}
