package dev.posse.store.redis;

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
     * @param dialer of the server
     * @param later runs something after the time within which every call ends
     */
    RedisNode(String name, Dialer dialer, RedisSettings settings, Executor later) {
        this.name = name;
        this.settings = settings;
        this.shared = new SharedConnection(dialer);
        this.pool = new ConnectionPool(dialer, settings.poolSize());
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
    Link shared(Deadline deadline) {
        return new Link(this, connected(shared.connection(), deadline), false);
    }

    /** A connection of this call's own. */
    Link own(Deadline deadline) {
        Duration wait = settings.poolWait().compareTo(deadline.left()) < 0 ? settings.poolWait() : deadline.left();
        Trouble inTheWay = pool.permit(wait);
        if (inTheWay != null) {
            String found = inTheWay == Trouble.POOL_EXHAUSTED
                    ? "all " + pool.size() + " connections were in use for " + wait.toMillis() + " ms"
                    : "interrupted while waiting for a connection";
            throw new CommandFailure(inTheWay, name, found, null);
        }
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> taken = pool.take();
        try {
            return new Link(this, connected(taken, deadline), true);
        } catch (CommandFailure e) {
            pool.release();
            // It may still come to be, when nobody waits for it any more.
            var unused = taken.thenAccept(Closing::begin);
            throw e;
        }
    }

    void giveBack(StatefulRedisConnection<byte[], byte[]> connection, boolean spoilt) {
        pool.giveBack(connection, spoilt);
    }

    /**
     * Takes the connection out of use, and the idle ones and the shared one: they have very likely met the same fate. A
     * master that hung, and was replaced meanwhile, would go on answering on them for a while when it wakes up. A shared
     * one that was made since the call that failed began is none of them.
     *
     * <p>A shared connection is closed only when the calls that are under way on it have had their time: their answers may
     * still come.
     */
    void suspect(StatefulRedisConnection<byte[], byte[]> connection) {
        pool.closeIdle();
        if (shared.retire(connection)) {
            later.execute(() -> Closing.begin(connection));
        }
        shared.retireOlderThan(System.nanoTime() - settings.timeout().toNanos())
                .ifPresent(old -> later.execute(() -> Closing.begin(old)));
    }

    void close() {
        pool.close();
        shared.close();
    }

    private StatefulRedisConnection<byte[], byte[]> connected(
            CompletableFuture<StatefulRedisConnection<byte[], byte[]>> attempt, Deadline deadline) {
        if (!deadline.await(attempt)) {
            throw notConnected("no connection within " + deadline.whole().toMillis() + " ms", null);
        }
        StatefulRedisConnection<byte[], byte[]> connection =
                attempt.exceptionally(error -> null).getNow(null);
        if (connection == null) {
            Throwable error =
                    attempt.<@Nullable Throwable>handle((made, e) -> e).getNow(null);
            Throwable cause = error == null ? new IllegalStateException("no connection") : Trouble.unwrapped(error);
            throw notConnected("no connection: " + Dialer.described(cause), cause);
        }
        return connection;
    }

    private CommandFailure notConnected(String found, @Nullable Throwable cause) {
        return new CommandFailure(Trouble.NOT_CONNECTED, name, found, cause);
    }
}
