package dev.posse.examples;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;

/** The smallest program: opens a shop in memory and sells one slot. The README shows its method. */
public final class SellASlot {

    private SellASlot() {}

    /**
     * Sells a slot and says so.
     *
     * @param args none
     */
    public static void main(String... args) {
        System.out.println(sell());
    }

    static String sell() {
        try (CasKeyValueStore store = CasKeyValueStore.open("memory:");
                Posse posse = Posse.on(store).open()) {
            posse.accounts().open("alice");
            posse.accounts().deposit("alice", "voucher-7", 10_00);
            posse.campaigns().create("summer-drop", 2_50, 100);

            posse.login("alice"); // finishes what a dead node may have left
            PurchaseRequest request = PurchaseRequest.of("alice", "summer-drop")
                    .withPurchaseId("order-4711") // yours: asking again never buys twice
                    .withPayload("alice's ad");
            PurchaseOutcome outcome = posse.purchase(request);
            if (outcome instanceof PurchaseOutcome.InDoubt) {
                outcome = posse.purchase(request.again()); // on this node or any other
            }

            if (outcome instanceof PurchaseOutcome.Purchased sold) {
                return "slot " + sold.slot() + " is yours";
            } else if (outcome instanceof PurchaseOutcome.NotPurchased not) {
                return "sorry: " + not.reason();
            }
            return "ask again for " + outcome.purchaseId();
        }
    }
}
