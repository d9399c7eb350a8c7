package dev.posse.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.store.AddResult;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An actor that begins again pauses, and no caller waits for ever")
class PacingTest {

    private final ScriptedStore store = new ScriptedStore();
    private final List<Duration> pauses = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private double jitter;

    /** Time passes by pauses only. */
    private final StepRunner runner = new StepRunner(
            "n1", store, PosseObserver.NONE, this::pause, () -> passed.toNanos(), Duration.ofMillis(100), () -> jitter);

    private void pause(Duration pause) {
        pauses.add(pause);
        passed = passed.plus(pause);
    }

    /** Begins again with a read until it has begun so often; a write follows each read that is answered. */
    private record Beginning(int round, int rounds, boolean writes, List<Answer> heard) implements Step<List<Answer>> {
        @Override
        public StepName name() {
            return StepName.B0;
        }

        @Override
        public Subject subject() {
            return Subject.NONE;
        }

        @Override
        public Operation operation() {
            return writes ? new Operation.Add(Campaign.created("drop", 100, 5)) : Operation.Read.of("a");
        }

        @Override
        public int roundsBefore() {
            return writes ? 0 : round - 1;
        }

        @Override
        public Next<List<Answer>> on(Answer answer) {
            List<Answer> all = Stream.concat(heard.stream(), Stream.of(answer)).toList();
            if (!writes && answer instanceof Answer.Found) {
                return new Beginning(round, rounds, true, all);
            }
            return round == rounds ? new End<>(all) : new Beginning(round + 1, rounds, false, all);
        }
    }

    @Test
    @DisplayName("others are first: the second round begins at once, then the pauses double up to 32 ms")
    void rounds() {
        refused(10);

        run(10);

        assertEquals(List.of(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 32_000L), micros());
    }

    @Test
    @DisplayName("by jitter a pause between rounds is up to twice as long, and one in trouble up to a half longer")
    void jitter() {
        jitter = 1;
        refused(3);
        store.next(Map.of())
                .next(new OutcomeUnknownException("?"))
                .next(Map.of())
                .next(AddResult.exists());

        run(5);

        // Before the fifth round it has paused already.
        assertEquals(List.of(1_000L, 2_000L, 15_000L), micros());
    }

    @Test
    @DisplayName(
            "after ten seconds nothing is asked any more: what was not sent has failed for certain, without a pause")
    void time() {
        for (int times = 0; times < 100; times++) {
            store.next(new StoreException("no"));
        }

        List<Answer> heard = run(100);

        assertTrue(
                passed.compareTo(Bounds.CALL) >= 0 && passed.compareTo(Duration.ofMillis(10_500)) <= 0,
                () -> passed.toString());
        assertEquals(100, heard.size());
        assertTrue(store.calls().size() < 30, () -> store.calls().size() + " calls");
        String last = String.valueOf(
                assertInstanceOf(Answer.Failed.class, heard.get(99)).cause().getMessage());
        assertTrue(last.contains("Given up after 10 s") && last.contains("get a"), last);
    }

    @Test
    @DisplayName("nobody waits for a patrol: it has its bounds, and no time")
    void patrol() {
        passed = Duration.ZERO;
        for (int times = 0; times < 40; times++) {
            store.next(new StoreException("no"));
        }

        runner.run(Actor.PATROL, new Beginning(1, 40, false, List.of()));

        assertEquals(40, store.calls().size());
    }

    @Test
    @DisplayName("a run that is made for an errand has what is left of the errand's time")
    void errand() {
        Deadline errand = new Deadline(() -> passed.toNanos(), Duration.ofSeconds(3));
        passed = Duration.ofSeconds(2);
        assertEquals(Duration.ofSeconds(1), errand.left());
        passed = Duration.ofSeconds(4);

        Next<List<Answer>> end = runner.run(
                Actor.LOGIN,
                new Beginning(1, 2, false, List.of()),
                (taken, operation, answer) -> {},
                next -> false,
                errand);

        assertInstanceOf(Answer.Failed.class, ((End<List<Answer>>) end).result().get(0));
        assertEquals(List.of(), store.calls());
        assertEquals(Duration.ZERO, errand.left());
    }

    private void refused(int rounds) {
        for (int round = 0; round < rounds; round++) {
            store.next(Map.of()).next(AddResult.exists());
        }
    }

    private List<Answer> run(int rounds) {
        return runner.run(Actor.LOGIN, new Beginning(1, rounds, false, List.of()));
    }

    private List<Long> micros() {
        return pauses.stream().map(pause -> pause.toNanos() / 1_000).toList();
    }
}
