/**
 * A store on Redis: one server, Sentinel or Cluster, through Lettuce.
 *
 * <p>Start with {@link dev.posse.store.redis.RedisStore}.
 */
@NullMarked
package dev.posse.store.redis;

import org.jspecify.annotations.NullMarked;
