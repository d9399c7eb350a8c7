/**
 * The machinery under the protocol: an actor is a value that asks one operation of the store and turns the answer into
 * the next value.
 *
 * <p>Not part of the public interface. Actors own no clock, no thread, no randomness and do no I/O: the {@link
 * dev.posse.step.StepRunner} does it for them in production, and the explorer does it in every possible way in the
 * tests.
 */
@NullMarked
package dev.posse.step;

import org.jspecify.annotations.NullMarked;
