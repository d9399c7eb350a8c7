package dev.posse.store.memcached;

import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.memcached.BoundOperation.End;
import java.util.Locale;
import java.util.Optional;
import net.spy.memcached.ops.StatusCode;

/**
 * What can go wrong with an operation, and what it says about the write that it carries: the one table of it.
 *
 * <p>What the table does not know is doubt. A proxy in front of memcached says {@code SERVER_ERROR} of its own time-outs as
 * well; that is no refusal.
 */
enum ErrorTable {
    /** Nothing was begun to be written, and nothing will be. */
    NOT_SENT(Effect.NONE, "it was not sent: the connection was lost or too slow before; try again"),
    /** It was written, at least in part, and there is no answer. */
    NO_ANSWER(
            Effect.UNKNOWN,
            "it was sent, and the answer did not come: the connection was lost or the time was up. It may have happened, or"
                    + " happen yet"),
    /** The memory is full, and nothing may be evicted. */
    FULL(
            Effect.NONE,
            "it is full and changed nothing. Give it more memory (-m); with Posse's data, memory is freed by nobody"),
    /** The largest item is smaller than what was to be written. */
    TOO_LARGE(Effect.NONE, "it changed nothing. Its largest item (-I) must be 1m or more"),
    /** The connection is not authenticated. */
    NO_PERMISSION(
            Effect.NONE, "it changed nothing. Give the client of MemcachedStore.over the right user and password"),
    /** The server does not take the command or its arguments. */
    REFUSED(Effect.NONE, "it changed nothing. Is this a memcached server, without a proxy in front?"),
    /** Any other error that came as an answer. */
    OTHER_ERROR(Effect.UNKNOWN, "this does not tell whether it happened; read to find out");

    /** What may have become of the write. */
    enum Effect {
        /** It did not happen, and never will. */
        NONE,
        /** Nobody knows. */
        UNKNOWN
    }

    final Effect effect;
    private final String advice;

    ErrorTable(Effect effect, String advice) {
        this.effect = effect;
        this.advice = advice;
    }

    /** Looks up how an operation without an answer ended. */
    static ErrorTable of(End end) {
        return end == End.UNSENT ? NOT_SENT : NO_ANSWER;
    }

    /** Looks up an answer that is neither done nor refused by the state of the key. */
    static ErrorTable ofAnswer(StatusCode code, String words) {
        // The text protocol has no codes but words.
        String line = words.toLowerCase(Locale.ROOT);
        if (code == StatusCode.ERR_NO_MEM || line.contains("out of memory")) {
            return FULL;
        }
        if (code == StatusCode.ERR_2BIG || line.contains("too large")) {
            return TOO_LARGE;
        }
        if (line.contains("unauthenticated") || line.contains("auth failure")) {
            return NO_PERMISSION;
        }
        return switch (code) {
            case ERR_INVAL, ERR_UNKNOWN_COMMAND, ERR_NOT_SUPPORTED, ERR_NOT_STORED -> REFUSED;
            default -> OTHER_ERROR;
        };
    }

    /** What the caller hears of a write that was not answered. */
    static RuntimeException toException(String write, String server, End end) {
        ErrorTable row = of(end);
        return row.toException(write + " to memcached " + server + ": " + row.advice);
    }

    /** What the caller hears of a write that was answered, and neither as done nor as refused by the state of the key. */
    static RuntimeException toException(String write, String server, Reply.Stored reply) {
        ErrorTable row = ofAnswer(reply.code(), reply.message());
        return row.toException(write + " was answered by memcached " + server + " with " + reply.code() + " \""
                + reply.message().trim() + "\": " + row.advice);
    }

    private RuntimeException toException(String message) {
        return effect == Effect.NONE ? new StoreException(message) : new OutcomeUnknownException(message);
    }

    /** What a read found; whatever else it is answered is definite, for it changes nothing. */
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
}
