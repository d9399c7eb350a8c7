/**
 * Posse on memcached, with open eyes: what it can lose is said by {@link dev.posse.store.memcached.MemcachedStore} and the
 * module's README.
 */
@NullMarked
package dev.posse.store.memcached;

import org.jspecify.annotations.NullMarked;
