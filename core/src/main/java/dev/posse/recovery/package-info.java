/**
 * Recovery: the decision tree as a pure function of what was read, and the patrol that walks it. When and where patrols are
 * sent is decided in {@code dev.posse.patrol}.
 *
 * <p>Not part of the public interface.
 */
@NullMarked
package dev.posse.recovery;

import org.jspecify.annotations.NullMarked;
