package dev.posse.explorer;

import dev.posse.document.Account;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.Document;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The documents of one store, understood, and the invariants that bind them. */
final class StoreContent {

    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, Campaign> campaigns = new TreeMap<>();
    private final Map<String, Claim> claims = new TreeMap<>();
    private final Map<String, Transaction> transactions = new TreeMap<>();
    private final List<Directory> pages = new ArrayList<>();
    private final Entries archives = new Entries();
    private final List<String> evidence = new ArrayList<>();
    private Optional<Restored> restored = Optional.empty();

    StoreContent(List<Document> documents) {
        for (Document document : documents) {
            if (document instanceof Account account) {
                accounts.put(account.id(), account);
            } else if (document instanceof Campaign campaign) {
                campaigns.put(campaign.id(), campaign);
            } else if (document instanceof Claim claim) {
                claims.put(claim.key(), claim);
            } else if (document instanceof Transaction transaction) {
                transactions.put(transaction.claim().key(), transaction);
            } else if (document instanceof ArchivedPurchase archived) {
                archives.of(archived);
            } else if (document instanceof ArchivedMovement archived) {
                archives.of(archived);
            } else if (document instanceof Directory page) {
                pages.add(page);
            } else if (document instanceof Broken broken) {
                evidence.add(broken.what());
            } else if (document instanceof Restored copy) {
                restored = Optional.of(copy);
            }
        }
    }

    static Document decode(Cell cell) {
        byte[] bytes = cell.entry().value();
        String kind = cell.key().substring(0, cell.key().indexOf('/'));
        return switch (kind) {
            case "account" -> Account.decode(cell.key(), bytes);
            case "campaign" -> Campaign.decode(cell.key(), bytes);
            case "slot" -> Slot.decode(cell.key(), bytes);
            case "purchase" -> ArchivedPurchase.decode(cell.key(), bytes);
            case "movement" -> ArchivedMovement.decode(cell.key(), bytes);
            case Broken.KIND -> new Broken(new String(bytes, StandardCharsets.UTF_8));
            case "posse" -> Directory.decode(cell.key(), bytes);
            case Restored.KIND -> Restored.decode(bytes);
            default -> Transaction.decode(cell.key(), bytes);
        };
    }

    List<String> accountIds() {
        return List.copyOf(accounts.keySet());
    }

    List<String> campaignIds() {
        return List.copyOf(campaigns.keySet());
    }

    Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** Of all that the account ever booked: the window may have let it go. */
    boolean isBooked(String account, String movementId) {
        return account(account).flatMap(found -> found.movement(movementId)).isPresent()
                || archives.movement(account, movementId).isPresent();
    }

    Optional<Campaign> campaign(String id) {
        return Optional.ofNullable(campaigns.get(id));
    }

    boolean isStopped(String campaign) {
        return campaign(campaign)
                .filter(found -> found.status() == Campaign.Status.STOPPED)
                .isPresent();
    }

    long last(String campaign) {
        return campaign(campaign).map(Campaign::lastPurchasedSlot).orElse(0L);
    }

    boolean isSoldOut(Campaign campaign) {
        return claims.values().stream()
                        .filter(claim -> claim.campaign().equals(campaign.id()))
                        .count()
                >= campaign.capacity();
    }

    boolean isCalledOff(String account, String purchase) {
        return account(account).flatMap(found -> found.purchase(purchase)).stream()
                        .anyMatch(PurchaseEntry.CalledOff.class::isInstance)
                || archives.isCalledOff(account, purchase);
    }

    int claimCount() {
        return claims.size();
    }

    Optional<Claim> claim(Predicate<Claim> which) {
        return claims.values().stream().filter(which).findFirst();
    }

    /** Invariants that hold in every state, half-done sales included. */
    Optional<String> brokenNow() {
        if (!evidence.isEmpty()) {
            return Optional.of("never: " + evidence.get(0));
        } else if (restored.isPresent()) {
            return restored.get().brokenBy(claims.values(), campaigns.values());
        }
        Optional<String> unlisted = brokenListing();
        if (unlisted.isPresent()) {
            return unlisted;
        }
        for (Campaign campaign : campaigns.values()) {
            long sold = claims.values().stream()
                    .filter(claim -> claim.campaign().equals(campaign.id()))
                    .count();
            long highest = claims.values().stream()
                    .filter(claim -> claim.campaign().equals(campaign.id()))
                    .mapToLong(Claim::slot)
                    .max()
                    .orElse(0);
            if (highest != sold) {
                return Optional.of("invariant 1: the claimed slots of " + campaign.id() + " have a gap");
            } else if (campaign.lastPurchasedSlot() > sold) {
                return Optional.of("invariant 1: " + campaign.id() + " stands at " + campaign.lastPurchasedSlot()
                        + " and has sold " + sold);
            } else if (campaign.frontier() > sold + 1) {
                return Optional.of("invariant 1: " + campaign.id() + " takes slots up to " + (campaign.frontier() - 1)
                        + " for settled and has sold " + sold);
            } else if (sold > campaign.capacity()) {
                return Optional.of("invariant 1: " + campaign.id() + " has sold more than it has");
            }
        }
        Map<String, String> slotByPurchase = new HashMap<>();
        for (Claim claim : claims.values()) {
            Optional<String> broken = brokenClaim(claim, slotByPurchase);
            if (broken.isPresent()) {
                return broken;
            }
        }
        for (Account account : accounts.values()) {
            long debited = claims.values().stream()
                    .filter(claim -> claim.account().equals(account.id()))
                    .filter(claim -> account.lockOf(claim.identity()).isEmpty())
                    .mapToLong(Claim::price)
                    .sum();
            if (debited != account.spent()) {
                return Optional.of("invariant 2: the debited claims of " + account.id() + " cost " + debited
                        + " and it has spent " + account.spent());
            }
            Optional<String> forgotten = archives.broken(account, claims.values());
            if (forgotten.isPresent()) {
                return forgotten;
            }
        }
        return transactions.values().stream()
                .filter(transaction -> !claims.containsKey(transaction.claim().key())
                        || !claims.get(transaction.claim().key()).sameFacts(transaction.claim()))
                .findFirst()
                .map(transaction -> "invariant 3: " + transaction.key() + " states other facts than its claim");
    }

