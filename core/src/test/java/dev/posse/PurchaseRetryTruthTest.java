package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.Script;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A purchase that is asked for again, over a store that loses answers,")
class PurchaseRetryTruthTest extends PausedRetry {

    @Test
    @DisplayName("buys one slot where the store has lost the answers to the claim, and the claim lands later")
    void lostAnswers() {
        FrontFixture front = FrontFixture.selling();
        front.store.onEvery("add slot/drop/1").unknownAndLate();
        front.store.onReadsOf("slot/drop/1").fails();
        inThePause = () -> {
            front.store.behave();
            front.store.land();
        };

        assertEquals(
                new Purchased("order-1", "drop", 1, 100),
                within(Duration.ofSeconds(5), 0).purchase(front.posse, REQUEST));
        assertEquals(List.of(Duration.ZERO), pauses, "the first call was in doubt");
        assertEquals(Set.of(1L), slotsOf(front, "order-1"));
    }

    @Test
    @DisplayName("tells the truth whatever the store does to its reads and writes")
    void truthOverAnything() {
        Set<Told> told = EnumSet.noneOf(Told.class);
        for (int times = 0; times < 3_000; times++) {
            told.add(truthOf(new Random().nextLong()));
        }
        assertEquals(EnumSet.allOf(Told.class), told, "each end was seen");
    }

    private enum Told {
        SOLD,
        REFUSED,
        IN_DOUBT,
        FAILED
    }

    /** A store of which some hundred calls go wrong, in one of four ways; what is late lands in a pause, or never. */
    private Told truthOf(long seed) {
        Random random = new Random(seed);
        FrontFixture front = FrontFixture.selling();
        double often = random.nextDouble();
        for (int call = 1; call <= 300; call++) {
            if (random.nextDouble() < often) {
                disturb(front.store.atCall(call), random.nextInt(4));
            }
        }
        if (random.nextBoolean()) {
            front.store.onEvery("add slot/drop/1").before(() -> rivalBuys(front.node.somebody()));
        }
        inThePause = () -> {
            if (random.nextBoolean()) {
                front.store.land();
            }
        };
        Told told = told(front, random);
        front.store.behave();
        front.store.land();
        Set<Long> bought = slotsOf(front, "order-1");
        assertTrue(bought.size() <= 1, () -> "seed " + seed + ": bought " + bought);
        if (told == Told.SOLD) {
            assertEquals(1, bought.size(), () -> "seed " + seed);
        } else if (told != Told.IN_DOUBT) {
            assertEquals(Set.of(), bought, () -> "seed " + seed + ": told " + told);
        }
        return told;
    }

    private Told told(FrontFixture front, Random random) {
        try {
            PurchaseOutcome heard = within(Duration.ofMillis(random.nextInt(200)), random.nextDouble())
                    .purchase(front.posse, REQUEST);
            if (heard instanceof NotPurchased) {
                return Told.REFUSED;
            }
            return heard instanceof Purchased ? Told.SOLD : Told.IN_DOUBT;
        } catch (StoreException e) {
            return Told.FAILED;
        }
    }

    private static void rivalBuys(ScriptedNode rival) {
        if (rival.slot(1).isEmpty()) {
            PurchaseOutcome unused = rival.buy(rival.attempt("bob"));
        }
    }

    private static void disturb(Script call, int how) {
        switch (how) {
            case 0 -> call.unknownButDone();
            case 1 -> call.unknownAndLost();
            case 2 -> call.unknownAndLate();
            default -> call.fails();
        }
    }

    private static Set<Long> slotsOf(FrontFixture front, String purchaseId) {
        return front.posse.campaigns().sold("drop", 1, 10).stream()
                .filter(sold -> sold.purchaseId().equals(purchaseId))
                .map(SoldSlot::slot)
                .collect(Collectors.toSet());
    }
}
