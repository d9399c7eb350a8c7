package dev.posse.step;

import dev.posse.document.DocumentException;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.store.StoreException;

/**
 * An actor that is busy with another actor's steps, and knows how to go on afterwards.
 *
 * @param <A> what the inner actor finds out
 * @param <R> what the outer actor finds out
 * @param inner the step under way
 * @param then how to go on; a record, so that this step is equal when it remembers the same
 */
public record NestedStep<A, R>(Step<A> inner, Continuation<A, R> then) implements Step<R> {

    /**
     * How an actor goes on after another one's steps.
     *
     * @param <A> what the inner actor found out
     * @param <R> what the outer actor finds out
     */
    public interface Continuation<A, R> {

        /**
         * Goes on.
         *
         * @param result what the inner actor found out
         * @return what follows
         */
        Next<R> with(A result);

        /**
         * Goes on although the inner actor could not: a read failed or a document could not be understood.
         *
         * @param trouble what it threw
         * @return what follows
         * @throws RuntimeException the same trouble, if the outer actor cannot go on either
         */
        default Next<R> after(RuntimeException trouble) {
            throw trouble;
        }
    }

    /**
     * Begins with the inner actor, or goes straight on if that has nothing to do.
     *
     * @param <A> what the inner actor finds out
     * @param <R> what the outer actor finds out
     * @param next where the inner actor stands
     * @param then how to go on
     * @return what follows
     */
    public static <A, R> Next<R> of(Next<A> next, Continuation<A, R> then) {
        if (next instanceof End<A> end) {
            return then.with(end.result());
        }
        return new NestedStep<>((Step<A>) next, then);
    }

    @Override
    public StepName name() {
        return inner.name();
    }

    @Override
    public Subject subject() {
        return inner.subject();
    }

    @Override
    public Operation operation() {
        return inner.operation();
    }

    @Override
    public int roundsBefore() {
        return inner.roundsBefore();
    }

    @Override
    public Next<R> on(Answer answer) {
        Next<A> next;
        try {
            next = inner.on(answer);
        } catch (StoreException | DocumentException e) {
            return then.after(e);
        }
        return of(next, then);
    }
}
