/** Tests of the databases and of the lines to them. */
@NullMarked
package dev.posse.examples.servers;

import org.jspecify.annotations.NullMarked;
