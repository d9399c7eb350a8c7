/** The processes in which the buyers are. */
@NullMarked
package dev.posse.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