    /** A campaign is listed before it is created, and once. Where a scenario has no directory there is nothing to be said. */
    private Optional<String> brokenListing() {
        return pages.isEmpty()
                ? Optional.empty()
                : Stream.concat(campaigns.keySet().stream(), Stream.of("c"))
                        .filter(campaign -> {
                            long listed = pages.stream()
                                    .flatMap(page -> page.campaigns().stream())
                                    .filter(campaign::equals)
                                    .count();
                            return listed > 1 || (listed == 0 && campaigns.containsKey(campaign));
                        })
                        .findFirst()
                        .map(campaign -> "the directory: " + campaign + " is not listed, or more than once");
    }

    private Optional<String> brokenClaim(Claim claim, Map<String, String> slotByPurchase) {
        String other = slotByPurchase.put(claim.account() + "/" + claim.purchaseId(), claim.key());
        if (other != null) {
            return Optional.of(
                    "invariant 4: the purchase " + claim.purchaseId() + " holds " + other + " and " + claim.key());
        }
        Account buyer = accounts.get(claim.account());
        if (buyer == null) {
            return Optional.of("invariant 3: the buyer of " + claim.key() + " has no account");
        }
        boolean unlike = buyer.lockOf(claim.identity())
                .filter(lock -> !lock.claim(buyer.id()).sameFacts(claim))
                .isPresent();
        if (unlike) {
            return Optional.of("law A6: " + claim.key() + " states other facts than the lock of its buyer");
        }
        Campaign campaign = campaigns.get(claim.campaign());
        boolean settled = campaign != null && campaign.isSettled(claim.slot());
        return settled && !transactions.containsKey(claim.key())
                ? Optional.of(
                        "law A5: " + claim.campaign() + " has moved past " + claim.key() + ", which has no transaction")
                : settled && buyer.lockOf(claim.identity()).isPresent()
                        ? Optional.of("law A5: " + claim.campaign() + " has moved past " + claim.key()
                                + ", which is not debited")
                        : Optional.empty();
    }

    /** A campaign that does not stand at the highest slot sold, although nobody is at work. */
    Optional<String> behind() {
        return campaigns.values().stream()
                .filter(campaign -> campaign.lastPurchasedSlot()
                        < claims.values().stream()
                                .filter(claim -> claim.campaign().equals(campaign.id()))
                                .count())
                .findFirst()
                .map(campaign -> "law A14: " + campaign.id() + " stands at " + campaign.lastPurchasedSlot()
                        + ", more is sold, and nobody is at work");
    }

    /** Invariants that hold when recovery and logins have run to their end. */
    Optional<String> brokenAfterwards() {
        List<String> broken = new ArrayList<>();
        brokenNow().ifPresent(broken::add);
        for (Account account : accounts.values()) {
            account.lock()
                    .ifPresent(lock -> broken.add("liveness: the account " + account.id()
                            + " is still locked after recovery and login, for the attempt " + lock.attemptId()));
        }
        for (Campaign campaign : campaigns.values()) {
            long sold = claims.values().stream()
                    .filter(claim -> claim.campaign().equals(campaign.id()))
                    .count();
            // Nobody settles the sales of a stopped campaign before a person has opened it again.
            if (!isStopped(campaign.id()) && campaign.lastPurchasedSlot() != sold) {
                broken.add("invariant 1: after recovery " + campaign.id() + " stands at " + campaign.lastPurchasedSlot()
                        + " and has sold " + sold);
            }
        }
        for (Claim claim : claims.values()) {
            if (!transactions.containsKey(claim.key())) {
                broken.add("invariant 3: after recovery " + claim.key() + " has no transaction");
            }
        }
        return broken.stream().findFirst();
    }
}
