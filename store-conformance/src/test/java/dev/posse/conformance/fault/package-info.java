/** The kit's faults themselves. */
@NullMarked
package dev.posse.conformance.fault;

import org.jspecify.annotations.NullMarked;
