/** A node in a small heap, whose callers choose ever new ids. */
@NullMarked
package dev.posse.heap;

import org.jspecify.annotations.NullMarked;
