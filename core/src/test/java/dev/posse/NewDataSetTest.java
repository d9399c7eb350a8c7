package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.GatedStore;
import dev.posse.outcome.BalanceOutcome.Moved;
import dev.posse.outcome.LoginOutcome;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code docs/sizing.md} advises for campaigns of last year. */
@DisplayName("A balance is carried to a new data set")
class NewDataSetTest {

    private static final String CARRY = "carry-2027";

    private static Posse opened(CasKeyValueStore store) {
        Posse.initialize(store);
        Posse posse = Posse.on(store).open();
        posse.stopPatrols();
        return posse;
    }

    /** As the page says; done again from the beginning by whoever died in between. */
    private static void carry(Posse from, Posse to, String account) {
        LoginOutcome unused = from.login(account);
        long carried = withdrawn(from, account).orElseGet(() -> {
            long balance = from.accounts().statement(account).orElseThrow().balance();
            assertTrue(from.accounts().withdraw(account, CARRY, balance) instanceof Moved);
            return balance;
        });
        to.accounts().open(account);
        assertTrue(to.accounts().deposit(account, CARRY, carried) instanceof Moved);
    }

    private static Optional<Long> withdrawn(Posse posse, String account) {
        return posse.accounts().history(account, 500).orElseThrow().entries().stream()
                .flatMap(entry -> entry instanceof AccountHistory.Withdrawn out
                                && out.id().equals(CARRY)
                        ? Optional.of(out.amount()).stream()
                        : Optional.<Long>empty().stream())
                .findFirst();
    }

    @Test
    @DisplayName("once, wherever whoever carries it dies, and both books balance")
    void diesAnywhere() {
        boolean died = true;
        for (int last = 0; died; last++) {
            died = carriedThoughKilledAt(last);
            assertTrue(last < 20, "it ends");
        }
    }

    /** Returns whether it was killed at all. */
    private static boolean carriedThoughKilledAt(int write) {
        GatedStore old = new GatedStore();
        GatedStore fresh = new GatedStore();
        AtomicInteger writes = new AtomicInteger();
        boolean died = false;
        try (Posse from = opened(old);
                Posse to = opened(fresh)) {
            from.accounts().open("alice");
            from.accounts().deposit("alice", "voucher-7", 1_000);
            from.campaigns().create("drop", 250, 2);
            assertEquals(
                    "PURCHASED",
                    from.purchase(PurchaseRequest.of("alice", "drop")).word());
            from.campaigns().close("drop");
            for (GatedStore each : new GatedStore[] {old, fresh}) {
                each.beforeWrites(key -> {
                    if (writes.getAndIncrement() == write) {
                        throw new StoreException("died before it wrote " + key);
                    }
                });
            }
            try {
                carry(from, to, "alice");
            } catch (StoreException e) {
                died = true;
            }
            writes.set(write + 1);
            carry(from, to, "alice");
            carry(from, to, "alice");

            assertEquals(0, from.accounts().statement("alice").orElseThrow().balance());
            assertEquals(750, to.accounts().statement("alice").orElseThrow().balance());
            assertTrue(from.audit().isBalanced() && to.audit("alice").isBalanced());
        }
        return died;
    }
}
