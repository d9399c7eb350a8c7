package dev.posse.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one server that a call has for itself, a bounded number of them.
 *
 * <p>Not Lettuce's pool, which refuses at once when it is exhausted, nor Commons Pool, which makes connections inside a
 * monitor: virtual threads of JDK 17 to 23 that wait in one hold a carrier thread each.
 */
final class ConnectionPool {

    private final Connector connector;
    private final int size;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<StatefulRedisConnection<byte[], byte[]>> idle = new ConcurrentLinkedDeque<>();

    /** When the dial of each began, of those that calls have for themselves and of the idle ones. */
    private final ConcurrentMap<StatefulRedisConnection<byte[], byte[]>, Long> dialedAt = new ConcurrentHashMap<>();

    /** What was dialed before is not to be used again. */
    private final AtomicLong oldest = new AtomicLong(System.nanoTime());

    private volatile boolean closed;

    ConnectionPool(Connector connector, int size) {
        this.connector = connector;
        this.size = size;
        this.permits = new Semaphore(size);
    }

    /**
     * Waits until a connection may be taken.
     *
     * @return what stands in the way, or null if there is a permit now, which the caller gives back with the connection
     */
    @Nullable ErrorTable permit(Duration wait) {
        if (permits.tryAcquire()) {
            return null;
        }
        try {
            return permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS) ? null : ErrorTable.POOL_EXHAUSTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ErrorTable.INTERRUPTED;
        }
    }

    /** Returns an idle connection or makes one. To be called with a permit. */
    CompletableFuture<StatefulRedisConnection<byte[], byte[]>> take() {
        StatefulRedisConnection<byte[], byte[]> connection;
        // The one used last is taken first: under little load few stay
        // warm, and the others may be closed by the server.
        while ((connection = idle.pollFirst()) != null) {
            if (connection.isOpen()) {
                return CompletableFuture.completedFuture(connection);
            }
            discard(connection);
        }
        long began = System.nanoTime();
        return connector.connect().thenApply(made -> {
            dialedAt.put(made, began);
            return made;
        });
    }

    /** Closes one that nobody waited for. */
    void discard(StatefulRedisConnection<byte[], byte[]> connection) {
        dialedAt.remove(connection);
        var unused = connection.closeAsync();
    }

    private boolean isOld(StatefulRedisConnection<byte[], byte[]> connection) {
        Long began = dialedAt.get(connection);
        return began == null || began - oldest.get() < 0;
    }

    void releasePermit() {
        permits.release();
    }

    void release(StatefulRedisConnection<byte[], byte[]> connection, boolean invalid) {
        if (invalid || closed || isOld(connection) || !connection.isOpen()) {
            discard(connection);
        } else {
            idle.addFirst(connection);
        }
        permits.release();
        if (closed) {
            // Closed while this one was being put back: nobody else would close it.
            closeIdle();
        }
    }

    void closeIdle() {
        StatefulRedisConnection<byte[], byte[]> connection;
        while ((connection = idle.pollFirst()) != null) {
            discard(connection);
        }
    }

    /** Closes the idle ones, and those whose dial began before this moment when they are given back. */
    void retireDialedBefore(long nanoTime) {
        oldest.accumulateAndGet(nanoTime, (before, now) -> now - before > 0 ? now : before);
        closeIdle();
    }

    /** Closes the idle ones, and the others when they are given back; ends when the idle ones are closed. */
    CompletableFuture<Void> close() {
        closed = true;
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        StatefulRedisConnection<byte[], byte[]> connection;
        while ((connection = idle.pollFirst()) != null) {
            dialedAt.remove(connection);
            ends.add(connection.closeAsync());
        }
        return CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]));
    }

    int size() {
        return size;
    }

    /** How many calls have a connection of their own just now. */
    int inUse() {
        return size - permits.availablePermits();
    }
}
