package dev.posse.step;

/**
 * The actor is done.
 *
 * @param <R> what the actor finds out
 * @param result what it found out
 */
public record End<R>(R result) implements Next<R> {}
