package dev.posse.step;

import dev.posse.observe.StepName;
import dev.posse.observe.Subject;

/**
 * An actor of the protocol between two operations: all that it remembers, and what it asks next.
 *
 * <p>Steps are records, equal when they remember the same, and pure: {@link #operation()} and {@link #on} depend on
 * nothing but the step and the answer. That is what lets one seed replay every schedule.
 *
 * @param <R> what the actor finds out in the end
 */
public non-sealed interface Step<R> extends Next<R> {

    /**
     * Names the step.
     *
     * @return its name in the protocol, such as {@code D3}
     */
    StepName name();

    /**
     * Says what this step is about.
     *
     * @return ids, as far as they are known
     */
    Subject subject();

    /**
     * Asks.
     *
     * @return what is to be done now
     */
    Operation operation();

    /**
     * Says how often this actor has begun before, where this step begins again from a fresh read because somebody was in the way;
     * the runner pauses before it, longer from round to round.
     *
     * @return 0 where it goes straight on
     */
    default int roundsBefore() {
        return 0;
    }

    /**
     * Decides.
     *
     * @param answer to {@link #operation()}
     * @return what follows
     * @throws RuntimeException if the actor cannot go on and has nothing to report but the trouble itself
     */
    Next<R> on(Answer answer);
}
