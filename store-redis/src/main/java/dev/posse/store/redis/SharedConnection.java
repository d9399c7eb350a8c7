package dev.posse.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one connection to a server that reads, adds and scripts share; replaced when it is broken. */
final class SharedConnection {

    private final Connector connector;
    private final AtomicReference<@Nullable CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> current =
            new AtomicReference<>();
    /** When its dial began: a server that hung since then may be another one's replica by now. */
    private volatile long dialedAt = System.nanoTime();

    SharedConnection(Connector connector) {
        this.connector = connector;
    }

    /** Returns the connection, or the attempt to make it that all callers wait for. */
    CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection() {
        while (true) {
            CompletableFuture<StatefulRedisConnection<byte[], byte[]>> found = current.get();
            if (found != null && !isDead(found)) {
                return found;
            }
            CompletableFuture<StatefulRedisConnection<byte[], byte[]>> next = new CompletableFuture<>();
            // Another turn means that another call connects: it ends as soon as that one is not dead at birth.
            if (current.compareAndSet(found, next)) {
                connectInto(next);
                return next;
            }
        }
    }

    private void connectInto(CompletableFuture<StatefulRedisConnection<byte[], byte[]>> next) {
        dialedAt = System.nanoTime();
        var unused = connector.connect().whenComplete((connection, error) -> {
            if (error != null) {
                next.completeExceptionally(error);
            } else if (!next.complete(connection)) {
                var unusedClose = connection.closeAsync();
            }
        });
    }

    /**
     * Takes this connection out of use, unless that has happened already.
     *
     * @return whether this call did it; then the caller closes the connection
     */
    boolean retire(StatefulRedisConnection<byte[], byte[]> connection) {
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> found = current.get();
        return found != null
                && found.isDone()
                && !found.isCompletedExceptionally()
                && found.getNow(connection) == connection
                && current.compareAndSet(found, null);
    }

    /**
     * Takes the connection out of use if its dial began before this moment.
     *
     * @return what the caller closes
     */
    Optional<StatefulRedisConnection<byte[], byte[]>> retireDialedBefore(long nanoTime) {
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> found = current.get();
        if (found == null
                || !found.isDone()
                || found.isCompletedExceptionally()
                || dialedAt - nanoTime >= 0
                || !current.compareAndSet(found, null)) {
            return Optional.empty();
        }
        return Optional.of(found.join());
    }

    /** Closes what there is. A connection that is still being made is closed as soon as it is there, and not waited for. */
    CompletableFuture<Void> close() {
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> found = current.getAndSet(null);
        if (found != null && !found.cancel(false) && !found.isCompletedExceptionally()) {
            return found.join().closeAsync();
        }
        return CompletableFuture.completedFuture(null);
    }

    private static boolean isDead(CompletableFuture<StatefulRedisConnection<byte[], byte[]>> found) {
        return found.isDone()
                && (found.isCompletedExceptionally() || !found.join().isOpen());
    }
}
