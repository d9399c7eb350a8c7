/** The run on ten nodes that die all the time: its cluster, its buyers, and the reconciliation at the end. */
@NullMarked
package dev.posse.examples.demo;

import org.jspecify.annotations.NullMarked;
