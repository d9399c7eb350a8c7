/** The proof that the books balance, by reads alone, on a live system. */
@NullMarked
package dev.posse.audit;

import org.jspecify.annotations.NullMarked;
