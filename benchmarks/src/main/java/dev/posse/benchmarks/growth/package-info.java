/** How cost grows with what there is. */
@NullMarked
package dev.posse.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
