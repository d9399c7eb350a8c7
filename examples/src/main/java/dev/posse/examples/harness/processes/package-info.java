/**
 * Ten nodes that are processes of their own, over a real database, and a coordinator that kills them: {@code ./posse demo
 * --processes}.
 *
 * <p>Buyers live with the coordinator and talk to nodes through their standard input and output, as browsers talk to web
 * servers: what a buyer was told is what came out of the node's pipe, and it is written to a log outside the database before
 * the buyer acts on it.
 */
@NullMarked
package dev.posse.examples.harness.processes;

import org.jspecify.annotations.NullMarked;
