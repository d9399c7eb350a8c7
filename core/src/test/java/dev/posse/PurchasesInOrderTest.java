package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.GatedStore;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Buyers of one node who want one campaign on a store without chains")
@Timeout(60)
class PurchasesInOrderTest {

    private static final int BUYERS = 16;
    private static final int EACH = 20;
    private static final int CAPACITY = BUYERS * EACH - 5;

    private final GatedStore store = new GatedStore();

    @Test
    @DisplayName("get a slot each as long as there are any, none twice, without a gap, and the books balance")
    void all() throws Exception {
        Posse.initialize(store);
        try (Posse posse = Posse.on(store).open()) {
            List<PurchaseOutcome> outcomes = bought(List.of(posse));

            assertEquals(CAPACITY, slots(outcomes).size());
            assertEquals(
                    BUYERS * EACH - CAPACITY,
                    outcomes.stream()
                            .filter(outcome -> outcome instanceof NotPurchased not && not.reason() == Reason.SOLD_OUT)
                            .count());
            assertBalanced(posse);
        }
    }

    @Test
    @DisplayName("of two nodes lose slots to each other, and sell all of them")
    void twoNodes() throws Exception {
        Posse.initialize(store);
        try (Posse one = Posse.on(store).nodes(2).open();
                Posse two = Posse.on(store).nodes(2).open()) {
            assertEquals(CAPACITY, slots(bought(List.of(one, two))).size());
            assertBalanced(one);
        }
    }

    private static void assertBalanced(Posse posse) {
        assertTrue(posse.audit().isBalanced(), () -> posse.audit().toString());
        // A buyer who was not let run while many slots after his were settled has left later ones to the posse (D6).
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                posse.campaigns().find("drop").orElseThrow().lastPurchasedSlot() < CAPACITY; ) {
            assertTrue(System.nanoTime() < end, "the posse does not move the campaign");
            LockSupport.parkNanos(5_000_000);
        }
        assertEquals(CAPACITY, posse.campaigns().find("drop").orElseThrow().lastPurchasedSlot());
    }

    private static Set<Long> slots(List<PurchaseOutcome> outcomes) {
        List<Long> slots = outcomes.stream()
                .filter(Purchased.class::isInstance)
                .map(outcome -> ((Purchased) outcome).slot())
                .toList();
        Set<Long> different = new TreeSet<>(slots);
        assertEquals(slots.size(), different.size(), "each slot once");
        return different;
    }

    /** All buyers at once; every fourth has two threads, one of which often finds the account in use. */
    private static List<PurchaseOutcome> bought(List<Posse> nodes) throws Exception {
        nodes.get(0).campaigns().create("drop", 10, CAPACITY);
        List<Callable<List<PurchaseOutcome>>> buyers = new ArrayList<>();
        for (int buyer = 0; buyer < BUYERS; buyer++) {
            String account = "buyer-" + (buyer % 4 == 1 ? buyer - 1 : buyer);
            if (buyer % 4 != 1) {
                nodes.get(0).accounts().open(account);
                nodes.get(0).accounts().deposit(account, "in", 10_000);
            }
            Posse node = nodes.get(buyer % nodes.size());
            String name = "order-" + buyer + "-";
            buyers.add(() -> bought(node, account, name));
        }
        ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
        try {
            List<PurchaseOutcome> all = new ArrayList<>();
            for (Future<List<PurchaseOutcome>> done : threads.invokeAll(buyers, 50, TimeUnit.SECONDS)) {
                all.addAll(done.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<PurchaseOutcome> bought(Posse node, String account, String name) {
        List<PurchaseOutcome> ends = new ArrayList<>();
        for (int order = 0; order < EACH; order++) {
            PurchaseRequest request = PurchaseRequest.of(account, "drop").withPurchaseId(name + order);
            PurchaseOutcome end = node.purchase(request);
            while (end instanceof NotPurchased not
                    && (not.reason() == Reason.BEATEN || not.reason() == Reason.ACCOUNT_IN_USE)) {
                end = node.purchase(request);
            }
            ends.add(end);
        }
        return ends;
    }
}
