/** How long the sale of a driver that died waits until somebody else has settled it. */
@NullMarked
package dev.posse.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
