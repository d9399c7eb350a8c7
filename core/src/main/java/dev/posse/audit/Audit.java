package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.FoundEntries;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One audit, from the first read to the report. */
final class Audit {

    /** How often an account is read before and after its claims until it stands still. */
    static final int ROUNDS = 10;

    private final Findings findings = new Findings();
    private final AuditSums sums = new AuditSums();
    private final List<Sale> toBeRecorded = new ArrayList<>();
    private final ChunkedReads reads;
    private final AuditReader reader;

    Audit(CasKeyValueStore store, Optional<String> only) {
        this.reads = new ChunkedReads(store, findings);
        this.reader = new AuditReader(reads, findings, only);
    }

    AuditReport run(Collection<String> furtherAccounts) {
        reader.readOn();
        furtherAccounts.forEach(reader.sales()::buyer);
        // Who buys for the first time from now on is left to the next audit, or a busy shop's would never end.
        List<Buyer> pending = List.copyOf(reader.sales().buyers());
        for (int round = 1; round <= ROUNDS && !pending.isEmpty(); round++) {
            reader.accountsFollow();
            Map<String, Version> before = versions(pending);
            reader.readOn();
            pending = checkStill(pending, before);
        }
        pending.forEach(buyer -> findings.add(
                Kind.ACCOUNT_MOVING,
                buyer.key(),
                "it changed each of the " + ROUNDS + " times that its sales were read"));
        reader.finish();
        checkRecorded();
        List<Sale> sales = reader.sales().sales();
        checkAttempts(sales);
        return new AuditReport(findings.verdict(), sums.totals(reader, sales), findings.listed(), findings.counts());
    }

    private Map<String, Version> versions(List<Buyer> buyers) {
        Map<String, Version> versions = new HashMap<>();
        for (List<Buyer> chunk : ChunkedReads.chunks(buyers)) {
            reads.all(keys(chunk, Buyer::key)).entries().forEach((key, entry) -> versions.put(key, entry.version()));
        }
        return versions;
    }

    /** Checks the accounts that are as they were before the sales were read; returns the others. */
    private List<Buyer> checkStill(List<Buyer> buyers, Map<String, Version> before) {
        List<Buyer> moved = new ArrayList<>();
        for (List<Buyer> chunk : ChunkedReads.chunks(buyers)) {
            FoundEntries found = reads.all(keys(chunk, Buyer::key));
            for (Buyer buyer : chunk) {
                String key = buyer.key();
                Optional<Version> now = found.entry(key).map(Entry::version);
                if (found.isUnread(key)) {
                    continue;
                }
                if (!now.equals(Optional.ofNullable(before.get(key)))) {
                    moved.add(buyer);
                } else if (now.isEmpty()) {
                    absent(buyer);
                } else {
                    reads.understood(found, key, Account::decode).ifPresent(account -> check(account, buyer));
                }
            }
        }
        return moved;
    }

    private void check(Account account, Buyer buyer) {
        AccountCheck check = new AccountCheck(account, buyer.sales(), reader, findings);
        check.run();
        sums.account(account);
        for (Sale sale : check.unsettled()) {
            sums.unsettled();
            findings.add(
                    Kind.UNSETTLED,
                    sale.key(),
                    "it is sold to " + account.id() + " and not yet debited, its lock stands since "
                            + account.lock()
                                    .map(lock -> lock.since().toString())
                                    .orElse("?"));
        }
        check.debited().stream().filter(sale -> !sale.recorded()).forEach(toBeRecorded::add);
    }

    private void absent(Buyer buyer) {
        findings.add(
                Kind.ACCOUNT_ABSENT,
                buyer.key(),
                buyer.sales().isEmpty()
                        ? "it is absent, and the audit was told of it"
                        : "it is absent, and holds " + buyer.sales().get(0).key()
                                + (buyer.sales().size() > 1
                                        ? " and " + (buyer.sales().size() - 1) + " more"
                                        : ""));
    }

    /** A debited sale has its transaction (law A5), which may have come after the claim was read. */
    private void checkRecorded() {
        for (List<Sale> chunk : ChunkedReads.chunks(toBeRecorded)) {
            FoundEntries transactions = reads.all(keys(chunk, Sale::transactionKey));
            FoundEntries slots = reads.all(keys(chunk, Sale::key));
            chunk.forEach(sale -> checkRecorded(sale, transactions, slots));
        }
    }

    private void checkRecorded(Sale sale, FoundEntries transactions, FoundEntries slots) {
        String key = sale.transactionKey();
        if (transactions.isAbsent(key)) {
            findings.add(
                    Kind.TRANSACTION_ABSENT,
                    key,
                    "it is absent, and " + sale.account() + " bears no lock any more for " + sale.key());
            return;
        }
        Optional<Transaction> transaction = reads.understood(transactions, key, Transaction::decode);
        Optional<Slot> slot = reads.understood(slots, sale.key(), Slot::decode);
        if (transaction.isPresent()
                && slot.isPresent()
                && !(slot.get() instanceof Claim claim
                        && transaction.get().claim().sameFacts(claim))) {
            findings.add(Kind.TRANSACTION_DIFFERS, key, "it states other facts than " + sale.key());
        }
    }

    private void checkAttempts(List<Sale> sales) {
        sales.sort(Comparator.comparing(Sale::attempt)
                .thenComparing(Sale::campaign)
                .thenComparing(Sale::slot));
        for (int at = 1; at < sales.size(); at++) {
            Sale one = sales.get(at - 1);
            Sale other = sales.get(at);
            if (one.attempt().equals(other.attempt())) {
                findings.add(
                        Kind.ATTEMPT_TWICE,
                        other.key(),
                        "its attempt, for " + other.account() + ", holds " + one.key() + " as well");
            }
        }
    }

    private static <T> List<String> keys(List<T> items, Function<T, String> of) {
        return items.stream().map(of).collect(Collectors.toUnmodifiableList());
    }
}
