package dev.posse.explorer;

import dev.posse.document.Account;
import dev.posse.document.AccountEntry;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Claim;
import dev.posse.document.Movement;
import dev.posse.document.PurchaseEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The archives of one store, and law A11: of what an account was ever told nothing is forgotten. */
final class Entries {

    private final Map<String, ArchivedPurchase> purchases = new TreeMap<>();
    private final Map<String, ArchivedMovement> movements = new TreeMap<>();

    void of(ArchivedPurchase archived) {
        purchases.put(archived.key(), archived);
    }

    void of(ArchivedMovement archived) {
        movements.put(archived.key(), archived);
    }

    Optional<Movement> movement(String account, String id) {
        return movements.values().stream()
                .filter(archived -> archived.account().equals(account))
                .map(ArchivedMovement::entry)
                .filter(entry -> entry.id().equals(id))
                .findFirst();
    }

    boolean isCalledOff(String account, String purchase) {
        return purchases.values().stream()
                .filter(archived -> archived.account().equals(account))
                .map(ArchivedPurchase::entry)
                .anyMatch(entry -> entry instanceof PurchaseEntry.CalledOff
                        && entry.purchaseId().equals(purchase));
    }

    /** What an account's windows and archives say together, and what its sales say. */
    Optional<String> broken(Account account, Collection<Claim> claims) {
        List<PurchaseEntry> bought = new ArrayList<>(account.purchases().entries());
        purchases.values().stream()
                .filter(archived -> archived.account().equals(account.id()))
                .map(ArchivedPurchase::entry)
                .filter(entry -> !bought.contains(entry))
                .forEach(bought::add);
        List<Movement> moved = new ArrayList<>(account.movements().entries());
        movements.values().stream()
                .filter(archived -> archived.account().equals(account.id()))
                .map(ArchivedMovement::entry)
                .filter(entry -> !moved.contains(entry))
                .forEach(moved::add);
        return numbers(account, bought, moved)
                .or(() -> totals(account, moved))
                .or(() -> sales(account, bought, claims));
    }

    private static Optional<String> numbers(Account account, List<PurchaseEntry> bought, List<Movement> moved) {
        Set<Long> numbers = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (AccountEntry entry : bought) {
            if (!numbers.add(entry.number()) || !ids.add("purchase " + entry.id())) {
                return Optional.of("law A11: " + account.id() + " has two entries of " + entry.id());
            }
        }
        for (AccountEntry entry : moved) {
            if (!numbers.add(entry.number()) || !ids.add("movement " + entry.id())) {
                return Optional.of("law A11: " + account.id() + " has two entries of " + entry.id());
            }
        }
        return numbers.size() == account.entryCount()
                ? Optional.empty()
                : Optional.of("law A11: of " + account.entryCount() + " entries of " + account.id() + " only "
                        + numbers.size() + " are in its windows and archives");
    }

    private static Optional<String> totals(Account account, List<Movement> moved) {
        long in = moved.stream()
                .filter(entry -> entry.kind() == Movement.Kind.DEPOSIT)
                .mapToLong(Movement::amount)
                .sum();
        long out = moved.stream()
                .filter(entry -> entry.kind() == Movement.Kind.WITHDRAWAL)
                .mapToLong(Movement::amount)
                .sum();
        return in == account.deposited() && out == account.withdrawn()
                ? Optional.empty()
                : Optional.of("invariant 2: the movements of " + account.id() + " are " + in + " in and " + out
                        + " out, and its totals say " + account.deposited() + " and " + account.withdrawn());
    }

    private static Optional<String> sales(Account account, List<PurchaseEntry> bought, Collection<Claim> claims) {
        for (Claim claim : claims) {
            boolean debited = claim.account().equals(account.id())
                    && account.lockOf(claim.identity()).isEmpty();
            if (debited && bought.stream().noneMatch(entry -> isOf(entry, claim))) {
                return Optional.of(
                        "law A11: " + account.id() + " does not know any more that it bought " + claim.key());
            }
        }
        return bought.stream()
                .filter(PurchaseEntry.CalledOff.class::isInstance)
                .filter(entry -> claims.stream()
                        .anyMatch(claim -> claim.account().equals(account.id())
                                && claim.purchaseId().equals(entry.purchaseId())))
                .findFirst()
                .map(entry -> "law A11: " + entry.purchaseId() + " was called off, and holds a slot");
    }

    private static boolean isOf(PurchaseEntry entry, Claim claim) {
        return entry instanceof PurchaseEntry.Bought bought
                && bought.purchaseId().equals(claim.purchaseId())
                && bought.attemptId().equals(claim.attemptId())
                && bought.campaign().equals(claim.campaign())
                && bought.slot() == claim.slot()
                && bought.price() == claim.price();
    }
}
