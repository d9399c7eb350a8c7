package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Those who have settled move a campaign one after the other, and nobody waits for long")
class CampaignTurnsTest {

    private final CampaignTurns turns = new CampaignTurns();
    private final List<String> moved = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private CompletableFuture<Boolean> moves(String campaign, String slot) {
        return CompletableFuture.supplyAsync(
                () -> turns.taken(campaign, () -> moved.add(slot)), task -> new Thread(task).start());
    }

    private CompletableFuture<Boolean> movesSlowly(String campaign) {
        return CompletableFuture.supplyAsync(
                () -> turns.taken(campaign, () -> {
                    begun.countDown();
                    await(goOn);
                    return moved.add("slow");
                }),
                task -> new Thread(task).start());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("the second moves when the first has moved")
    void inTurn() throws Exception {
        CompletableFuture<Boolean> slow = movesSlowly("drop");
        await(begun);
        CompletableFuture<Boolean> next = moves("drop", "next");
        goOn.countDown();

        assertTrue(next.get(10, TimeUnit.SECONDS));
        assertTrue(slow.get(10, TimeUnit.SECONDS));
        // On a machine that is busy for 50 ms on end the second may have lost its patience.
        assertEquals(2, moved.size());
    }

    @Test
    @DisplayName("who waits for one in trouble goes on without a turn")
    void patience() throws Exception {
        CompletableFuture<Boolean> slow = movesSlowly("drop");
        await(begun);

        assertTrue(moves("drop", "next").get(10, TimeUnit.SECONDS));

        assertEquals(List.of("next"), moved);
        goOn.countDown();
        assertTrue(slow.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("another campaign is nobody's business")
    void another() throws Exception {
        CompletableFuture<Boolean> slow = movesSlowly("drop");
        await(begun);

        assertTrue(moves("ads", "next").get(10, TimeUnit.SECONDS));

        goOn.countDown();
        assertTrue(slow.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("whoever breaks off keeps nobody, and an interrupted one moves and stays interrupted")
    void breaksOff() {
        assertThrows(
                IllegalStateException.class,
                () -> turns.taken("drop", () -> {
                    throw new IllegalStateException("made by this test");
                }));
        Thread.currentThread().interrupt();

        assertTrue(turns.taken("drop", () -> moved.add("interrupted")));

        assertTrue(Thread.interrupted());
        assertFalse(Thread.interrupted());
    }
}
