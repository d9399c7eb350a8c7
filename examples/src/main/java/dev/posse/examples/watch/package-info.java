/** A run as a page in a browser, while it goes on. */
@NullMarked
package dev.posse.examples.watch;

import org.jspecify.annotations.NullMarked;
