/** Tests of the page on which a run is watched, in a real browser. */
@NullMarked
package dev.posse.examples.watch;

import org.jspecify.annotations.NullMarked;
