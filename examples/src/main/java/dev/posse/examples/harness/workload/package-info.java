/** What every run needs, whatever its nodes are: what is for sale and to whom, what buyers were told, and whether it is true. */
@NullMarked
package dev.posse.examples.harness.workload;

import org.jspecify.annotations.NullMarked;
