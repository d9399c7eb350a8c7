/** The embedded default store, and the one to copy when writing another. */
@NullMarked
package dev.posse.store.memory;

import org.jspecify.annotations.NullMarked;
