/**
 * The checks, and a run of them. Not for a store's author: {@link dev.posse.conformance.StoreConformance} is.
 */
@NullMarked
package dev.posse.conformance.check;

import org.jspecify.annotations.NullMarked;
