/** The page about performance. */
@NullMarked
package dev.posse.benchmarks.report;

import org.jspecify.annotations.NullMarked;
