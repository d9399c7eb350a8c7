/**
 * When and where a node patrols: the schedule, the scan that walks many patrols at once, the thread, and what is done about
 * data that is found to be lost.
 *
 * <p>Not part of the public interface.
 */
@NullMarked
package dev.posse.patrol;

import org.jspecify.annotations.NullMarked;
