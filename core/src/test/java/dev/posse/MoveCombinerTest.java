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
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Those who have settled move a campaign together, and nobody waits for long")
class MoveCombinerTest {

    private final MoveCombiner<String> moves = new MoveCombiner<>();
    private final List<List<String>> moved = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private List<String> move(List<String> slots) {
        moved.add(slots);
        return slots.stream().map(slot -> slot + " moved").toList();
    }

    private List<String> moveSlowly(List<String> slots) {
        begun.countDown();
        await(goOn);
        return move(slots);
    }

    private CompletableFuture<String> moves(String campaign, String slot) {
        return started(() -> moves.moved(campaign, slot, this::move));
    }

    private CompletableFuture<String> movesSlowly(String campaign) {
        CompletableFuture<String> slow = started(() -> moves.moved(campaign, "slow", this::moveSlowly));
        await(begun);
        return slow;
    }

    private static CompletableFuture<String> started(Supplier<String> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("who comes while another one moves it is moved by the next one, with all who have come")
    void together() throws Exception {
        CompletableFuture<String> slow = movesSlowly("drop");
        List<CompletableFuture<String>> others = List.of(moves("drop", "one"), moves("drop", "two"));
        goOn.countDown();

        assertEquals("slow moved", slow.get(10, TimeUnit.SECONDS));
        for (CompletableFuture<String> other : others) {
            assertTrue(other.get(10, TimeUnit.SECONDS).endsWith(" moved"));
        }
        // On a machine that is busy for 50 ms on end one of them may have lost his patience.
        assertEquals(
                List.of("one", "slow", "two"),
                moved.stream().flatMap(List::stream).sorted().toList());
    }

    @Test
    @DisplayName("who waits for one in trouble goes on by himself")
    void patience() throws Exception {
        CompletableFuture<String> slow = movesSlowly("drop");

        assertEquals("next moved", moves("drop", "next").get(10, TimeUnit.SECONDS));

        assertEquals(List.of(List.of("next")), moved);
        goOn.countDown();
        assertEquals("slow moved", slow.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("another campaign is nobody's business")
    void another() throws Exception {
        CompletableFuture<String> slow = movesSlowly("drop");

        assertEquals("next moved", moves("ads", "next").get(10, TimeUnit.SECONDS));

        goOn.countDown();
        assertEquals("slow moved", slow.get(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("whoever breaks off keeps nobody, and an interrupted one moves and stays interrupted")
    void breaksOff() {
        assertThrows(
                IllegalStateException.class,
                () -> moves.moved("drop", "broken", slots -> {
                    throw new IllegalStateException("made by this test");
                }));
        Thread.currentThread().interrupt();

        assertEquals("interrupted moved", moves.moved("drop", "interrupted", this::move));

        assertTrue(Thread.interrupted());
        assertFalse(Thread.interrupted());
    }

    @Test
    @DisplayName("whoever breaks off while he moves it for others has them move it themselves")
    void breaksOffForOthers() throws Exception {
        CompletableFuture<String> slow = movesSlowly("drop");
        CompletableFuture<String> broken = started(() -> moves.moved("drop", "broken", slots -> {
            throw new IllegalStateException("made by this test");
        }));
        CompletableFuture<String> third = moves("drop", "third");
        goOn.countDown();

        assertEquals("slow moved", slow.get(10, TimeUnit.SECONDS));
        assertEquals("third moved", third.get(10, TimeUnit.SECONDS));
        // Whether he came before the third or after him, nobody knows.
        assertTrue(broken.handle((end, trouble) -> true).get(10, TimeUnit.SECONDS));
    }
}
