package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares one account with its sales, all of which were read while the account stood still, and with its own entries.
 *
 * <p>A sale is debited, or the lock of its attempt stands in the account; and it is debited for certain if the campaign
 * had moved past it before (law A5).
 */
final class AccountCheck {

    private final Account account;
    private final Buyer buyer;
    private final AuditReader reader;
    private final Findings findings = new Findings();
    private final List<Sale> debited = new ArrayList<>();
    private final List<Sale> unsettled = new ArrayList<>();
    private final EntryCheck entries;

    AccountCheck(Account account, Buyer buyer, AuditReader reader) {
        this.account = account;
        this.buyer = buyer;
        this.reader = reader;
        for (Sale sale : buyer.sales()) {
            boolean locked = account.lock().filter(sale::isOf).isPresent();
            (locked && !reader.wasSettledBefore(sale) ? unsettled : debited).add(sale);
        }
        this.entries = new EntryCheck(account, buyer.sales(), debited, reader, findings);
    }

    Account account() {
        return account;
    }

    Buyer buyer() {
        return buyer;
    }

    List<Sale> debited() {
        return debited;
    }

    List<Sale> unsettled() {
        return unsettled;
    }

    Findings findings() {
        return findings;
    }

    /** Names the archive documents to be read next; none if the account's entries are known as far as they have to be. */
    List<String> keys() {
        return entries.keys();
    }

    void take(Reading found) {
        entries.take(found);
    }

    /** Campaigns that the account has bought in, or is about to, and that were not read. */
    Set<String> unknownCampaigns() {
        Set<String> unknown = new HashSet<>(entries.unknownCampaigns());
        account.lock()
                .map(Lock::campaign)
                .filter(campaign -> reader.isWhole() && !reader.knows(campaign))
                .ifPresent(unknown::add);
        return unknown;
    }

    /** Judges, when there is nothing left to be read of the archive. */
    void finish(ChunkedReads reads) {
        entries.finish(reads);
        checkSpent();
        account.lock().filter(lock -> reader.covers(lock.campaign())).ifPresent(this::checkLock);
    }

    private void checkSpent() {
        long expected = AuditSums.plus(AuditSums.priceOf(debited), entries.paidForUnread());
        // What was not read may have been paid for: then only a lack is seen.
        boolean exact = reader.isWhole() && (entries.isComplete() || reader.hasReadAllSales());
        if (exact ? account.spent() != expected : account.spent() < expected) {
            findings.add(
                    Kind.SPENT_DIFFERS,
                    account.key(),
                    "expected spent to be " + (exact ? "" : "at least ") + expected + ", for " + debited.size()
                            + " debited sales, and found " + account.spent());
        }
    }

    private void checkLock(Lock lock) {
        checkTerms(lock, reader.campaign(lock.campaign()));
        if (account.balance() < lock.price()) {
            differs(lock, "is for more than the account holds");
        }
        for (Sale sale : buyer.sales()) {
            if (sale.isOf(lock) && !sale.key().equals(Key.slot(lock).name())) {
                differs(lock, "stands although its attempt holds " + sale.key());
            } else if (sale.isOf(lock) && reader.wasSettledBefore(sale)) {
                differs(lock, "still stands, and the campaign says that this slot is settled: its debit is lost");
            }
        }
    }

    /** Price and capacity never change, so that it does not matter when the campaign was read. */
    private void checkTerms(Lock lock, CampaignProgress campaign) {
        if (campaign.isAbsent()) {
            differs(lock, "is for a campaign that is absent");
        }
        Optional<Campaign> terms = campaign.document();
        if (terms.filter(known -> known.price() != lock.price()).isPresent()) {
            differs(lock, "is at " + lock.price() + ", which is not the campaign's price");
        }
        if (terms.filter(known -> lock.slot() > known.capacity()).isPresent()) {
            differs(lock, "is beyond the campaign's capacity");
        }
    }

    private void differs(Lock lock, String how) {
        findings.add(Kind.LOCK_DIFFERS, account.key(), "its lock for " + Key.slot(lock) + " " + how);
    }
}
