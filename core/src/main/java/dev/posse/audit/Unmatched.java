package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Purchases without a sale and sales without a purchase, of one account: each is looked at by itself, by fresh reads. */
final class Unmatched {

    private final String account;
    private final ChunkedReads reads;
    private final Findings findings;

    Unmatched(String account, ChunkedReads reads, Findings findings) {
        this.account = account;
        this.reads = reads;
        this.findings = findings;
    }

    /**
     * Looks for the slots of purchases: they may lie where nothing was read, beyond a gap or in a campaign that is not listed.
     *
     * @param purchases that no known sale belongs to
     * @return the prices of those whose slots are theirs, or cannot be read
     */
    long check(Collection<BoughtEntry> purchases) {
        long paid = 0;
        for (List<BoughtEntry> chunk : ChunkedReads.chunks(purchases)) {
            Reading found = reads.all(keys(chunk, BoughtEntry::slotKey));
            for (BoughtEntry bought : chunk) {
                Optional<Slot> slot = reads.understood(
                        found,
                        Key.slot(bought.entry().campaign(), bought.entry().slot()));
                boolean unknown = slot.isEmpty() && !found.isAbsent(bought.slotKey());
                Optional<Claim> claim = slot.filter(Claim.class::isInstance).map(Claim.class::cast);
                if (unknown || claim.filter(bought::isOf).isPresent()) {
                    paid = AuditSums.plus(paid, bought.entry().price());
                } else {
                    bought.differs(
                            findings,
                            claim.isPresent() ? "and the slot's claim states other facts" : "and nobody holds it");
                }
            }
        }
        return paid;
    }

    /**
     * Looks for the archive documents of sales.
     *
     * @param sales that no known entry belongs to
     * @param broken whether the archive could not be followed to its end, so that it may hold more than was met
     */
    void check(Collection<Sale> sales, boolean broken) {
        for (List<Sale> chunk : ChunkedReads.chunks(sales)) {
            Reading slots = reads.all(keys(chunk, Sale::key));
            List<Claim> claims = chunk.stream()
                    .flatMap(sale -> reads.understood(slots, Key.slot(sale.campaign(), sale.slot())).stream())
                    .filter(Claim.class::isInstance)
                    .map(Claim.class::cast)
                    .collect(Collectors.toUnmodifiableList());
            Reading archive = reads.all(keys(claims, this::archiveKey));
            claims.forEach(claim -> check(claim, archive, broken));
        }
    }

    private void check(Claim claim, Reading archive, boolean broken) {
        String key = archiveKey(claim);
        if (archive.isAbsent(key)) {
            withoutEntry(claim, "neither the account nor " + key + " remembers it");
            return;
        }
        Optional<PurchaseEntry> entry = reads.understood(archive, Key.purchase(account, claim.purchaseId()))
                .map(ArchivedPurchase::entry);
        if (entry.isEmpty()) {
            // Who read it has made a finding of it.
            return;
        }
        if (!(entry.get() instanceof PurchaseEntry.Bought bought)
                || bought.slot() != claim.slot()
                || !bought.campaign().equals(claim.campaign())
                || !new BoughtEntry(account, bought, true).isOf(claim)) {
            withoutEntry(claim, key + " states other facts");
        } else if (!broken) {
            withoutEntry(claim, "the account does not lead to " + key);
        }
    }

    private void withoutEntry(Claim claim, String how) {
        findings.add(Kind.SALE_WITHOUT_ENTRY, claim.key(), "it is sold to " + account + ", and " + how);
    }

    private String archiveKey(Claim claim) {
        return Keys.purchase(account, claim.purchaseId());
    }

    private static <T> List<String> keys(List<T> items, Function<T, String> of) {
        return items.stream().map(of).collect(Collectors.toUnmodifiableList());
    }
}
