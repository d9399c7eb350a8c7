/** The run of processes: its parts, a short run in earnest, and runs without a law that it has to find out. */
@NullMarked
package dev.posse.examples.harness.processes;

import org.jspecify.annotations.NullMarked;
