package dev.posse.examples.harness.workload;

import dev.posse.AccountStatement;
import dev.posse.CampaignOverview;
import dev.posse.Posse;
import dev.posse.SoldSlot;
import dev.posse.outcome.PurchaseOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what the buyers were told against what the store says, by reads alone: each "purchased" is a claim that bears the
 * purchase id, each refusal has none, no purchase id holds two slots, and the money adds up to the last unit.
 */
public final class Reconciliation {

    private static final int PAGE = 1000;

    /** Differences beyond this many are counted and not told. */
    public static final int MOST_TOLD = 20;

    private final Posse posse;
    private final Workload workload;
    private final BuyerAnswers answers;
    private final List<String> differences = new ArrayList<>();
    private final Map<String, SoldSlot> claims = new HashMap<>();
    private final Map<String, Long> spent = new HashMap<>();
    private long revenue;

    private Reconciliation(Posse posse, Workload workload, BuyerAnswers answers) {
        this.posse = posse;
        this.workload = workload;
        this.answers = answers;
    }

    /**
     * What was found.
     *
     * @param claims in the store, by purchase id
     * @param revenue their prices
     * @param balances of all accounts together
     * @param deposited by all buyers together, as they were told
     * @param withdrawn by all buyers together, as they were told
     * @param differences what does not add up; empty if everything does
     */
    public record Result(
            Map<String, SoldSlot> claims,
            long revenue,
            long balances,
            long deposited,
            long withdrawn,
            List<String> differences) {

        /**
         * Counters.
         *
         * @return the claims
         */
        public long slotsSold() {
            return claims.size();
        }
    }

    /**
     * Reckons.
     *
     * @param posse to read through
     * @param workload what was for sale
     * @param answers what buyers were told
     * @return what was found
     */
    public static Result reconcile(Posse posse, Workload workload, BuyerAnswers answers) {
        return new Reconciliation(posse, workload, answers).reconcile();
    }

    private Result reconcile() {
        workload.campaigns().forEach(this::readCampaign);
        answers.purchases().values().forEach(this::check);
        answers.others().forEach(this::check);
        claims.values().stream()
                .filter(claim -> !answers.purchases().containsKey(claim.purchaseId()))
                .forEach(claim -> differences.add(name(claim) + " is sold to a purchase that nobody made"));
        long balances = 0;
        long deposited = 0;
        long withdrawn = 0;
        for (String account : workload.accounts()) {
            balances += checkAccount(account);
            deposited += answers.depositsOf(account);
            withdrawn += answers.withdrawalsOf(account);
        }
        if (balances + revenue + withdrawn != deposited) {
            differences.add("Deposited were " + deposited + ", and balances " + balances + ", revenue " + revenue
                    + " and withdrawals " + withdrawn + " make another sum");
        }
        return new Result(Map.copyOf(claims), revenue, balances, deposited, withdrawn, List.copyOf(differences));
    }

    private void readCampaign(String campaign) {
        long slot = 0;
        List<SoldSlot> page;
        do {
            page = posse.campaigns().sold(campaign, slot + 1, PAGE);
            for (SoldSlot claim : page) {
                slot++;
                if (claim.slot() != slot) {
                    differences.add(name(claim) + " is sold, and slot " + slot + " below it is not");
                    slot = claim.slot();
                }
                readClaim(claim);
            }
        } while (page.size() == PAGE);
        long last = posse.campaigns()
                .find(campaign)
                .map(CampaignOverview::lastPurchasedSlot)
                .orElse(-1L);
        if (last != slot) {
            differences.add("Campaign " + campaign + " has sold " + slot + " slots and says " + last);
        }
    }

    private void readClaim(SoldSlot claim) {
        revenue += claim.price();
        spent.merge(claim.account(), claim.price(), Long::sum);
        if (claim.price() != workload.priceOf(claim.campaign())) {
            differences.add(name(claim) + " was sold at another price than its campaign's");
        }
        SoldSlot other = claims.put(claim.purchaseId(), claim);
        if (other != null) {
            differences.add("Purchase " + claim.purchaseId() + " holds two slots: " + name(other) + ", " + name(claim));
        }
    }

    private void check(BuyerAnswers.Answer answer) {
        Optional<SoldSlot> claim = Optional.ofNullable(claims.get(answer.purchaseId()));
        if (answer.outcome().isEmpty()) {
            differences.add("Purchase " + answer.purchaseId() + " was never answered");
        } else if (answer.outcome().get() instanceof PurchaseOutcome.Purchased told) {
            boolean holds = claim.filter(found -> found.account().equals(answer.account()))
                    .filter(found -> found.campaign().equals(told.campaign()))
                    .filter(found -> found.slot() == told.slot() && found.price() == told.price())
                    .isPresent();
            if (!holds) {
                differences.add("The buyer was told " + told + ", and the store says "
                        + claim.map(SoldSlot::toString).orElse("that nothing was sold to that purchase"));
            }
        } else if (claim.isPresent()) {
            differences.add(
                    "The buyer was told " + answer.outcome().get() + ", and " + name(claim.get()) + " is sold to it");
        }
    }

    private long checkAccount(String account) {
        Optional<AccountStatement> read = posse.accounts().statement(account);
        if (read.isEmpty()) {
            differences.add("Account " + account + " is absent");
            return 0;
        }
        AccountStatement statement = read.get();
        long claimed = spent.getOrDefault(account, 0L);
        if (statement.spent() != claimed) {
            differences.add(
                    "Account " + account + " has spent " + statement.spent() + " and holds slots for " + claimed);
        }
        if (statement.deposited() != answers.depositsOf(account)) {
            differences.add("Account " + account + " has deposited " + statement.deposited() + " and its owner "
                    + answers.depositsOf(account));
        }
        if (statement.withdrawn() != answers.withdrawalsOf(account)) {
            differences.add("Account " + account + " has withdrawn " + statement.withdrawn() + " and its owner "
                    + answers.withdrawalsOf(account));
        }
        if (statement.balance() < 0
                || statement.balance() != statement.deposited() - statement.withdrawn() - statement.spent()) {
            differences.add("The totals of account " + account + " do not make its balance");
        }
        statement
                .pending()
                .ifPresent(lock -> differences.add("Account " + account + " is still locked by " + lock.purchaseId()));
        return statement.balance();
    }

    private static String name(SoldSlot claim) {
        return "slot " + claim.slot() + " of " + claim.campaign();
    }
}
