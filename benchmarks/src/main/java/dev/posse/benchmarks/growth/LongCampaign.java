package dev.posse.benchmarks.growth;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.audit.AuditReport;
import dev.posse.benchmarks.shop.AuditFailedException;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** One campaign sold from its first slot to its last by one buyer after the other, and then audited. */
final class LongCampaign {

    private static final String CAMPAIGN = "long";
    private static final int ACCOUNTS = 2_000;
    private static final long PRICE = 250;
    private static final int PARTS = 20;

    private LongCampaign() {}

    static void measure(String where, CasKeyValueStore store, int slots, Consumer<Cost> heard) {
        long before = Heap.usedBytes();
        try (Posse posse = Posse.on(store).nodes(1).open()) {
            posse.campaigns().create(CAMPAIGN, PRICE, slots);
            for (int i = 0; i < ACCOUNTS; i++) {
                posse.accounts().open("a" + i);
                posse.accounts().deposit("a" + i, "d", PRICE * slots);
            }
            int part = slots / PARTS;
            // The first twentieth warms up.
            sell(posse, 0, part);
            for (int i : List.of(1, PARTS / 2, PARTS - 1)) {
                for (int sold = soldUntil(posse); sold < i * part; sold = soldUntil(posse)) {
                    sell(posse, sold, i * part - sold);
                }
                long began = System.nanoTime();
                sell(posse, i * part, part);
                double seconds = (System.nanoTime() - began) / 1e9;
                heard.accept(new Cost(
                        "one buyer, one campaign, " + where,
                        String.format(Locale.ROOT, "slots %,d to %,d", i * part + 1, (i + 1) * part),
                        part / seconds,
                        "sold/s"));
            }
            audit(where, posse, heard);
            if (before > 0 && where.equals("in memory")) {
                double bytes = Heap.usedBytes() - before;
                heard.accept(new Cost(
                        "memory of the in-memory store",
                        String.format(Locale.ROOT, "after %,d sales", slots),
                        bytes / slots,
                        "bytes per sale"));
            }
        }
    }

    private static int soldUntil(Posse posse) {
        return (int) posse.campaigns().find(CAMPAIGN).orElseThrow().lastPurchasedSlot();
    }

    private static void sell(Posse posse, int first, int count) {
        for (int i = first; i < first + count; i++) {
            PurchaseOutcome outcome = posse.purchase(
                    PurchaseRequest.of("a" + i % ACCOUNTS, CAMPAIGN).withPurchaseId("p" + i));
            if (!(outcome instanceof PurchaseOutcome.Purchased)) {
                throw new IllegalStateException("Slot " + (i + 1) + " was not sold: " + outcome);
            }
        }
    }

    private static void audit(String where, Posse posse, Consumer<Cost> heard) {
        long began = System.nanoTime();
        AuditReport report = posse.audit();
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!report.isBalanced()) {
            throw new AuditFailedException("The long campaign: " + report.verdict());
        }
        heard.accept(new Cost(
                "audit, " + where,
                String.format(
                        Locale.ROOT,
                        "%,d sales of %,d accounts",
                        report.totals().slotsSold(),
                        ACCOUNTS),
                seconds,
                "s"));
    }
}
