/** The command-line program for the person on call: what {@code java -jar posse-cli.jar} and {@code ./posse} run. */
@NullMarked
package dev.posse.cli;

import org.jspecify.annotations.NullMarked;
