package dev.posse.store.redis;

import dev.posse.store.ConnectionUse;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One server, or whoever is master just now as sentinels say, with the store's connections to it. */
final class RedisNode {

    private final String name;
    private final RedisSettings settings;
    private final SharedConnection shared;
    private final ConnectionPool pool;
    private final Executor later;

    /**
     * Makes a node without connections.
     *
     * @param name for messages; without credentials
     * @param connector of the server
     * @param later runs something after the time within which every call ends
     */
    RedisNode(String name, Connector connector, RedisSettings settings, Executor later) {
        this.name = name;
        this.settings = settings;
        this.shared = new SharedConnection(connector);
        this.pool = new ConnectionPool(connector, settings.poolSize());
        this.later = later;
    }

    String name() {
        return name;
    }

    /** Begins to connect, for callers that will want the shared connection of several nodes. */
    void prepareShared() {
        var unused = shared.connection();
    }

    /** The connection that many calls share. */
    ConnectionLease shared(Deadline deadline) {
        return new ConnectionLease(this, connected(shared.connection(), deadline), false);
    }

    /** A connection of this call's own. */
    ConnectionLease own(Deadline deadline) {
        Duration wait = settings.poolWait().compareTo(deadline.left()) < 0 ? settings.poolWait() : deadline.left();
        ErrorTable inTheWay = pool.permit(wait);
        if (inTheWay != null) {
            String found = inTheWay == ErrorTable.POOL_EXHAUSTED
                    ? "all " + pool.size() + " connections were in use for " + wait.toMillis() + " ms"
                    : "interrupted while waiting for a connection";
            throw new CommandFailure(inTheWay, name, found, null);
        }
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> taken = pool.take();
        try {
            return new ConnectionLease(this, connected(taken, deadline), true);
        } catch (CommandFailure e) {
            pool.releasePermit();
            // It may still come to be, when nobody waits for it any more.
            var unused = taken.thenAccept(pool::discard);
            throw e;
        }
    }

    /** The connections that calls have for themselves; the shared one is never exhausted. */
    ConnectionUse connections() {
        return new ConnectionUse(pool.inUse(), pool.size());
    }

    void release(StatefulRedisConnection<byte[], byte[]> connection, boolean invalid) {
        pool.release(connection, invalid);
    }

    /**
     * Takes the connection out of use, and the idle ones and the shared one: they have very likely met the same fate. A
     * master that hung, and was replaced meanwhile, would go on answering on them for a while when it wakes up. A shared
     * one that was dialed since the call that failed began is none of them. One of another call's own is closed when that call gives it
     * back.
     *
     * <p>A shared connection is closed only when the calls that are under way on it have had their time: their answers may
     * still come.
     */
    void suspect(StatefulRedisConnection<byte[], byte[]> connection) {
        long began = System.nanoTime() - settings.timeout().toNanos();
        pool.retireDialedBefore(began);
        if (shared.retire(connection)) {
            closeLater(connection);
        }
        shared.retireDialedBefore(began).ifPresent(this::closeLater);
    }

    /** Another server is master now: what was dialed before leads to the one that was, whatever that one still answers. */
    void switched() {
        long now = System.nanoTime();
        pool.retireDialedBefore(now);
        shared.retireDialedBefore(now).ifPresent(this::closeLater);
    }

    private void closeLater(StatefulRedisConnection<byte[], byte[]> connection) {
        later.execute(() -> {
            var unused = connection.closeAsync();
        });
    }

    /** Closes all connections; ends when they are closed. */
    CompletableFuture<Void> close() {
        return CompletableFuture.allOf(pool.close(), shared.close());
    }

    private StatefulRedisConnection<byte[], byte[]> connected(
            CompletableFuture<StatefulRedisConnection<byte[], byte[]>> attempt, Deadline deadline) {
        if (!deadline.await(attempt)) {
            throw new CommandFailure(
                    ErrorTable.NOT_CONNECTED,
                    name,
                    "no connection within " + deadline.whole().toMillis() + " ms",
                    null);
        }
        StatefulRedisConnection<byte[], byte[]> connection =
                attempt.exceptionally(error -> null).getNow(null);
        if (connection == null) {
            Throwable error =
                    attempt.<@Nullable Throwable>handle((made, e) -> e).getNow(null);
            Throwable cause = error == null ? new IllegalStateException("no connection") : ErrorTable.unwrapped(error);
            throw new CommandFailure(
                    ErrorTable.ofConnecting(cause), name, "no connection: " + Connector.described(cause), cause);
        }
        return connection;
    }
}
