/**
 * Couchbase through its own Java client: insert, replace with CAS, and reads from the active copy.
 *
 * <p>Start with {@link dev.posse.store.couchbase.CouchbaseStore}.
 */
@NullMarked
package dev.posse.store.couchbase;

import org.jspecify.annotations.NullMarked;
