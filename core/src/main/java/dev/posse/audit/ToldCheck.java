package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Account;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.Claim;
import dev.posse.document.FoundEntries;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Movement;
import dev.posse.document.Slot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks whether what callers were told is still true: what was told before the audit began never changes. */
final class ToldCheck {

    /** A deposit or withdrawal in the words of its document. */
    private record Booked(Told told, String id, Movement.Kind kind, long amount) {

        String archiveKey() {
            return Keys.movement(told.account(), id);
        }
    }

    private final List<Told.Purchase> purchases;
    private final List<Booked> movements;
    private final ChunkedReads reads;
    private final Findings findings;

    ToldCheck(Collection<Told> told, ChunkedReads reads, Findings findings) {
        this.purchases = told.stream()
                .filter(Told.Purchase.class::isInstance)
                .map(Told.Purchase.class::cast)
                .collect(Collectors.toUnmodifiableList());
        this.movements = told.stream().flatMap(each -> booked(each).stream()).collect(Collectors.toUnmodifiableList());
        this.reads = reads;
        this.findings = findings;
    }

    private static Optional<Booked> booked(Told told) {
        if (told instanceof Told.Deposit deposit) {
            return Optional.of(new Booked(told, deposit.id(), Movement.Kind.DEPOSIT, deposit.amount()));
        } else if (told instanceof Told.Withdrawal withdrawal) {
            return Optional.of(new Booked(told, withdrawal.id(), Movement.Kind.WITHDRAWAL, withdrawal.amount()));
        }
        return Optional.empty();
    }

    Set<String> accounts() {
        Set<String> accounts = purchases.stream().map(Told::account).collect(Collectors.toSet());
        movements.forEach(booked -> accounts.add(booked.told().account()));
        return accounts;
    }

    Set<String> campaigns() {
        return purchases.stream().map(Told.Purchase::campaign).collect(Collectors.toSet());
    }

    void run() {
        ChunkedReads.chunks(purchases).forEach(this::checkPurchases);
        ChunkedReads.chunks(movements).forEach(this::checkMovements);
    }

    /** What was told is decided, and a claim never changes: the slot alone says whether it is true. */
    private void checkPurchases(List<Told.Purchase> chunk) {
        FoundEntries found = reads.all(keys(chunk, ToldCheck::slotKey));
        for (Told.Purchase purchase : chunk) {
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

    private void checkMovements(List<Booked> chunk) {
        FoundEntries accounts =
                reads.all(keys(chunk, booked -> Keys.account(booked.told().account())));
        Map<Booked, Optional<Account>> owners = new LinkedHashMap<>();
        for (Booked booked : chunk) {
            String key = Keys.account(booked.told().account());
            Optional<Account> owner =
                    reads.understood(accounts, Key.account(booked.told().account()));
            if (owner.isPresent() || accounts.isAbsent(key)) {
                owners.put(booked, owner);
            }
        }
        // After the accounts: what leaves a window between the two reads stands in the archive before.
        FoundEntries archive = reads.all(keys(List.copyOf(owners.keySet()), Booked::archiveKey));
        owners.forEach((booked, owner) -> check(booked, owner, archive));
    }

    private void check(Booked booked, Optional<Account> owner, FoundEntries archive) {
        String account = Keys.account(booked.told().account());
        Optional<Movement> held = owner.flatMap(present -> present.movement(booked.id()));
        Optional<Movement> found = held.or(
                () -> reads.understood(archive, Key.movement(booked.told().account(), booked.id()))
                        .map(ArchivedMovement::entry));
        if (found.isEmpty() && archive.isAbsent(booked.archiveKey())) {
            gone(
                    booked.told(),
                    account,
                    owner.isPresent()
                            ? "neither it nor " + booked.archiveKey() + " remembers it"
                            : "the account is absent");
        } else if (found.filter(movement -> movement.kind() != booked.kind() || movement.amount() != booked.amount())
                .isPresent()) {
            differs(
                    booked.told(),
                    held.isPresent() ? account : booked.archiveKey(),
                    "it remembers under this id a "
                            + (found.get().kind() == Movement.Kind.DEPOSIT ? "deposit" : "withdrawal") + " of "
                            + found.get().amount());
        }
    }

    private void gone(Told told, String key, String how) {
        findings.add(Kind.TOLD_GONE, key, "a caller was told: " + told + "; and " + how);
    }

    private void differs(Told told, String key, String how) {
        findings.add(Kind.TOLD_DIFFERS, key, "a caller was told: " + told + "; and " + how);
    }

    private static String slotKey(Told.Purchase purchase) {
        return Keys.slot(purchase.campaign(), purchase.slot());
    }

    private static <T> List<String> keys(List<T> items, Function<T, String> of) {
        return items.stream().map(of).collect(Collectors.toUnmodifiableList());
    }
}
