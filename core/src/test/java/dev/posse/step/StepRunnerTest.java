package dev.posse.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.store.AddResult;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Step runner")
class StepRunnerTest {

    private static final Subject SUBJECT = Subject.NONE.withCampaign("drop");
    private static final Campaign DOCUMENT = Campaign.created("drop", 100, 5);
    private static final Operation ADD = new Operation.Add(DOCUMENT);
    private static final Operation SWAP = new Operation.Swap(DOCUMENT, new Version("1"));
    private static final Operation READ = Operation.Read.of("a", "b");

    private final ScriptedStore store = new ScriptedStore();
    private final List<PosseEvent> events = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final StepRunner runner = new StepRunner(
            "n1", store, events::add, pauses::add, () -> clock.getAndAdd(7_000_000), Duration.ofMillis(100));

    /** Asks the operations one after the other and ends with the answers. */
    private record Asking(List<Operation> left, List<Answer> heard) implements Step<List<Answer>> {
        @Override
        public StepName name() {
            return heard.isEmpty() ? StepName.CREATE : StepName.CREATE_LOOK;
        }

        @Override
        public Subject subject() {
            return SUBJECT;
        }

        @Override
        public Operation operation() {
            return left.get(0);
        }

        @Override
        public Next<List<Answer>> on(Answer answer) {
            List<Answer> all = Stream.concat(heard.stream(), Stream.of(answer)).toList();
            return left.size() == 1 ? new End<>(all) : new Asking(left.subList(1, left.size()), all);
        }
    }

    @Test
    @DisplayName("what the store answers is what the step hears")
    void answers() {
        Version version = new Version("2");
        store.next(AddResult.added(version))
                .next(AddResult.exists())
                .next(SwapResult.swapped(version))
                .next(SwapResult.conflict())
                .next(SwapResult.missing())
                .next(Map.of());

        assertEquals(
                List.of(
                        new Answer.Happened(version),
                        new Answer.Refused(),
                        new Answer.Happened(version),
                        new Answer.Refused(),
                        new Answer.Refused(),
                        new Answer.Found(Map.of())),
                run(ADD, ADD, SWAP, SWAP, SWAP, READ));
        assertEquals(
                List.of(
                        "add campaign/drop",
                        "add campaign/drop",
                        "swap campaign/drop @1",
                        "swap campaign/drop @1",
                        "swap campaign/drop @1",
                        "get a b"),
                store.calls());
    }

    @Test
    @DisplayName("S8: a definite failure is heard as one, with its cause")
    void definiteFailure() {
        StoreException cause = new StoreException("refused");
        store.next(cause).next(cause);

        for (Answer answer : run(ADD, READ)) {
            assertSame(cause, assertInstanceOf(Answer.Failed.class, answer).cause());
        }
    }

    @Test
    @DisplayName("S7: doubt about a write is answer 3")
    void doubt() {
        store.next(new OutcomeUnknownException("no answer")).next(new OutcomeUnknownException("no answer"));

        assertEquals(List.of(new Answer.Unknown(), new Answer.Unknown()), run(ADD, SWAP));
    }

    @Test
    @DisplayName("A10: of a write with an exception that the contract does not know nothing is known")
    void foreignExceptionOfWrite() {
        store.next(new UnsupportedOperationException("a client's bug")).next(new NullPointerException());

        assertEquals(List.of(new Answer.Unknown(), new Answer.Unknown()), run(ADD, SWAP));
    }

    @Test
    @DisplayName("S11, S12, S17: a write that was refused before it was sent is a definite failure")
    void refusedWrite() {
        store.next(new IllegalStateException("closed")).next(new IllegalArgumentException("too long"));

        List<Answer> heard = run(ADD, SWAP);

        assertTrue(message(heard.get(0)).contains("closed"));
        assertTrue(message(heard.get(1)).contains("too long"));
    }

    @Test
    @DisplayName("a read has no effect to be in doubt about: whatever it throws is a definite failure")
    void foreignExceptionOfRead() {
        store.next(new IllegalStateException("closed"))
                .next(new OutcomeUnknownException("late"))
                .next(new UnsupportedOperationException("a client's bug"));

        List<Answer> heard = run(READ, READ, READ);

        assertTrue(message(heard.get(0)).contains("get a b: closed"));
        assertTrue(message(heard.get(1)).contains("late"));
        assertTrue(message(heard.get(2)).contains("bug"));
    }

