/** Crashes at every store operation of every actor, then recovery, then the invariants. */
@NullMarked
package dev.posse.crash;

import org.jspecify.annotations.NullMarked;
