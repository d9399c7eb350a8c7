/** The run on ten nodes that die all the time: its command, its cluster and what it prints; its buyers and the reconciliation at the end are the
 * harness'. */
@NullMarked
package dev.posse.examples.demo;

import org.jspecify.annotations.NullMarked;
