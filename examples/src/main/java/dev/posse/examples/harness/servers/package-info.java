/** Real databases for a run, and each node's way to them: what can be stopped, killed, delayed and cut. */
@NullMarked
package dev.posse.examples.harness.servers;

import org.jspecify.annotations.NullMarked;
