package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Lock;
import dev.posse.document.RecentPurchase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares one account with its sales, all of which were read while the account stood still.
 *
 * <p>A sale is debited, or the lock of its attempt stands in the account; and it is debited for certain if the campaign
 * had moved past it before (law A5).
 */
final class AccountCheck {

    private final Account account;
    private final List<Sale> sales;
    private final AuditReader reader;
    private final Findings findings;
    private final List<Sale> debited = new ArrayList<>();
    private final List<Sale> unsettled = new ArrayList<>();

    AccountCheck(Account account, List<Sale> sales, AuditReader reader, Findings findings) {
        this.account = account;
        this.sales = sales;
        this.reader = reader;
        this.findings = findings;
        for (Sale sale : sales) {
            boolean locked = account.lock().filter(sale::isOf).isPresent();
            (locked && !reader.wasSettledBefore(sale) ? unsettled : debited).add(sale);
        }
    }

    void run() {
        checkSpent();
        checkRecent();
        checkPurchaseIds();
        account.lock().filter(lock -> reader.covers(lock.campaign())).ifPresent(this::checkLock);
    }

    List<Sale> debited() {
        return debited;
    }

    List<Sale> unsettled() {
        return unsettled;
    }

    private void checkSpent() {
        long expected = AuditSums.priceOf(debited);
        // With the sales of one campaign only, the account may have spent more in others.
        if (reader.isWhole() ? account.spent() != expected : account.spent() < expected) {
            findings.add(
                    Kind.SPENT_DIFFERS,
                    account.key(),
                    "expected spent to be " + (reader.isWhole() ? "" : "at least ") + expected + ", for "
                            + debited.size() + " debited sales, and found " + account.spent());
        }
    }

    /** Every debited sale is in the window until sixteen newer ones have pushed it out; what is there was sold. */
    private void checkRecent() {
        Map<String, Long> lowest = new HashMap<>();
        for (RecentPurchase recent : account.purchases()) {
            lowest.merge(recent.campaign(), recent.slot(), Math::min);
            if (reader.covers(recent.campaign()) && debited.stream().noneMatch(sale -> sale.isListedAs(recent))) {
                findings.add(
                        Kind.RECENT_DIFFERS,
                        account.key(),
                        "it remembers the purchase " + recent.purchaseId() + " of slot " + recent.slot()
                                + " of campaign " + recent.campaign() + ", and no debited sale is just that");
            }
        }
        boolean full = account.purchases().size() >= Account.WINDOW;
        for (Sale sale : debited) {
            // Within a campaign an account's sales follow one another in the order of the slots.
            Optional<Long> older =
                    Optional.ofNullable(lowest.get(sale.campaign())).filter(slot -> slot < sale.slot());
            if ((!full || older.isPresent()) && account.purchases().stream().noneMatch(sale::isListedAs)) {
                findings.add(
                        Kind.RECENT_DIFFERS,
                        account.key(),
                        "it holds " + sale.key() + " and does not remember buying it");
            }
        }
    }

    private void checkPurchaseIds() {
        Map<Fingerprint, Sale> seen = new HashMap<>();
        for (Sale sale : sales) {
            Optional.ofNullable(seen.put(sale.purchase(), sale))
                    .filter(other -> atMostBetween(other, sale) < Account.WINDOW)
                    .ifPresent(other -> findings.add(
                            Kind.PURCHASE_TWICE,
                            sale.key(),
                            "its purchase id holds " + other.key() + " as well, both for " + account.id()));
        }
    }

    /** An id that has left the window counts as new: only two sales with fewer than sixteen between them are wrong. */
    private long atMostBetween(Sale one, Sale other) {
        return sales.stream()
                .filter(sale -> !sale.equals(one) && !sale.equals(other))
                .filter(sale -> !one.campaign().equals(other.campaign())
                        || !sale.campaign().equals(one.campaign())
                        || (sale.slot() > Math.min(one.slot(), other.slot())
                                && sale.slot() < Math.max(one.slot(), other.slot())))
                .count();
    }

    private void checkLock(Lock lock) {
        checkLockedCampaign(lock);
        if (account.balance() < lock.price()) {
            differs(lock, "is for more than the account holds");
        }
        if (account.purchases().stream().anyMatch(recent -> recent.attemptId().equals(lock.attemptId()))) {
            differs(lock, "stands although its purchase is among those debited");
        }
        for (Sale sale : sales) {
            if (sale.isOf(lock) && !sale.key().equals(lock.slotKey())) {
                differs(lock, "stands although its attempt holds " + sale.key());
            } else if (sale.isOf(lock) && reader.wasSettledBefore(sale)) {
                differs(lock, "still stands, and the campaign says that this slot is settled: its debit is lost");
            }
        }
    }

    private void checkLockedCampaign(Lock lock) {
        CampaignProgress campaign = reader.campaign(lock.campaign());
        if (campaign.isAbsent()) {
            differs(lock, "is for a campaign that is absent");
        } else {
            reader.checkListed(campaign);
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
        findings.add(Kind.LOCK_DIFFERS, account.key(), "its lock for " + lock.slotKey() + " " + how);
    }
}
