package dev.posse.conformance.check;

import dev.posse.AccountStatement;
import dev.posse.CampaignOverview;
import dev.posse.Posse;
import dev.posse.SoldSlot;
import dev.posse.audit.AuditReport;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.outcome.PurchaseOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the money and the slots with each other and with what the buyers were answered; it only reads. */
final class SalesAudit {

    private final SalesWorkload workload;
    private final Posse posse;

    SalesAudit(SalesWorkload workload, Posse posse) {
        this.workload = workload;
        this.posse = posse;
    }

    /** A campaign that the posse has still to move, if there is one. */
    Optional<String> unsettled() {
        return workload.campaigns().stream()
                .filter(campaign ->
                        overview(campaign).lastPurchasedSlot() < sold(campaign).size())
                .findFirst();
    }

    private CampaignOverview overview(String campaign) {
        return posse.campaigns().find(campaign).orElseThrow(() -> wrong("the campaign " + campaign + " is gone"));
    }

    private List<SoldSlot> sold(String campaign) {
        return posse.campaigns().sold(campaign, 1, workload.capacity() + 10);
    }

    private static ClauseBroken wrong(String what) {
        return new ClauseBroken(Clause.PROTOCOL, what);
    }

    void audit(CheckContext context) {
        if (!workload.alarms().isEmpty()) {
            throw wrong("the posse raised the alarm: " + workload.alarms());
        }
        Map<String, SoldSlot> byPurchase = new HashMap<>();
        Map<String, Long> spent = new HashMap<>();
        for (String campaign : workload.campaigns()) {
            List<SoldSlot> sold = sold(campaign);
            requireSoldOut(campaign, sold);
            for (SoldSlot slot : sold) {
                SoldSlot other = byPurchase.putIfAbsent(slot.purchaseId(), slot);
                if (other != null) {
                    throw wrong("the purchase " + slot.purchaseId() + " holds two slots: " + other + " and " + slot);
                }
                spent.merge(slot.account(), slot.price(), Long::sum);
            }
        }
        workload.accounts().forEach(account -> requireBalanced(account, spent.getOrDefault(account, 0L)));
        workload.answers()
                .forEach((purchaseId, outcome) ->
                        requireKept(purchaseId, outcome, Optional.ofNullable(byPurchase.get(purchaseId))));
        // Core's own auditor as well: it knows the documents better, and this one does not believe it alone.
        AuditReport report = posse.audit(workload.accounts().toArray(String[]::new));
        if (!report.isBalanced()) {
            throw wrong("the audit says " + report.verdict() + ": " + report.findings());
        }
        context.figure("audit", report.verdict());
        context.figure("slots sold and paid", byPurchase.size());
        context.figure("answers kept", workload.answers().size());
    }

    private void requireSoldOut(String campaign, List<SoldSlot> sold) {
        List<Long> numbers = new ArrayList<>();
        for (SoldSlot slot : sold) {
            numbers.add(slot.slot());
            if (numbers.size() != slot.slot() || slot.price() != SalesWorkload.PRICE) {
                throw wrong("the slots of " + campaign + " are not sold one after the other, or not at their price: "
                        + numbers + ", " + slot);
            }
        }
        CampaignOverview overview = overview(campaign);
        if (sold.size() != workload.capacity() || overview.lastPurchasedSlot() != sold.size()) {
            throw wrong(campaign + " has " + workload.capacity() + " slots, " + sold.size()
                    + " are claimed, and it stands at " + overview.lastPurchasedSlot() + " (" + overview.status()
                    + ")");
        }
    }

    private void requireBalanced(String account, long claimed) {
        AccountStatement statement =
                posse.accounts().statement(account).orElseThrow(() -> wrong("the account " + account + " is gone"));
        long deposited = SalesWorkload.PRICE * SalesWorkload.AFFORDABLE;
        if (statement.spent() != claimed
                || statement.deposited() != deposited
                || statement.balance() != deposited - claimed
                || statement.balance() < 0) {
            throw wrong(account + " holds slots for " + claimed + ", has paid in " + deposited + ", and reads "
                    + statement);
        }
        if (statement.pending().isPresent()) {
            throw wrong(account + " is still locked after recovery and login: " + statement.pending());
        }
    }

    private static void requireKept(String purchaseId, PurchaseOutcome outcome, Optional<SoldSlot> slot) {
        boolean kept;
        if (outcome instanceof PurchaseOutcome.Purchased purchased) {
            kept = slot.isPresent()
                    && slot.get().slot() == purchased.slot()
                    && slot.get().campaign().equals(purchased.campaign());
        } else {
            kept = slot.isEmpty() && outcome instanceof PurchaseOutcome.NotPurchased;
        }
        if (!kept) {
            throw wrong("the buyer of " + purchaseId + " was answered " + outcome + ", and the slots say "
                    + slot.map(SoldSlot::toString).orElse("nothing"));
        }
    }
}
