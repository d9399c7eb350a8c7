package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Account;
import dev.posse.document.EntryItem;
import dev.posse.document.EntryWalk;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.Movement;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds up an account's entries, and finds to each purchase its sale and to each debited sale its purchase.
 *
 * <p>With the sales of one campaign only, the walk ends as soon as all of them are found: the totals are not proved then.
 */
final class EntryCheck {

    private record Place(String campaign, long slot) {}

    private final Account account;
    private final List<Sale> sales;
    private final AuditReader reader;
    private final Findings findings;
    private final EntryWalk walk;
    private final Map<Place, Sale> withoutEntry = new HashMap<>();
    private final Set<String> purchaseIds = new HashSet<>();
    private final Set<String> movementIds = new HashSet<>();
    private final Set<String> unknownCampaigns = new HashSet<>();
    private final List<BoughtEntry> withoutSale = new ArrayList<>();
    private Optional<Set<Fingerprint>> sold = Optional.empty();
    private boolean broken;
    private boolean stopped;
    private long deposited;
    private long withdrawn;
    private long spent;
    private long paidForUnread;

    EntryCheck(Account account, List<Sale> sales, List<Sale> debited, AuditReader reader, Findings findings) {
        this.account = account;
        this.sales = sales;
        this.reader = reader;
        this.findings = findings;
        this.walk = EntryWalk.of(account);
        debited.forEach(sale -> withoutEntry.put(new Place(sale.campaign(), sale.slot()), sale));
        advance();
    }

    List<String> keys() {
        return stopped ? List.of() : walk.keys();
    }

    void take(Reading found) {
        if (!stopped) {
            walk.take(found);
            advance();
        }
    }

    Set<String> unknownCampaigns() {
        return unknownCampaigns;
    }

    /** Whether every entry was met. */
    boolean isComplete() {
        return !stopped && !broken;
    }

    /** The prices of purchases whose slots were not among those read, and of which nothing bad is known. */
    long paidForUnread() {
        return paidForUnread;
    }

    private void advance() {
        for (Optional<EntryItem> item = walk.next(); item.isPresent(); item = walk.next()) {
            on(item.get());
        }
        stopped = !reader.isWhole() && withoutEntry.isEmpty() && !walk.isDone();
    }

    private void on(EntryItem item) {
        if (item instanceof EntryItem.Met met) {
            on(met);
        } else if (item instanceof EntryItem.Misnumbered surplus) {
            on(surplus.met());
            numbersDiffer("its entry " + surplus.met().entry().id() + " has the number " + surplus.number()
                    + ", for which there is no place");
        } else if (item instanceof EntryItem.NoEntry none) {
            numbersDiffer("no entry of it has the number " + none.from()
                    + (none.number() > none.from() ? " or one of those up to " + none.number() : ""));
        } else if (item instanceof EntryItem.BrokenChain chain) {
            on(chain);
        }
    }

    private void numbersDiffer(String how) {
        findings.add(Kind.ENTRIES_DIFFER, account.key(), how + "; it says that it has had " + account.entryCount());
    }

    private void on(EntryItem.BrokenChain chain) {
        broken = true;
        switch (chain.broken()) {
            case MISSING ->
                findings.add(
                        Kind.ARCHIVE_MISSING,
                        chain.key(),
                        "it is absent, and the archive of " + account.id() + " leads to it, where entry "
                                + chain.number() + " of the account should be; what came before is not known");
            case NUMBER -> findings.add(Kind.ARCHIVE_DIFFERS, chain.key(), chain.problem());
            case UNREADABLE -> findings.add(Kind.UNREADABLE, chain.key(), chain.problem());
            case UNREAD -> {
                // Whoever read it has made a finding of it.
            }
        }
    }

    private void on(EntryItem.Met met) {
        Set<String> ids = met.entry() instanceof Movement ? movementIds : purchaseIds;
        // Of the archive each id has one key, so that it can be twice only with what the window holds.
        if (met.archived()
                ? ids.contains(met.entry().id())
                : !ids.add(met.entry().id())) {
            findings.add(
                    Kind.ID_TWICE,
                    account.key(),
                    "two of its entries have the id " + met.entry().id());
        }
        if (met.entry() instanceof Movement movement) {
            on(movement);
        } else if (met.entry() instanceof PurchaseEntry.Bought bought) {
            on(new BoughtEntry(account.id(), bought, met.archived()));
        } else if (met.entry() instanceof PurchaseEntry.CalledOff calledOff) {
            on(calledOff);
        }
    }

    private void on(Movement movement) {
        if (movement.kind() == Movement.Kind.DEPOSIT) {
            deposited = AuditSums.plus(deposited, movement.amount());
        } else {
            withdrawn = AuditSums.plus(withdrawn, movement.amount());
        }
    }

    private void on(BoughtEntry bought) {
        PurchaseEntry.Bought entry = bought.entry();
        spent = AuditSums.plus(spent, entry.price());
        lockOf(entry).ifPresent(lock -> lockDiffers(lock, "although its purchase is among those debited"));
        if (!reader.covers(entry.campaign())) {
            return;
        }
        if (!reader.knows(entry.campaign())) {
            unknownCampaigns.add(entry.campaign());
        }
        Optional<Sale> sale = Optional.ofNullable(withoutEntry.remove(new Place(entry.campaign(), entry.slot())));
        if (sale.isEmpty()) {
            withoutSale.add(bought);
        } else if (!sale.get().isListedAs(entry)) {
            bought.differs(findings, "and the buyer's claim states other facts");
        }
    }

    private void on(PurchaseEntry.CalledOff entry) {
        lockOf(entry).ifPresent(lock -> lockDiffers(lock, "although its purchase was called off"));
        if (sold.isEmpty()) {
            Set<Fingerprint> all = new HashSet<>();
            sales.forEach(sale -> all.add(sale.purchase()));
            sold = Optional.of(all);
        }
        if (sold.get().contains(Fingerprint.of(entry.purchaseId()))) {
            findings.add(
                    Kind.CALLED_OFF_AND_SOLD,
                    account.key(),
                    "its purchase " + entry.purchaseId() + " was called off, and holds "
                            + sales.stream()
                                    .filter(sale -> sale.purchase().equals(Fingerprint.of(entry.purchaseId())))
                                    .findFirst()
                                    .map(Sale::key)
                                    .orElse("a slot"));
        }
    }

    private Optional<Lock> lockOf(PurchaseEntry entry) {
        return account.lock().filter(lock -> lock.purchaseId().equals(entry.purchaseId()));
    }

    private void lockDiffers(Lock lock, String how) {
        findings.add(Kind.LOCK_DIFFERS, account.key(), "its lock for " + Key.slot(lock) + " stands " + how);
    }

    /** Looks at what has found no counterpart, and compares the totals with what was added up. */
    void finish(ChunkedReads reads) {
        Unmatched unmatched = new Unmatched(account.id(), reads, findings);
        paidForUnread = unmatched.check(withoutSale);
        unmatched.check(withoutEntry.values(), broken);
        if (isComplete() && reader.isWhole()) {
            checkTotal(Kind.DEPOSITED_DIFFERS, "deposited", account.deposited(), deposited);
            checkTotal(Kind.WITHDRAWN_DIFFERS, "withdrawn", account.withdrawn(), withdrawn);
            checkTotal(Kind.SPENT_DIFFERS, "spent", account.spent(), spent);
        }
    }

    private void checkTotal(Kind kind, String name, long total, long sum) {
        if (total != sum) {
            findings.add(kind, account.key(), "it says " + name + " " + total + ", and its entries make " + sum);
        }
    }
}
