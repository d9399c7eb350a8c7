/** Tests of what every run needs. */
@NullMarked
package dev.posse.examples.harness.workload;

import org.jspecify.annotations.NullMarked;
