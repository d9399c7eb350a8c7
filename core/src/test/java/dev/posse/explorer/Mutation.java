package dev.posse.explorer;

import dev.posse.document.DocumentException;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Step;
import dev.posse.store.StoreException;

/**
 * A wrong variant of the protocol: sees every step, its answer and what follows, and may let something else follow.
 *
 * <p>It works on the values that the production code hands over anyway; production has no flag for it.
 */
public interface Mutation {

    /** The protocol as it is. */
    Mutation NONE = new Mutation() {};

    /**
     * Changes what follows.
     *
     * @param <R> what the actor finds out
     * @param step that was taken
     * @param answer to it
     * @param next what the production code lets follow
     * @return what follows
     */
    default <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
        return next;
    }

    /** Lets another step follow, which finds out the same kind of thing; the compiler cannot see that it does. */
    @SuppressWarnings("unchecked")
    static <R> Next<R> instead(Next<?> other) {
        return (Next<R>) other;
    }

    /** Takes a step of an actor, also where that is busy inside another actor's steps. */
    static <R> Next<R> advance(Mutation mutation, Step<R> step, Answer answer) {
        if (step instanceof NestedStep<?, R> inside) {
            return mutation.after(step, answer, advanceInside(mutation, inside, answer));
        }
        if (step instanceof AnswersAfterClaim driver) {
            return instead(AnswersAfterClaim.at(advance(mutation, driver.step(), answer)));
        }
        return mutation.after(step, answer, step.on(answer));
    }

    private static <A, R> Next<R> advanceInside(Mutation mutation, NestedStep<A, R> inside, Answer answer) {
        Next<A> next;
        try {
            next = advance(mutation, inside.inner(), answer);
        } catch (StoreException | DocumentException e) {
            return inside.then().after(e);
        }
        return next instanceof End<A> end ? inside.then().with(end.result()) : NestedStep.of(next, inside.then());
    }
}
