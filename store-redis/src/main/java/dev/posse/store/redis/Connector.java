package dev.posse.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections to one server, and backs off while it cannot be reached.
 *
 * <p>While it backs off, calls fail at once and without effect instead of waiting: the database is down, and hundreds of
 * callers that connect at the moment of its return would be the next outage.
 */
final class Connector {

    /** The longest pause between two attempts, and so the longest time that recovery takes beyond connecting itself. */
    static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private static final Pattern LINES = Pattern.compile("\\s+");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private static final Logger log = LoggerFactory.getLogger(Connector.class);

    private final String server;
    private final Duration limit;
    private final AtomicLong reached;
    private final Supplier<CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> newConnection;

    // Replaced as a whole; two threads that fail at one moment may count one failure, which does no harm.
    private volatile @Nullable Pause pause;

    private record Pause(int failures, long sinceNanoTime, long untilNanoTime, Throwable cause) {}

    /**
     * Makes a connector that has not failed yet.
     *
     * @param server for messages
     * @param limit of one attempt
     * @param reached when, in nano time, a server was last connected to; one for all shards of a cluster. Where one is
     *     reached again, an outage of the network is over for the others too
     * @param newConnection begins to connect
     */
    Connector(
            String server,
            Duration limit,
            AtomicLong reached,
            Supplier<CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> newConnection) {
        this.server = server;
        this.limit = limit;
        this.reached = reached;
        this.newConnection = newConnection;
    }

    /** Begins to connect, or fails at once while it backs off. */
    CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connect() {
        Pause pausing = pause;
        if (pausing != null
                && pausing.untilNanoTime - System.nanoTime() > 0
                && pausing.sinceNanoTime - reached.get() > 0) {
            return CompletableFuture.failedFuture(pausing.cause);
        }
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> attempt = new CompletableFuture<>();
        var unused = connecting().whenComplete((connection, error) -> {
            if (error != null) {
                attempt.completeExceptionally(ErrorTable.unwrapped(error));
            } else if (!attempt.complete(connection)) {
                // Too late: everybody has given up.
                var unusedClose = connection.closeAsync();
            }
        });
        // The client bounds the parts of it. Were one forgotten, all later
        // calls would wait for a connection that never is.
        return attempt.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((connection, error) -> {
            if (error == null) {
                succeeded();
            } else {
                failed(ErrorTable.unwrapped(error));
            }
        });
    }

    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connecting() {
        try {
            return newConnection.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void succeeded() {
        reached.set(System.nanoTime());
        if (pause != null) {
            pause = null;
            log.info("Redis {} is reached again", server);
        }
    }

    private void failed(Throwable cause) {
        Pause before = pause;
        int failures = before == null ? 1 : before.failures + 1;
        long most = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(failures - 1, 10));
        // Half to whole: nodes that lost the server together do not come back together.
        long nanos = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
        long now = System.nanoTime();
        pause = new Pause(failures, now, now + nanos, cause);
        if (before == null) {
            log.warn("Redis {} cannot be reached, trying on: {}", server, described(cause));
        }
    }

    /** The words of the error and of what is below it: the client puts the server's own words into the cause. */
    static String described(Throwable error) {
        // A time-out of the JDK's bears no words of its own.
        String message = error.getMessage();
        StringBuilder words =
                new StringBuilder(message == null ? error.getClass().getSimpleName() : message);
        Throwable cause = error.getCause();
        for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
            if (cause.getMessage() != null && words.indexOf(cause.getMessage()) < 0) {
                words.append(": ").append(cause.getMessage());
            }
        }
        // The client tells of several servers in several lines.
        return LINES.matcher(words).replaceAll(" ").strip();
    }
}
