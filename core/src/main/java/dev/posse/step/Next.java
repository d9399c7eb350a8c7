package dev.posse.step;

/**
 * What follows an answer: another {@link Step}, or the {@link End}.
 *
 * @param <R> what the actor finds out in the end
 */
public sealed interface Next<R> permits Step, End {}
