package dev.posse.store.redis;

import dev.posse.store.Version;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A swap in two round trips: {@code WATCH}, {@code GET} and {@code MULTI}, then {@code SET} and {@code EXEC}.
 *
 * <p>{@code MULTI} goes with the first flush although it opens the transaction: a server that refuses it (a user without
 * the permission, a renamed command, a proxy) would carry out a {@code SET} that was sent behind it, unconditionally.
 */
final class WatchSwap implements Swap {

    private final Replicas replicas;

    WatchSwap(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public Found at(
            RedisNode node, boolean asking, byte[] redisKey, Version expected, byte[] stored, Deadline deadline) {
        try (ConnectionLease lease = node.own(deadline)) {
            byte[] found = watchedValue(lease, asking, redisKey, deadline);
            if (found == null || !hasVersion(found, expected)) {
                // Nobody waits for the answer. A connection on which this fails fails at its next use, before any
                // write.
                lease.send(List.of(Commands.discard()));
                return found == null ? Found.MISSING : Found.OTHER;
            }
            if (deadline.passed()) {
                lease.invalidate();
                throw lease.failure(ErrorTable.TOO_LATE, "the time was up before the write was sent", null);
            }
            return committed(lease, redisKey, stored, deadline) ? Found.EXPECTED : Found.OTHER;
        }
    }

    private byte @Nullable [] watchedValue(ConnectionLease lease, boolean asking, byte[] redisKey, Deadline deadline) {
        List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>(6);
        SentCommand<String> watch = Commands.watch(redisKey);
        SentCommand<byte[]> get = Commands.get(redisKey);
        SentCommand<String> multi = Commands.multi();
        for (SentCommand<?> command : List.of(watch, get, multi)) {
            if (asking) {
                // Before MULTI too: inside a transaction the server keeps the mark until EXEC.
                commands.add(Commands.asking());
            }
            commands.add(command);
        }
        lease.send(commands);
        try {
            lease.answer(watch, deadline);
            byte[] found = lease.answer(get, deadline);
            String begun = lease.answer(multi, deadline);
            if (!"OK".equals(begun)) {
                throw lease.failure(ErrorTable.STRANGE_ANSWER, "MULTI was answered with " + begun, null);
            }
            return found;
        } catch (CommandFailure e) {
            // Watching, inside a transaction or not: nobody knows. Another call must not find it like that.
            lease.invalidate();
            throw e.ofRead();
        }
    }

    private boolean committed(ConnectionLease lease, byte[] redisKey, byte[] stored, Deadline deadline) {
        List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>(3);
        SentCommand<String> set = Commands.set(redisKey, stored);
        SentCommand<TransactionResult> exec = Commands.exec();
        commands.add(set);
        commands.add(exec);
        SentCommand<Long> wait = replicas.appendedTo(commands);
        lease.send(commands);
        lease.await(exec, deadline);
        if (exec.isCompletedExceptionally()
                && exec.maybeSent()
                && set.getOutput().hasError()) {
            // EXECABORT says only that a command was refused; why is in the answer to that command.
            CommandFailure aborted = failureOf(lease, exec, deadline);
            throw aborted.row() == ErrorTable.EXECABORT ? refused(lease, set) : aborted;
        }
        TransactionResult result = lease.answer(exec, deadline);
        if (result == null || result.wasDiscarded()) {
            return false;
        }
        if (result.size() != 1 || !"OK".equals(result.get(0))) {
            throw inTransaction(lease, result);
        }
        replicas.check(lease, wait, deadline);
        return true;
    }

    private static CommandFailure failureOf(ConnectionLease lease, SentCommand<?> command, Deadline deadline) {
        try {
            lease.answer(command, deadline);
            return lease.failure(ErrorTable.STRANGE_ANSWER, "an answer where an error was", null);
        } catch (CommandFailure e) {
            return e;
        }
    }

    private static CommandFailure refused(ConnectionLease lease, SentCommand<String> set) {
        String words = String.valueOf(set.getOutput().getError());
        ErrorTable row = ErrorTable.ofAnswer(words);
        // The transaction was aborted, which is definite, whatever the reason is called.
        return lease.failure(row.effect == ErrorTable.Effect.NONE ? row : ErrorTable.EXECABORT, words, null);
    }

    /** An error of the SET when the transaction was carried out. */
    private static CommandFailure inTransaction(ConnectionLease lease, TransactionResult result) {
        if (result.size() == 1 && result.get(0) instanceof Throwable error) {
            return lease.failure(error, true);
        }
        return lease.failure(ErrorTable.STRANGE_ANSWER, "EXEC was answered with " + result, null);
    }

    private static boolean hasVersion(byte[] found, Version expected) {
        byte[] header = VersionCodec.header(expected);
        return found.length >= header.length && Arrays.equals(found, 0, header.length, header, 0, header.length);
    }
}
