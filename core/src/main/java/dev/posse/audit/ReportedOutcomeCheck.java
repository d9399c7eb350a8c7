package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Account;
import dev.posse.document.AccountEntry;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Movement;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks whether what callers were told is still true: what was told before the audit began never changes. */
final class ReportedOutcomeCheck {

    /** An entry that an account has had since a caller was told of it, and has for ever. */
    private record Noted(ReportedOutcome told, String id, Predicate<AccountEntry> isSame) {

        private static Optional<Noted> of(ReportedOutcome told) {
            if (told instanceof ReportedOutcome.Deposit deposit) {
                return Optional.of(moved(told, deposit.id(), Movement.Kind.DEPOSIT, deposit.amount()));
            } else if (told instanceof ReportedOutcome.Withdrawal withdrawal) {
                return Optional.of(moved(told, withdrawal.id(), Movement.Kind.WITHDRAWAL, withdrawal.amount()));
            } else if (told instanceof ReportedOutcome.Cancellation cancellation) {
                return Optional.of(
                        new Noted(told, cancellation.purchaseId(), PurchaseEntry.CalledOff.class::isInstance));
            }
            return Optional.empty();
        }

        private static Noted moved(ReportedOutcome told, String id, Movement.Kind kind, long amount) {
            return new Noted(
                    told,
                    id,
                    entry -> entry instanceof Movement movement
                            && movement.kind() == kind
                            && movement.amount() == amount);
        }

        private boolean isCancellation() {
            return told instanceof ReportedOutcome.Cancellation;
        }

        String archiveKey() {
            return isCancellation() ? Keys.purchase(told.account(), id) : Keys.movement(told.account(), id);
        }

        Optional<? extends AccountEntry> heldBy(Account account) {
            return isCancellation() ? account.purchase(id) : account.movement(id);
        }

        Optional<? extends AccountEntry> archivedIn(Reading archive, ChunkedReads reads) {
            return isCancellation()
                    ? reads.understood(archive, Key.purchase(told.account(), id))
                            .map(ArchivedPurchase::entry)
                    : reads.understood(archive, Key.movement(told.account(), id))
                            .map(ArchivedMovement::entry);
        }
    }

    private final List<ReportedOutcome.Purchase> purchases;
    private final List<Noted> entries;
    private final ChunkedReads reads;
    private final Findings findings;

    ReportedOutcomeCheck(Collection<ReportedOutcome> reported, ChunkedReads reads, Findings findings) {
        this.purchases = reported.stream()
                .filter(ReportedOutcome.Purchase.class::isInstance)
                .map(ReportedOutcome.Purchase.class::cast)
                .collect(Collectors.toUnmodifiableList());
        this.entries =
                reported.stream().flatMap(each -> Noted.of(each).stream()).collect(Collectors.toUnmodifiableList());
        this.reads = reads;
        this.findings = findings;
    }

    Set<String> accounts() {
        Set<String> accounts = purchases.stream().map(ReportedOutcome::account).collect(Collectors.toSet());
        entries.forEach(noted -> accounts.add(noted.told().account()));
        return accounts;
    }

    Set<String> campaigns() {
        return purchases.stream().map(ReportedOutcome.Purchase::campaign).collect(Collectors.toSet());
    }

    void run() {
        ChunkedReads.chunks(purchases).forEach(this::checkPurchases);
        ChunkedReads.chunks(entries).forEach(this::checkEntries);
    }

    /** What was told is decided, and a claim never changes: the slot alone says whether it is true. */
    private void checkPurchases(List<ReportedOutcome.Purchase> chunk) {
        Reading found = reads.all(keys(chunk, ReportedOutcomeCheck::slotKey));
        for (ReportedOutcome.Purchase purchase : chunk) {
            String key = slotKey(purchase);
            Optional<Slot> slot = reads.understood(found, Key.slot(purchase.campaign(), purchase.slot()));
            if (slot.isPresent() && slot.get() instanceof Claim claim) {
                boolean same = claim.account().equals(purchase.account())
                        && claim.purchaseId().equals(purchase.purchaseId());
                if (!same) {
                    differs(purchase, key, "it is sold to " + claim.account() + " for " + claim.purchaseId());
                }
            } else if (slot.isPresent() || found.isAbsent(key)) {
                gone(purchase, key, "nobody holds it");
            }
        }
    }

    private void checkEntries(List<Noted> chunk) {
        Reading accounts =
                reads.all(keys(chunk, noted -> Keys.account(noted.told().account())));
        Map<Noted, Optional<Account>> owners = new LinkedHashMap<>();
        for (Noted noted : chunk) {
            String key = Keys.account(noted.told().account());
            Optional<Account> owner =
                    reads.understood(accounts, Key.account(noted.told().account()));
            if (owner.isPresent() || accounts.isAbsent(key)) {
                owners.put(noted, owner);
            }
        }
        // After the accounts: what leaves a window between the two reads stands in the archive before.
        Reading archive = reads.all(keys(List.copyOf(owners.keySet()), Noted::archiveKey));
        owners.forEach((noted, owner) -> check(noted, owner, archive));
    }

    private void check(Noted noted, Optional<Account> owner, Reading archive) {
        String account = Keys.account(noted.told().account());
        Optional<? extends AccountEntry> held = owner.flatMap(noted::heldBy);
        Optional<? extends AccountEntry> found = held.isPresent() ? held : noted.archivedIn(archive, reads);
        if (found.isEmpty() && archive.isAbsent(noted.archiveKey())) {
            gone(
                    noted.told(),
                    account,
                    owner.isPresent()
                            ? "neither it nor " + noted.archiveKey() + " remembers it"
                            : "the account is absent");
        } else if (found.isPresent() && !noted.isSame().test(found.get())) {
            differs(
                    noted.told(),
                    held.isPresent() ? account : noted.archiveKey(),
                    "it remembers under this id " + words(found.get()));
        }
    }

    /** A movement, or what an id has bought: one that was called off is as the caller was told. */
    private static String words(AccountEntry entry) {
        if (entry instanceof Movement movement) {
            return "a " + (movement.kind() == Movement.Kind.DEPOSIT ? "deposit" : "withdrawal") + " of "
                    + movement.amount();
        }
        PurchaseEntry.Bought bought = (PurchaseEntry.Bought) entry;
        return "slot " + bought.slot() + " of campaign " + bought.campaign();
    }

    private void gone(ReportedOutcome told, String key, String how) {
        findings.add(Kind.TOLD_GONE, key, "a caller was told: " + told + "; and " + how);
    }

    private void differs(ReportedOutcome told, String key, String how) {
        findings.add(Kind.TOLD_DIFFERS, key, "a caller was told: " + told + "; and " + how);
    }

    private static String slotKey(ReportedOutcome.Purchase purchase) {
        return Keys.slot(purchase.campaign(), purchase.slot());
    }

    private static <T> List<String> keys(List<T> items, Function<T, String> of) {
        return items.stream().map(of).collect(Collectors.toUnmodifiableList());
    }
}
