/**
 * The kit that every store runs, ours and other people's: extend {@link dev.posse.conformance.StoreConformance}.
 *
 * <p>Its checks bear the numbers of the clauses of {@link dev.posse.store.CasKeyValueStore}.
 */
@NullMarked
package dev.posse.conformance;

import org.jspecify.annotations.NullMarked;
