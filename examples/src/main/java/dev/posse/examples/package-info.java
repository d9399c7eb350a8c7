/** The command-line program {@code ./posse}, and the smallest programs that use Posse. */
@NullMarked
package dev.posse.examples;

import org.jspecify.annotations.NullMarked;
