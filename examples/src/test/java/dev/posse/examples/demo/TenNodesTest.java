package dev.posse.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ten nodes that die all the time")
class TenNodesTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("1,000 accounts, 100 buyers: at least 20,000 purchases are settled and the books balance")
    void booksBalance(long seed) {
        DemoSettings settings = new DemoSettings(
                10, 1000, 100, 202, 100, 5, 0.5, 10, 0.001, Duration.ofNanos(20_000), Duration.ofMinutes(2), seed);

        DemoResult result = DemoRun.run(settings, new InMemoryStore(), sold -> {}, List.of());

        String summary = Summary.of(result);
        System.out.println(summary);
        assertEquals(List.of(), result.differences(), summary);
        assertTrue(result.reconciliation().slotsSold() >= 20_000, summary);
        assertTrue(result.metrics().nodes.of("killed") >= 5, summary);
        assertTrue(result.metrics().kills.total() > 0, summary);
    }

    @Test
    @DisplayName("survive a store that is away for a second again and again, also while nodes are opened")
    void outages() {
        DemoSettings settings =
                new DemoSettings(5, 100, 10, 5_000, 20, 5, 0, 10, 0, Duration.ZERO, Duration.ofSeconds(8), 11);
        FailingStore store = new FailingStore(new InMemoryStore(), 2_500, 1_000);

        DemoResult result = DemoRun.run(settings, store, sold -> {}, List.of());

        String summary = Summary.of(result);
        assertEquals(List.of(), result.differences(), summary);
        assertTrue(result.metrics().nodes.of("killed") >= 5, summary);
        assertTrue(result.reconciliation().slotsSold() > 20, summary);
        assertTrue(store.refused() > 20, store.refused() + " calls were refused");
    }

    @Test
    @DisplayName("are told with cause and books if the store has lost everything in the middle")
    void lostEverything() {
        DemoSettings settings =
                new DemoSettings(3, 20, 5, 5_000, 5, 5, 0, 20, 0, Duration.ZERO, Duration.ofSeconds(4), 12);

        DemoResult result = DemoRun.run(settings, new EmptiedStore(2_000), sold -> {}, List.of());

        assertFalse(result.isBalanced());
        assertTrue(
                result.differences().stream()
                        .anyMatch(told -> told.contains("ended early") && told.contains("posse/incarnation")),
                result.metrics().told.alarms.toString());
        assertTrue(Summary.of(result).contains("THE BOOKS DO NOT BALANCE"));
        assertTrue(result.selling().toSeconds() < 60, "nobody waits for what is gone: " + result.selling());
    }

    @Test
    @DisplayName("a store that forgets debits it has acknowledged does not get through")
    void verdictCanFail() {
        DemoSettings settings =
                new DemoSettings(3, 50, 5, 40, 10, 2, 0, 20, 0, Duration.ZERO, Duration.ofSeconds(5), 7);

        DemoResult result = DemoRun.run(settings, new ForgetfulStore(new InMemoryStore()), sold -> {}, List.of());

        assertFalse(result.isBalanced(), Summary.of(result));
    }
}
