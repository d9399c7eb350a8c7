package dev.posse.cli;

import dev.posse.AccountStatement;
import dev.posse.CampaignOverview;
import dev.posse.Confirmation;
import dev.posse.audit.AuditReport;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.StoreFitness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The answers of the commands as scripts read them.
 *
 * <p>A contract: each name is spelled here and nowhere else, so that no class or component that is renamed in the library
 * changes what a script reads.
 */
final class JsonAnswer {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private JsonAnswer() {}

    static JsonAnswer with(String name, Object value) {
        return new JsonAnswer().and(name, value);
    }

    JsonAnswer and(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    String text() {
        return Json.of(fields);
    }

    static JsonAnswer of(CampaignOverview campaign) {
        return with("campaign", campaign.campaign())
                .and("price", campaign.price())
                .and("capacity", campaign.capacity())
                .and("status", campaign.status().name())
                .and("reason", campaign.reason())
                .and("lastPurchasedSlot", campaign.lastPurchasedSlot());
    }

    /** False where there was nothing to confirm. */
    static JsonAnswer of(Confirmation confirmation) {
        return with("confirmed", !confirmation.isNothing()).and("overruled", confirmation.overruled());
    }

    static JsonAnswer of(StoreFitness fitness, Initialization state) {
        return with("product", fitness.product())
                .and("initialization", state.name())
                .and(
                        "findings",
                        fitness.findings().stream()
                                .map(finding -> with("aspect", finding.aspect().name())
                                        .and("verdict", finding.verdict().name())
                                        .and("detail", finding.detail())
                                        .fields)
                                .toList());
    }

    static JsonAnswer of(AuditReport report, Initialization state) {
        return with("verdict", report.verdict().name())
                .and("initialization", state.name())
                .and("totals", totals(report.totals()).fields)
                .and(
                        "findings",
                        report.findings().stream()
                                .map(finding -> with("kind", finding.kind().name())
                                        .and("key", finding.key())
                                        .and("sentence", finding.sentence())
                                        .fields)
                                .toList())
                .and(
                        "counts",
                        report.counts().entrySet().stream()
                                .collect(Collectors.toMap(
                                        count -> count.getKey().name(),
                                        Map.Entry::getValue,
                                        Long::sum,
                                        LinkedHashMap::new)));
    }

    private static JsonAnswer totals(AuditReport.Totals totals) {
        return with("campaigns", totals.campaigns())
                .and("slotsSold", totals.slotsSold())
                .and("slotsSettled", totals.slotsSettled())
                .and("unsettled", totals.unsettled())
                .and("accounts", totals.accounts())
                .and("revenue", totals.revenue())
                .and("deposited", totals.deposited())
                .and("withdrawn", totals.withdrawn())
                .and("spent", totals.spent())
                .and("balance", totals.balance())
                .and("locks", totals.locks());
    }

    static JsonAnswer of(String account, LoginOutcome outcome) {
        if (outcome instanceof LoginOutcome.Purchased sold) {
            return outcome(account, "Purchased", bought(sold.purchaseId(), sold.campaign(), sold.slot(), sold.price()));
        } else if (outcome instanceof LoginOutcome.Released off) {
            return outcome(
                    account, "Released", with("purchaseId", off.purchaseId()).and("campaign", off.campaign()));
        } else if (outcome instanceof LoginOutcome.Unresolved still) {
            return outcome(
                    account,
                    "Unresolved",
                    with("purchaseId", still.purchaseId())
                            .and("campaign", still.campaign())
                            .and("why", still.why()));
        }
        return outcome(account, outcome instanceof LoginOutcome.Clean ? "Clean" : "UnknownAccount", new JsonAnswer());
    }

    static JsonAnswer of(String account, PurchaseOutcome outcome) {
        if (outcome instanceof PurchaseOutcome.Purchased sold) {
            return outcome(account, "Purchased", bought(sold.purchaseId(), sold.campaign(), sold.slot(), sold.price()));
        } else if (outcome instanceof PurchaseOutcome.NotPurchased not) {
            return outcome(
                    account,
                    "NotPurchased",
                    with("purchaseId", not.purchaseId())
                            .and("reason", not.reason().name()));
        }
        return outcome(
                account,
                "InDoubt",
                with("purchaseId", outcome.purchaseId()).and("why", ((PurchaseOutcome.InDoubt) outcome).why()));
    }

    static JsonAnswer of(String account, String id, BalanceOutcome outcome) {
        if (outcome instanceof BalanceOutcome.Moved moved) {
            return outcome(account, "Moved", with("id", id).and("balance", moved.balance()));
        } else if (outcome instanceof BalanceOutcome.Refused refused) {
            return outcome(
                    account,
                    "Refused",
                    with("id", id).and("reason", refused.reason().name()));
        }
        return outcome(account, "InDoubt", with("id", id).and("why", ((BalanceOutcome.InDoubt) outcome).why()));
    }

    static JsonAnswer of(AccountStatement now) {
        return with("account", now.account())
                .and("balance", now.balance())
                .and("deposited", now.deposited())
                .and("withdrawn", now.withdrawn())
                .and("spent", now.spent())
                .and(
                        "pending",
                        now.pending()
                                .map(each -> bought(each.purchaseId(), each.campaign(), each.slot(), each.price())
                                        .and("since", each.since().toString())
                                        .fields))
                .and(
                        "purchases",
                        now.purchases().stream()
                                .map(each ->
                                        bought(each.purchaseId(), each.campaign(), each.slot(), each.price()).fields)
                                .toList())
                .and(
                        "movements",
                        now.movements().stream()
                                .map(each -> with("id", each.id()).and("amount", each.amount()).fields)
                                .toList());
    }

    private static JsonAnswer bought(String purchaseId, String campaign, long slot, long price) {
        return with("purchaseId", purchaseId)
                .and("campaign", campaign)
                .and("slot", slot)
                .and("price", price);
    }

    private static JsonAnswer outcome(String account, String name, JsonAnswer detail) {
        return with("account", account).and("outcome", name).and("detail", detail.fields);
    }
}
