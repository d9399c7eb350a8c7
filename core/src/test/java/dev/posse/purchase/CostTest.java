package dev.posse.purchase;

import static dev.posse.bench.Bench.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.bench.Bench;
import dev.posse.outcome.PurchaseOutcome;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cost, by counting")
class CostTest {

    private final Bench bench = Bench.selling().account("alice", 1_000);

    @Test
    @DisplayName("Uncontended: 7 operations, 3 dependent round trips until decided, 6 until settled")
    void uncontended() {
        assertEquals(bought(1), bench.buy(bench.wish("alice")));

        assertEquals(7, bench.store().operations());
        assertEquals(
                List.of(
                        "get campaign/drop account/alice",
                        "swap account/alice",
                        "add slot/drop/1",
                        "add transaction/drop/1",
                        "swap account/alice",
                        "swap campaign/drop"),
                bench.store().calls());
        assertEquals(6, bench.store().calls().size(), "round trips until settled");
        assertEquals(3, 1 + bench.store().calls().indexOf("add slot/drop/1"), "round trips until decided");
    }

    @Test
    @DisplayName("A refusal costs one round trip, a sealed one two")
    void refusal() {
        PurchaseOutcome unused = bench.buy(bench.wish("alice").atMost(1));
        assertEquals(1, bench.store().calls().size());

        PurchaseOutcome unusedToo = bench.buy(bench.wish("alice").atMost(1).again());
        assertEquals(3, bench.store().calls().size());
    }

    @Test
    @DisplayName("A login without a lock costs one read; one that completes slot 1 costs five operations")
    void login() {
        Resolution unused = bench.login("alice", LockPolicy.COMPLETE);
        assertEquals(1, bench.store().operations());

        bench.diesBefore("D3", bench.wish("alice"));
        Resolution unusedToo = bench.login("alice", LockPolicy.COMPLETE);
        assertEquals(1 + 5, bench.store().operations());
    }
}
