package dev.posse.shop.drill;

import dev.posse.IdEncoding;
import dev.posse.Posse;
import dev.posse.SoldSlot;
import dev.posse.audit.AuditReport;
import dev.posse.audit.ReportedOutcome;
import dev.posse.store.CasKeyValueStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the books balance, and whether every buyer was told the truth. */
final class Judgement {

    private final Drill.Plan plan;
    private final List<BuyerRecord> records;
    private final List<String> wrong = new ArrayList<>();

    private Judgement(Drill.Plan plan, List<BuyerRecord> records) {
        this.plan = plan;
        this.records = records;
    }

    /** Returns what is wrong: nothing, if all is well. */
    static List<String> of(
            Drill.Plan plan, List<BuyerRecord> records, String storeUri, List<URI> shops, ShopClient client) {
        Judgement judgement = new Judgement(plan, records);
        judgement.lookAtShops(shops, client);
        judgement.lookAtBooks(storeUri);
        return judgement.wrong;
    }

    /** The same key gets the same answer for ever, in any shop; and the money is what it was, less the price of each slot. */
    private void lookAtShops(List<URI> shops, ShopClient client) {
        int turn = 0;
        for (BuyerRecord buyer : records) {
            for (Map.Entry<String, Long> told : buyer.slots().entrySet()) {
                URI shop = shops.get(turn++ % shops.size());
                long now = client.post(
                                shop,
                                "/purchases",
                                buyer.customer(),
                                Optional.of(told.getKey()),
                                Map.of("campaign", plan.campaign(), "payload", "ad of " + buyer.customer()))
                        .filter(answer -> answer.status() == 201)
                        .map(answer -> answer.body().path("slot").asLong())
                        .orElse(0L);
                if (now != told.getValue()) {
                    wrong.add(buyer.customer() + " was told slot " + told.getValue() + " for " + told.getKey()
                            + ", and now " + now);
                }
            }
            long balance = client.get(shops.get(0), "/accounts/me", buyer.customer())
                    .map(answer -> answer.body().path("balance").asLong())
                    .orElse(-1L);
            long expected = plan.deposit() - plan.price() * buyer.slots().size();
            if (balance != expected) {
                wrong.add(buyer.customer() + " has " + balance + " instead of " + expected);
            }
        }
    }

    private void lookAtBooks(String storeUri) {
        try (CasKeyValueStore store = CasKeyValueStore.open(storeUri);
                Posse posse = Posse.on(store).node("judge").open()) {
            lookAtSlots(posse);
            List<ReportedOutcome> told = new ArrayList<>();
            for (BuyerRecord buyer : records) {
                buyer.slots()
                        .forEach((key, slot) -> told.add(new ReportedOutcome.Purchase(
                                buyer.customer(), IdEncoding.encode(key), plan.campaign(), slot)));
            }
            AuditReport audit = posse.audit(told);
            if (!audit.isBalanced()) {
                wrong.add("the books do not balance: " + audit.findings());
            }
        }
    }

    /** Every slot is sold, to the one who was told so. Nobody has bought without being told, as each asks until he knows. */
    private void lookAtSlots(Posse posse) {
        Map<Long, String> sold = new TreeMap<>();
        for (long from = 1; from <= plan.slots(); from += 1000) {
            for (SoldSlot slot : posse.campaigns().sold(plan.campaign(), from, 1000)) {
                sold.put(slot.slot(), slot.account() + " by " + slot.purchaseId());
            }
        }
        Map<Long, String> told = new TreeMap<>();
        for (BuyerRecord buyer : records) {
            buyer.slots().forEach((key, slot) -> {
                String before = told.put(slot, buyer.customer() + " by " + IdEncoding.encode(key));
                if (before != null) {
                    wrong.add("slot " + slot + " was told to " + before + " and to " + buyer.customer());
                }
            });
        }
        if (!sold.equals(told) || sold.size() != plan.slots()) {
            wrong.add("sold are " + sold + ", and buyers were told " + told);
        }
    }
}
