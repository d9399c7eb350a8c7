package dev.posse.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;

/** A step that the store hears of before it is taken, so that scripts can name it; and that must say what it is about. */
record NamedStep<R>(Step<R> step, ScriptedStore store) implements Step<R> {

    static <R> Next<R> of(Next<R> next, ScriptedStore store) {
        return next instanceof Step<R> step ? new NamedStep<>(step, store) : next;
    }

    @Override
    public StepName name() {
        return step.name();
    }

    @Override
    public Subject subject() {
        Subject subject = step.subject();
        assertTrue(
                subject != null
                        && (subject.account().isPresent() || subject.campaign().isPresent()),
                () -> step.name() + " does not say what it is about");
        return subject;
    }

    @Override
    public Operation operation() {
        store.enter(step.name().text());
        return step.operation();
    }

    @Override
    public int roundsBefore() {
        return step.roundsBefore();
    }

    @Override
    public Next<R> on(Answer answer) {
        return of(step.on(answer), store);
    }
}
