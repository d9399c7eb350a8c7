package dev.posse.examples;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.PurchaseRetry;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;

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

            PurchaseRequest request = PurchaseRequest.of("alice", "summer-drop")
                    .withPurchaseId("order-4711") // yours: asking again never buys twice
                    .withPayload("alice's ad");
            PurchaseRetry retry = PurchaseRetry.within(Duration.ofSeconds(3)); // others may be faster
            PurchaseOutcome outcome = retry.purchase(posse, request);

            if (outcome instanceof PurchaseOutcome.Purchased sold) {
                return "slot " + sold.slot() + " is yours";
            } else if (outcome instanceof PurchaseOutcome.InDoubt) {
                return "we do not know yet; ask again for " + outcome.purchaseId();
            }
            return switch (((PurchaseOutcome.NotPurchased) outcome).reason()) {
                case BEATEN, ACCOUNT_IN_USE -> "too many buyers at once; press the button again";
                case SOLD_OUT -> "sold out";
                default -> "sorry: " + outcome.word();
            };
        }
    }
}
