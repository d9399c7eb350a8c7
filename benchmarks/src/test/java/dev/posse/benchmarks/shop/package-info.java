/** Tests of the package of this name. */
@NullMarked
package dev.posse.benchmarks.shop;

import org.jspecify.annotations.NullMarked;
