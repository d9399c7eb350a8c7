/** What the tests of the protocol stand on: a store that does what a script says, and documents in a line each. */
@NullMarked
package dev.posse.bench;

import org.jspecify.annotations.NullMarked;
