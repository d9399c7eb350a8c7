package dev.posse.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection for the time of one exchange: shared with other calls, or this call's own until it is closed.
 *
 * <p>Of one thread.
 */
final class ConnectionLease implements AutoCloseable {

    private final RedisNode node;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final boolean own;
    private boolean invalid;

    ConnectionLease(RedisNode node, StatefulRedisConnection<byte[], byte[]> connection, boolean own) {
        this.node = node;
        this.connection = connection;
        this.own = own;
    }

    /** Sends the commands in one flush, so that they cost one round trip. On a shared connection others may come between. */
    void send(List<? extends RedisCommand<byte[], byte[], ?>> commands) {
        connection.dispatch(commands);
    }

    /**
     * Waits until the command has been answered or has failed.
     *
     * @throws CommandFailure if the time is up: {@link ErrorTable#NO_ANSWER}
     */
    void await(SentCommand<?> command, Deadline deadline) {
        if (!deadline.await(command)) {
            throw failure(
                    ErrorTable.NO_ANSWER, "no answer within " + deadline.whole().toMillis() + " ms", null);
        }
    }

    /**
     * Returns the answer, null if it is nil.
     *
     * @throws CommandFailure if there is none in time, or an error
     */
    <T> @Nullable T answer(SentCommand<T> command, Deadline deadline) {
        await(command, deadline);
        if (!command.isCompletedExceptionally()) {
            return command.getNow(null);
        }
        Throwable error = command.<@Nullable Throwable>handle((answer, failure) -> failure)
                .getNow(null);
        if (error != null) {
            throw failure(error, command.maybeSent());
        }
        return command.getNow(null);
    }

    /** Returns what an error means, and lets the node know when the connection is not to be used again. */
    CommandFailure failure(Throwable error, boolean maybeSent) {
        Throwable cause = ErrorTable.unwrapped(error);
        ErrorTable row = ErrorTable.of(cause, maybeSent);
        return failure(row, String.valueOf(cause.getMessage()), cause);
    }

    CommandFailure failure(ErrorTable row, String found, @Nullable Throwable cause) {
        if (row.reaction == ErrorTable.Reaction.REPLACE) {
            invalidate();
            node.suspect(connection);
        }
        return new CommandFailure(row, node.name(), found, cause);
    }

    /** Says that a connection of this call's own is in no state to be used by another. */
    void invalidate() {
        invalid = true;
    }

    @Override
    public void close() {
        if (own) {
            node.release(connection, invalid);
        }
    }
}
