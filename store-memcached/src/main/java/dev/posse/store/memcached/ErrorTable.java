package dev.posse.store.memcached;

import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.memcached.BoundOperation.End;
import java.util.Locale;
import java.util.Optional;
import net.spy.memcached.ops.StatusCode;

/** Says what memcached's answers, and their absence, mean in the words of the contract. */
final class ErrorTable {

    private ErrorTable() {}

    /** What a read found. */
    static Optional<byte[]> item(String server, String key, Reply.Item reply) {
        if (reply.isSuccess()) {
            return reply.data();
        }
        if (reply.code() == StatusCode.ERR_NOT_FOUND) {
            return Optional.empty();
        }
        throw new StoreException("memcached " + server + " refuses get of " + key + ": " + reply.message());
    }

    /** A read without an answer changed nothing. */
    static StoreException unread(String server, String key, End end) {
        return new StoreException("get of " + key + " from memcached " + server
                + (end == End.UNSENT ? " could not be sent" : " was not answered"));
    }

    /** A write without an answer. */
    static RuntimeException unwritten(String write, String server, End end) {
        return end == End.UNSENT
                ? new StoreException(
                        write + " was not sent to memcached " + server + ": the connection was lost or too slow before")
                : new OutcomeUnknownException(write + " was sent to memcached " + server
                        + ", and the answer did not come: the connection was lost or the time was up. It may have"
                        + " happened, or happen yet");
    }

    /** A write that was answered, and neither as done nor as refused by the state of the key. */
    static RuntimeException failed(String write, String server, Reply.Stored reply) {
        String said = write + " was answered by memcached " + server + " with " + reply.code() + " \""
                + reply.message().trim() + '"';
        String line = reply.message().toLowerCase(Locale.ROOT);
        if (reply.code() == StatusCode.ERR_NO_MEM || line.contains("out of memory")) {
            return new StoreException(said + ": it is full and changed nothing. Give it more memory (-m); with"
                    + " Posse's data, memory is freed by nobody");
        }
        if (reply.code() == StatusCode.ERR_2BIG || line.contains("too large")) {
            return new StoreException(said + ": it changed nothing. Its largest item (-I) must be 1m or more");
        }
        return switch (reply.code()) {
            case ERR_INVAL, ERR_UNKNOWN_COMMAND, ERR_NOT_SUPPORTED, ERR_NOT_STORED ->
                new StoreException(said + ": it changed nothing");
            // A proxy in front of memcached says SERVER_ERROR of its own time-outs as well; that is no refusal.
            default -> new OutcomeUnknownException(said + ", which does not tell whether it happened");
        };
    }
}
