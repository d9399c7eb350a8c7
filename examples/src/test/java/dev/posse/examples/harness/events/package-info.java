/** Tests of what is heard of a run. */
@NullMarked
package dev.posse.examples.harness.events;

import org.jspecify.annotations.NullMarked;
