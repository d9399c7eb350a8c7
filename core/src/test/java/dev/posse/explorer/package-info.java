/**
 * Runs the production classes through every interleaving, crash and lost answer at small sizes.
 *
 * <p>An actor is a value (a step of the protocol); a state is the store's content, the writes still in flight and each
 * actor's value. Nothing here knows the protocol but the checks.
 */
@NullMarked
package dev.posse.explorer;

import org.jspecify.annotations.NullMarked;
