/** Redis, one server, Sentinel or Cluster, through Lettuce. */
module dev.posse.store.redis {
    requires transitive dev.posse;
    requires transitive lettuce.core;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires io.netty.transport;
    requires org.slf4j;

    exports dev.posse.store.redis;

    provides dev.posse.store.StoreProvider with
            dev.posse.store.redis.RedisStoreProvider;
}
