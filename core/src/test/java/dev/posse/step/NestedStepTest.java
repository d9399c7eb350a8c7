package dev.posse.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.document.DocumentException;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.store.StoreException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An actor inside another")
class NestedStepTest {

    /** Reads, and ends with the number of entries, or throws what it was told to. */
    private record Counting(boolean corrupt) implements Step<Integer> {
        @Override
        public StepName name() {
            return StepName.CREATE;
        }

        @Override
        public Subject subject() {
            return Subject.NONE;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of("k");
        }

        @Override
        public Next<Integer> on(Answer answer) {
            if (corrupt) {
                throw new DocumentException("k", "it is corrupt");
            }
            return new End<>(answer.found().size());
        }
    }

    private record Telling(boolean forgiving) implements NestedStep.Continuation<Integer, String> {
        @Override
        public Next<String> with(Integer result) {
            return new End<>("counted " + result);
        }

        @Override
        public Next<String> after(RuntimeException trouble) {
            return forgiving ? new End<>("forgiven") : NestedStep.Continuation.super.after(trouble);
        }
    }

    @Test
    @DisplayName("asks what the inner one asks, and goes on with what it finds out")
    void goesOn() {
        Step<String> step = (Step<String>) NestedStep.of(new Counting(false), new Telling(false));

        assertEquals(StepName.CREATE, step.name());
        assertEquals(Operation.Read.of("k"), step.operation());
        assertEquals(new End<>("counted 0"), step.on(new Answer.Found(Map.of())));
        assertEquals(step, NestedStep.of(new Counting(false), new Telling(false)));
    }

    @Test
    @DisplayName("goes straight on if the inner one has nothing to do")
    void straightOn() {
        assertEquals(new End<>("counted 3"), NestedStep.of(new End<>(3), new Telling(false)));
    }

    @Test
    @DisplayName("hears of a read that failed and of a document that cannot be understood")
    void trouble() {
        StoreException cause = new StoreException("no");
        Step<String> strict = (Step<String>) NestedStep.of(new Counting(false), new Telling(false));
        Step<String> forgiving = (Step<String>) NestedStep.of(new Counting(true), new Telling(true));

        assertSame(cause, assertThrows(StoreException.class, () -> strict.on(new Answer.Failed(cause))));
        assertEquals(new End<>("forgiven"), forgiving.on(new Answer.Found(Map.of())));
    }

    @Test
    @DisplayName("a read that is answered as a write is a bug")
    void wrongAnswer() {
        assertThrows(IllegalStateException.class, () -> new Answer.Refused().found());
    }
}
