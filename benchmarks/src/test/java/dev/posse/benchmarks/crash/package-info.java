/** Tests of the package of this name. */
@NullMarked
package dev.posse.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
