/** Tests of the databases and of the links to them. */
@NullMarked
package dev.posse.examples.harness.servers;

import org.jspecify.annotations.NullMarked;
