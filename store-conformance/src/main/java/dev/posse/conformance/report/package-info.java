/**
 * The clauses, how a check of them ended, and the report on all.
 */
@NullMarked
package dev.posse.conformance.report;

import org.jspecify.annotations.NullMarked;
