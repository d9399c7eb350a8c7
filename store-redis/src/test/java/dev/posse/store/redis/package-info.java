/** Tests of the store on real Redis processes. */
@NullMarked
package dev.posse.store.redis;

import org.jspecify.annotations.NullMarked;
