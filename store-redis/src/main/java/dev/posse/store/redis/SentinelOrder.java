package dev.posse.store.redis;

import io.lettuce.core.RedisURI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The order in which sentinels are asked. The client asks one after the other, and one that hangs uses up the time of the
 * whole attempt: so the next attempt begins with the next one, and then it stays with whom it found.
 *
 * <p>Of a URI without sentinels it makes nothing.
 */
final class SentinelOrder {

    private final RedisURI uri;
    private final AtomicInteger turn = new AtomicInteger();

    SentinelOrder(RedisURI uri) {
        this.uri = uri;
    }

    <C> CompletableFuture<C> connect(Function<RedisURI, CompletableFuture<C>> connect) {
        int first = turn.getAndIncrement();
        long began = System.nanoTime();
        return connect.apply(Options.beginningWith(uri, first)).thenApply(connection -> {
            // One that comes late had to wait for its first sentinel, and was found by another.
            if (System.nanoTime() - began < uri.getTimeout().toNanos() / 2) {
                turn.set(first);
            }
            return connection;
        });
    }
}
