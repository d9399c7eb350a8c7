package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One audit, from the first read to the report. */
final class Audit {

    /** How often an account is read before and after its claims until it stands still. */
    static final int ROUNDS = 10;

    private final Findings findings = new Findings();
    private final AuditSums sums = new AuditSums();
    private final List<Sale> toBeRecorded = new ArrayList<>();
    private final List<Buyer> again = new ArrayList<>();
    private final ChunkedReads reads;
    private final AuditReader reader;
    private final EntryWalks walks;
    private boolean lastRound;

    Audit(CasKeyValueStore store, Optional<String> only) {
        this.reads = new ChunkedReads(store, findings);
        this.reader = new AuditReader(reads, findings, only);
        this.walks = new EntryWalks(reads, this::finish);
    }

    AuditReport run(Collection<String> furtherAccounts, Collection<ReportedOutcome> reported) {
        ReportedOutcomeCheck reportedCheck = new ReportedOutcomeCheck(reported, reads, findings);
        reportedCheck.campaigns().forEach(reader::discover);
        reader.readOn();
        furtherAccounts.forEach(reader.sales()::buyer);
        reportedCheck.accounts().forEach(reader.sales()::buyer);
        checkAccounts();
        reader.finish();
        checkRecorded();
        reader.sales().buyers().forEach(this::checkIds);
        reportedCheck.run();
        List<Sale> sales = reader.sales().sales();
        return new AuditReport(findings.verdict(), sums.totals(reader, sales), findings.listed(), findings.counts());
    }

    private void checkAccounts() {
        // Who buys for the first time from now on is left to the next audit, or a busy shop's would never end.
        List<Buyer> pending = List.copyOf(reader.sales().buyers());
        Set<Buyer> known = new HashSet<>(pending);
        for (int round = 1; round <= ROUNDS && !pending.isEmpty(); round++) {
            lastRound = round == ROUNDS;
            reader.accountsFollow();
            Map<String, Version> before = versions(pending);
            Set<String> discovered = reader.takeDiscovered();
            reader.readOn();
            checkStill(pending, before);
            reader.sales().buyersIn(discovered).filter(known::add).forEach(again::add);
            pending = List.copyOf(again);
            again.clear();
        }
        pending.forEach(buyer -> findings.add(
                Kind.ACCOUNT_MOVING,
                buyer.key(),
                "it changed each of the " + ROUNDS + " times that its sales were read"));
    }

    private Map<String, Version> versions(List<Buyer> buyers) {
        Map<String, Version> versions = new HashMap<>();
        for (List<Buyer> chunk : ChunkedReads.chunks(buyers)) {
            reads.all(keys(chunk, Buyer::key)).found().forEach((key, entry) -> versions.put(key, entry.version()));
        }
        return versions;
    }

    /** Checks the accounts that are as they were before the sales were read; the others are tried again. */
    private void checkStill(List<Buyer> buyers, Map<String, Version> before) {
        for (List<Buyer> chunk : ChunkedReads.chunks(buyers)) {
            Reading found = reads.all(keys(chunk, Buyer::key));
            for (Buyer buyer : chunk) {
                if (!found.isKnown(buyer.key())) {
                    continue;
                }
                Optional<Version> now = found.entry(buyer.key()).map(Entry::version);
                if (!now.equals(Optional.ofNullable(before.get(buyer.key())))) {
                    again.add(buyer);
                } else if (now.isEmpty()) {
                    absent(buyer);
                } else {
                    reads.understood(found, Key.account(buyer.account()))
                            .ifPresent(account -> walks.add(new AccountCheck(account, buyer, reader)));
                }
            }
        }
        // An archive never changes: it is read after its account, and how long after does not matter.
        walks.finish();
    }

    private void finish(AccountCheck check) {
        Set<String> unknown = check.unknownCampaigns();
        unknown.forEach(reader::discover);
        if (!unknown.isEmpty() && !lastRound) {
            again.add(check.buyer());
            return;
        }
        check.finish(reads);
        findings.addAll(check.findings());
        sums.account(check.account());
        check.unsettled().forEach(sale -> unsettled(check.account(), sale));
        check.debited().stream().filter(sale -> !sale.recorded()).forEach(toBeRecorded::add);
    }

    private void unsettled(Account account, Sale sale) {
        sums.unsettled();
        findings.add(
                Kind.UNSETTLED,
                sale.key(),
                "it is sold to " + account.id() + " and not yet debited, its lock stands since "
                        + account.lock().map(lock -> lock.since().toString()).orElse("?"));
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
            Reading transactions = reads.all(keys(chunk, Sale::transactionKey));
            Reading slots = reads.all(keys(chunk, Sale::key));
            chunk.forEach(sale -> checkRecorded(sale, transactions, slots));
        }
    }

    private void checkRecorded(Sale sale, Reading transactions, Reading slots) {
        String key = sale.transactionKey();
        if (transactions.isAbsent(key)) {
            findings.add(
                    Kind.TRANSACTION_ABSENT,
                    key,
                    "it is absent, and " + sale.account() + " bears no lock any more for " + sale.key());
            return;
        }
        Optional<Transaction> transaction =
                reads.understood(transactions, Key.transaction(sale.campaign(), sale.slot()));
        Optional<Slot> slot = reads.understood(slots, Key.slot(sale.campaign(), sale.slot()));
        if (transaction.isPresent()
                && slot.isPresent()
                && !(slot.get() instanceof Claim claim
                        && transaction.get().claim().sameFacts(claim))) {
            findings.add(Kind.TRANSACTION_DIFFERS, key, "it states other facts than " + sale.key());
        }
    }

    /** An id buys once, whatever has happened in between (law A11), and so does an attempt. */
    private void checkIds(Buyer buyer) {
        Map<Fingerprint, Sale> seen = new HashMap<>();
        for (Sale sale : buyer.sales()) {
            Optional.ofNullable(seen.put(sale.purchase(), sale)).ifPresent(other -> {
                boolean attempt = other.attempt().equals(sale.attempt());
                findings.add(
                        attempt ? Kind.ATTEMPT_TWICE : Kind.PURCHASE_TWICE,
                        sale.key(),
                        "its " + (attempt ? "attempt" : "purchase id") + " holds " + other.key() + " as well, both for "
                                + buyer.account());
            });
        }
    }

    private static <T> List<String> keys(List<T> items, Function<T, String> of) {
        return items.stream().map(of).collect(Collectors.toUnmodifiableList());
    }
}
