/** A store by a stranger: on JDBC, which none of our modules use. {@code docs/write-a-store.md} leads through it. */
@NullMarked
package dev.posse.examples.store;

import org.jspecify.annotations.NullMarked;
