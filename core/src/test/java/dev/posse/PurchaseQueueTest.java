package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.memory.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Buyers of one node who want one campaign are served together")
@Timeout(60)
class PurchaseQueueTest {

    private static final int BUYERS = 16;
    private static final int EACH = 50;

    @Test
    @DisplayName("each gets a slot, none twice, without a gap, and the books balance")
    void all() throws Exception {
        try (InMemoryStore store = new InMemoryStore();
                Posse posse = Posse.on(store).open()) {
            posse.campaigns().create("drop", 10, BUYERS * EACH);
            List<Callable<List<Long>>> buyers = new ArrayList<>();
            for (int buyer = 0; buyer < BUYERS; buyer++) {
                String account = "buyer-" + buyer;
                posse.accounts().open(account);
                posse.accounts().deposit(account, "in", 10L * EACH);
                buyers.add(() -> bought(posse, account));
            }
            ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
            Set<Long> slots = new TreeSet<>();
            for (Future<List<Long>> done : threads.invokeAll(buyers)) {
                slots.addAll(done.get());
            }
            threads.shutdown();

            assertEquals(BUYERS * EACH, slots.size());
            assertTrue(posse.audit().isBalanced(), () -> posse.audit().toString());
            assertEquals(
                    BUYERS * EACH, posse.campaigns().find("drop").orElseThrow().lastPurchasedSlot());
        }
    }

    private static List<Long> bought(Posse posse, String account) {
        List<Long> slots = new ArrayList<>();
        for (int order = 0; order < EACH; order++) {
            PurchaseOutcome outcome =
                    posse.purchase(PurchaseRequest.of(account, "drop").withPurchaseId("order-" + order));
            slots.add(assertInstanceOf(PurchaseOutcome.Purchased.class, outcome).slot());
        }
        return slots;
    }
}
