/**
 * The store SPI: all that the author of a backend reads.
 *
 * <p>Start with {@link dev.posse.store.CasKeyValueStore}, whose numbered clauses are the contract that the conformance
 * kit tests under the same numbers.
 */
@NullMarked
package dev.posse.store;

import org.jspecify.annotations.NullMarked;
