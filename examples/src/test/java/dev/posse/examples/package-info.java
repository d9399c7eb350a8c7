/** The smallest programs, the README and the commands under test. */
@NullMarked
package dev.posse.examples;

import org.jspecify.annotations.NullMarked;
