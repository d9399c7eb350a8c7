/** The servers that a run starts: on free loopback ports, stopped by their own process ids. */
@NullMarked
package dev.posse.benchmarks.server;

import org.jspecify.annotations.NullMarked;
