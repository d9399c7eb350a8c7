/** The purchase benchmark: its cases, their rounds, and what comes out. */
@NullMarked
package dev.posse.benchmarks.purchase;

import org.jspecify.annotations.NullMarked;
