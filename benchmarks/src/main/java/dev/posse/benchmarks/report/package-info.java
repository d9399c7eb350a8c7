/** The tables and charts of docs/performance.md. */
@NullMarked
package dev.posse.benchmarks.report;

import org.jspecify.annotations.NullMarked;
