package dev.posse.store.redis;

import io.lettuce.core.TransactionResult;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in two round trips: {@code WATCH}, reads and {@code MULTI}, then {@code SET}s and {@code EXEC}.
 *
 * <p>{@code MULTI} goes with the first flush although it opens the transaction: a server that refuses it (a user without
 * the permission, a renamed command, a proxy) would carry out a {@code SET} that was sent behind it, unconditionally.
 */
final class Transaction {

    private final ConnectionLease lease;
    private final Replicas replicas;
    private final Deadline deadline;

    /**
     * Makes one that has not begun.
     *
     * @param lease a connection of the call's own
     */
    Transaction(ConnectionLease lease, Replicas replicas, Deadline deadline) {
        this.lease = lease;
        this.replicas = replicas;
        this.deadline = deadline;
    }

    /**
     * Watches the keys, reads, and opens the transaction.
     *
     * @param asking whether each command is to be preceded by {@code ASKING}
     * @param reads have been answered, or have failed, when this returns
     * @throws CommandFailure if it is not open; nothing is written then
     */
    void begin(boolean asking, List<byte[]> redisKeys, List<? extends SentCommand<?>> reads) {
        SentCommand<String> watch = Commands.watch(redisKeys);
        SentCommand<String> multi = Commands.multi();
        List<SentCommand<?>> inOrder = new ArrayList<>(reads.size() + 2);
        inOrder.add(watch);
        inOrder.addAll(reads);
        inOrder.add(multi);
        List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>(2 * inOrder.size());
        for (SentCommand<?> command : inOrder) {
            if (asking) {
                // Before MULTI too: inside a transaction the server keeps the mark until EXEC.
                commands.add(Commands.asking());
            }
            commands.add(command);
        }
        lease.send(commands);
        try {
            lease.answer(watch, deadline);
            for (SentCommand<?> read : reads) {
                lease.await(read, deadline);
            }
            String begun = lease.answer(multi, deadline);
            if (!"OK".equals(begun)) {
                throw lease.failure(ErrorTable.STRANGE_ANSWER, "MULTI was answered with " + begun, null);
            }
        } catch (CommandFailure e) {
            throw abandoned(e);
        }
    }

    /**
     * Returns what a read found.
     *
     * @throws CommandFailure if it failed
     */
    <T> @Nullable T found(SentCommand<T> read) {
        return lease.answer(read, deadline);
    }

    /** Watching, inside a transaction or not: nobody knows. Another call must not find the connection like that. */
    CommandFailure abandoned(CommandFailure failure) {
        lease.invalidate();
        return failure.ofRead();
    }

    /** Ends it without a write. Nobody waits for the answer: a connection on which this fails fails at its next use, before any write. */
    void discard() {
        lease.send(List.of(Commands.discard()));
    }

    /**
     * Writes, unless somebody has written to one of the watched keys.
     *
     * @return false if somebody has, and nothing was written
     * @throws CommandFailure if it came to nothing, or nobody knows
     */
    boolean commit(List<SentCommand<String>> sets) {
        if (deadline.passed()) {
            lease.invalidate();
            throw lease.failure(ErrorTable.TOO_LATE, "the time was up before the write was sent", null);
        }
        List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>(sets);
        SentCommand<TransactionResult> exec = Commands.exec();
        commands.add(exec);
        SentCommand<Long> wait = replicas.appendedTo(commands);
        lease.send(commands);
        lease.await(exec, deadline);
        requireNotAborted(sets, exec);
        TransactionResult result = lease.answer(exec, deadline);
        if (result == null || result.wasDiscarded()) {
            return false;
        }
        if (result.size() != sets.size() || !result.stream().allMatch("OK"::equals)) {
            throw strange(result);
        }
        replicas.check(lease, wait, deadline);
        return true;
    }

    /** EXECABORT says only that a command was refused; why is in the answer to that command. */
    private void requireNotAborted(List<SentCommand<String>> sets, SentCommand<TransactionResult> exec) {
        if (!exec.isCompletedExceptionally() || !exec.maybeSent()) {
            return;
        }
        Optional<SentCommand<String>> refused =
                sets.stream().filter(set -> set.getOutput().hasError()).findFirst();
        if (refused.isEmpty()) {
            return;
        }
        CommandFailure aborted = failureOf(exec);
        throw aborted.row() == ErrorTable.EXECABORT ? refusal(refused.get()) : aborted;
    }

    private CommandFailure failureOf(SentCommand<?> command) {
        try {
            lease.answer(command, deadline);
            return lease.failure(ErrorTable.STRANGE_ANSWER, "an answer where an error was", null);
        } catch (CommandFailure e) {
            return e;
        }
    }

    private CommandFailure refusal(SentCommand<String> set) {
        String words = String.valueOf(set.getOutput().getError());
        ErrorTable row = ErrorTable.ofAnswer(words);
        // The transaction was aborted, which is definite, whatever the reason is called.
        return lease.failure(row.effect == ErrorTable.Effect.NONE ? row : ErrorTable.EXECABORT, words, null);
    }

    /** An error of a SET when the transaction was carried out: of the only one, or of one among others that may have been made. */
    private CommandFailure strange(TransactionResult result) {
        if (result.size() == 1 && result.get(0) instanceof Throwable error) {
            return lease.failure(error, true);
        }
        return lease.failure(ErrorTable.STRANGE_ANSWER, "EXEC was answered with " + result, null);
    }
}
