/** The check of histories itself. */
@NullMarked
package dev.posse.conformance.history;

import org.jspecify.annotations.NullMarked;
