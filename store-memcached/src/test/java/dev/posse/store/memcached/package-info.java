/** The store against real memcached processes. */
@NullMarked
package dev.posse.store.memcached;

import org.jspecify.annotations.NullMarked;
