package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.memory.InMemoryStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Posse: the front door")
class PosseTest {

    private final InMemoryStore store = new InMemoryStore();

    @Test
    @DisplayName("sells the next slot, debits it once, and answers the same purchase id with the same sale")
    void sells() {
        try (Posse posse = Posse.on(store).open()) {
            posse.accounts().open("alice");
            posse.accounts().deposit("alice", "voucher-7", 1_000);
            posse.campaigns().create("drop", 250, 100);
            PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPurchaseId("order-1");

            PurchaseOutcome first = posse.purchase(request);
            PurchaseOutcome second = posse.purchase(request.again());

            assertEquals(new PurchaseOutcome.Purchased("order-1", "drop", 1, 250), first);
            assertEquals(first, second);
            assertEquals(750, posse.accounts().statement("alice").orElseThrow().balance());
            assertEquals(1, posse.campaigns().find("drop").orElseThrow().lastPurchasedSlot());
        }
    }
}
