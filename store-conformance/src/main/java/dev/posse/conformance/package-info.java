/**
 * The kit that every store runs, ours and other people's: extend {@link dev.posse.conformance.StoreConformance}.
 *
 * <p>Its checks bear the numbers of the clauses of {@link dev.posse.store.CasKeyValueStore}. An author of a store needs
 * this package, {@link dev.posse.conformance.fault} for what a test class can provide, and {@link
 * dev.posse.conformance.report.Clause} to name what a store cannot keep. The others are the kit's own.
 */
@NullMarked
package dev.posse.conformance;

import org.jspecify.annotations.NullMarked;
