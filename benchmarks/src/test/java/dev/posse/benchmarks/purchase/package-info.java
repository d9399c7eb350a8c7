/** Tests of the package of this name. */
@NullMarked
package dev.posse.benchmarks.purchase;

import org.jspecify.annotations.NullMarked;
