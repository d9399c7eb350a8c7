/** Couchbase without a server: its own mock, for trying out. */
@NullMarked
package dev.posse.examples.couchbase;

import org.jspecify.annotations.NullMarked;
