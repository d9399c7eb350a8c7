package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Buyers of one node have places in a campaign, and claim one after the other")
@Timeout(30)
class ClaimOrderTest {

    private static final long MOST = 100;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ClaimOrder order = new ClaimOrder();

    private ClaimOrder.Place taken(long aim) {
        return order.taken("drop", aim, MOST, System.nanoTime()).orElseThrow();
    }

    private static void claims(ClaimOrder.Place place) {
        place.fires();
        place.ended(true);
    }

    @Test
    @DisplayName("each aims above the one before, who has not claimed yet")
    void above() {
        assertEquals(7, taken(7).slot());
        assertEquals(8, taken(7).slot());
        assertEquals(9, taken(7).slot());
    }

    @Test
    @DisplayName("who reads that slots further up are claimed aims above those")
    void overtaken() {
        taken(7);

        assertEquals(12, taken(12).slot());
    }

    @Test
    @DisplayName("the first need not wait; the next one waits for him, and hears what became of him")
    void waits() throws Exception {
        ClaimOrder.Place first = taken(1);
        ClaimOrder.Place second = taken(1);
        CompletableFuture<Boolean> heard = CompletableFuture.supplyAsync(() -> second.awaitPredecessor(LONG));

        assertFalse(first.awaitPredecessor(LONG));
        claims(first);

        assertTrue(heard.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("who comes after one who did not claim does not follow those behind that one")
    void lost() {
        ClaimOrder.Place first = taken(1);
        ClaimOrder.Place second = taken(1);

        first.ended(false);

        assertFalse(second.awaitPredecessor(LONG));
        assertEquals(1, taken(1).slot());
    }

    @Test
    @DisplayName("A7: what was claimed before a call began is no evidence in it")
    void before() {
        claims(taken(1));

        assertEquals(1, taken(1).slot());
    }

    @Test
    @DisplayName("what was claimed while a call was under way is evidence in it")
    void meanwhile() {
        long began = System.nanoTime();
        claims(taken(1));

        assertEquals(2, order.taken("drop", 1, MOST, began).orElseThrow().slot());
    }

    @Test
    @DisplayName("A7: a shot that was fired before a call began is no evidence in it, though its answer came later")
    void firedBefore() {
        ClaimOrder.Place first = taken(1);
        first.fires();
        ClaimOrder.Place second = taken(1);
        first.ended(true);

        assertEquals(2, second.slot());
        assertFalse(second.awaitPredecessor(LONG));
        assertEquals(3, taken(1).slot(), "the second is still under way");
    }

    @Test
    @DisplayName("nobody waits longer than his call has time")
    void noTimeLeft() {
        taken(1);
        long began = System.nanoTime();

        assertFalse(taken(1).awaitPredecessor(Duration.ZERO));
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    @DisplayName("a thread that has a place is known until it has ended")
    void inside() {
        assertFalse(order.isInside());
        ClaimOrder.Place place = taken(1);
        assertTrue(order.isInside());

        place.ended(false);

        assertFalse(order.isInside());
    }

    @Test
    @DisplayName("nobody aims beyond the last slot: who would has no place")
    void full() {
        ClaimOrder.Place last = taken(MOST);

        assertEquals(Optional.empty(), order.taken("drop", MOST, MOST, System.nanoTime()));
        last.ended(false);

        assertEquals(MOST, taken(MOST).slot());
    }

    @Test
    @DisplayName(
            "whoever does not come back is waited for as long as patience lasts, and what is told second is not heard")
    void patience() {
        ClaimOrder impatient = new ClaimOrder(Duration.ofMillis(20));
        ClaimOrder.Place first =
                impatient.taken("drop", 1, MOST, System.nanoTime()).orElseThrow();
        ClaimOrder.Place second =
                impatient.taken("drop", 1, MOST, System.nanoTime()).orElseThrow();
        claims(first);
        first.ended(false);
        assertTrue(second.awaitPredecessor(LONG));
        ClaimOrder.Place third =
                impatient.taken("drop", 1, MOST, System.nanoTime()).orElseThrow();
        ClaimOrder.Place fourth =
                impatient.taken("drop", 1, MOST, System.nanoTime()).orElseThrow();

        assertFalse(fourth.awaitPredecessor(LONG));
        assertEquals(third.slot() + 1, fourth.slot());
    }

    @Test
    @DisplayName("an interrupted buyer waits for the truth, and stays interrupted")
    void interrupted() {
        ClaimOrder.Place first = taken(1);
        ClaimOrder.Place second = taken(1);
        claims(first);
        Thread.currentThread().interrupt();

        assertTrue(second.awaitPredecessor(LONG));

        assertTrue(Thread.interrupted());
    }

    @Test
    @DisplayName("another campaign is nobody's business")
    void another() {
        taken(5);

        assertEquals(
                1, order.taken("ads", 1, MOST, System.nanoTime()).orElseThrow().slot());
    }
}
