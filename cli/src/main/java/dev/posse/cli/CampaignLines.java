package dev.posse.cli;

import dev.posse.cli.CampaignBrowser.Listed;
import dev.posse.document.Claim;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Campaigns and sold slots as a person reads them, and as a script does. */
final class CampaignLines {

    private CampaignLines() {}

    static String line(Unread unread) {
        return "UNREADABLE " + unread.problem() + "\n";
    }

    static Map<String, Object> fields(Unread unread) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", unread.key());
        fields.put("problem", unread.problem());
        return fields;
    }

    static String line(Listed one) {
        return one.campaign()
                .map(campaign -> String.format(
                        Locale.ROOT,
                        "%-7s %,12d of %,d settled, price %,d  %s%s%n",
                        campaign.status(),
                        campaign.lastPurchasedSlot(),
                        campaign.capacity(),
                        campaign.price(),
                        one.id(),
                        campaign.reason().map(why -> ": " + why).orElse("")))
                .orElseGet(() -> one.problem().isPresent()
                        ? "UNREADABLE " + one.problem().get() + "\n"
                        : "ABSENT  its creator died or is still at work  " + one.id() + "\n");
    }

    static Map<String, Object> fields(Listed one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("campaign", one.id());
        one.problem().ifPresent(why -> fields.put("problem", why));
        one.campaign().ifPresent(campaign -> {
            fields.put("status", campaign.status());
            campaign.reason().ifPresent(why -> fields.put("reason", why));
            fields.put("price", campaign.price());
            fields.put("capacity", campaign.capacity());
            fields.put("lastPurchasedSlot", campaign.lastPurchasedSlot());
        });
        return fields;
    }

    static String line(Claim claim, long last) {
        return String.format(
                Locale.ROOT,
                "%,12d  %s  %,d  %s  %s%s%n",
                claim.slot(),
                claim.since(),
                claim.price(),
                claim.account(),
                claim.purchaseId(),
                claim.slot() > last ? "  not settled" : "");
    }

    static Map<String, Object> fields(Claim claim, long last) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("slot", claim.slot());
        fields.put("account", claim.account());
        fields.put("purchase", claim.purchaseId());
        fields.put("attempt", claim.attemptId());
        fields.put("price", claim.price());
        fields.put("since", claim.since().toString());
        fields.put("settled", claim.slot() <= last);
        return fields;
    }
}
