@NullMarked
package dev.posse.store.couchbase;

import org.jspecify.annotations.NullMarked;