    @Test
    @DisplayName("every step is an event with its name, ids, operation, answer and duration")
    void events() {
        store.next(AddResult.exists());

        run(ADD);

        assertEquals(
                List.of(new PosseEvent.StepTaken(
                        "n1",
                        Actor.DRIVER,
                        StepName.CREATE,
                        SUBJECT,
                        "add campaign/drop",
                        PosseEvent.Answer.REFUSED,
                        Duration.ofMillis(7))),
                events);
    }

    @Test
    @DisplayName("each kind of answer has its word in the event")
    void words() {
        store.next(Map.of())
                .next(AddResult.added(new Version("2")))
                .next(AddResult.exists())
                .next(new OutcomeUnknownException("?"))
                .next(new StoreException("no"));

        run(READ, ADD, ADD, ADD, ADD, new Operation.Grace());

        assertEquals(
                List.of(PosseEvent.Answer.values()),
                events.stream()
                        .map(event -> ((PosseEvent.StepTaken) event).answer())
                        .toList());
    }

    @Test
    @DisplayName("in trouble the pauses double from 10 ms and stay at 500 ms")
    void pausesDouble() {
        for (int times = 0; times < 9; times++) {
            store.next(times % 2 == 0 ? new StoreException("no") : new OutcomeUnknownException("?"));
        }

        run(Collections.nCopies(9, ADD).toArray(Operation[]::new));

        // The ninth answer ends the actor: nobody waits for nothing.
        assertEquals(
                List.of(10L, 20L, 40L, 80L, 160L, 320L, 500L, 500L),
                pauses.stream().map(Duration::toMillis).toList());
    }

    @Test
    @DisplayName("an answer ends the trouble: the next pause is short again")
    void pausesStartAgain() {
        store.next(new StoreException("no"))
                .next(new StoreException("no"))
                .next(AddResult.exists())
                .next(new StoreException("no"))
                .next(AddResult.exists());

        run(ADD, ADD, ADD, ADD, ADD);

        assertEquals(
                List.of(10L, 20L, 10L), pauses.stream().map(Duration::toMillis).toList());
    }

    @Test
    @DisplayName("R2: the grace is waited for once, and is no trouble")
    void grace() {
        assertEquals(List.of(new Answer.Continued()), run(new Operation.Grace()));
        assertEquals(List.of(Duration.ofMillis(100)), pauses);
        assertEquals(List.of(), store.calls());
    }

    @Test
    @DisplayName("total failure: the observer hears the finding with everything read, before the step itself")
    void alarm() {
        Map<String, String> read = Map.of("slot/drop/1", "{}");

        assertEquals(List.of(new Answer.Continued()), run(new Operation.Alarm("a sale is lost", read)));

        assertEquals(new PosseEvent.TotalFailure("n1", SUBJECT, "a sale is lost", read), events.get(0));
        assertInstanceOf(PosseEvent.StepTaken.class, events.get(1));
        assertEquals(List.of(), store.calls());
    }

    @Test
    @DisplayName("a trace hears each step with its answer")
    void trace() {
        store.next(AddResult.exists()).next(Map.of());
        List<String> heard = new ArrayList<>();

        runner.run(
                Actor.DRIVER,
                new Asking(List.of(ADD, READ), List.of()),
                (step, operation, answer) ->
                        heard.add(step.name() + " " + answer.getClass().getSimpleName()));

        assertEquals(List.of("create Refused", "create.look Found"), heard);
    }

    @Test
    @DisplayName("an actor that is at its end asks nothing")
    void end() {
        assertEquals("done", runner.run(Actor.ADMIN, new End<>("done")));
        assertEquals(List.of(), events);
    }

    private List<Answer> run(Operation... operations) {
        return runner.run(Actor.DRIVER, new Asking(List.of(operations), List.of()));
    }

    private static String message(Answer answer) {
        return String.valueOf(
                assertInstanceOf(Answer.Failed.class, answer).cause().getMessage());
    }
}
