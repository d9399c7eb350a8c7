/**
 * The recovery posse: the decision tree as a pure function of what was read, the patrol that walks it, and the threads that
 * send patrols out.
 *
 * <p>Not part of the public interface.
 */
@NullMarked
package dev.posse.recovery;

import org.jspecify.annotations.NullMarked;
