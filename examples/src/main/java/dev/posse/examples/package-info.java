/** The program {@code ./posse} of the checkout, and the smallest programs that use Posse. */
@NullMarked
package dev.posse.examples;

import org.jspecify.annotations.NullMarked;
