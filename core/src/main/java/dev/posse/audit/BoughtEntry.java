package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.PurchaseEntry;

/**
 * A purchase as its account or the archive states it.
 *
 * @param account whose it is
 * @param entry what is stated
 * @param archived whether by the archive
 */
record BoughtEntry(String account, PurchaseEntry.Bought entry, boolean archived) {

    String slotKey() {
        return Keys.slot(entry.campaign(), entry.slot());
    }

    String archiveKey() {
        return Keys.purchase(account, entry.purchaseId());
    }

    boolean isOf(Claim claim) {
        return claim.account().equals(account)
                && claim.purchaseId().equals(entry.purchaseId())
                && claim.attemptId().equals(entry.attemptId())
                && claim.price() == entry.price();
    }

    void differs(Findings findings, String how) {
        findings.add(
                archived ? Kind.ARCHIVE_DIFFERS : Kind.RECENT_DIFFERS,
                archived ? archiveKey() : Keys.account(account),
                "it remembers that " + entry.purchaseId() + " bought slot " + entry.slot() + " of campaign "
                        + entry.campaign() + " for " + entry.price() + ", " + how);
    }
}
