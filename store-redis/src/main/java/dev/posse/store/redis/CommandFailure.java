package dev.posse.store.redis;

import dev.posse.store.ChainResult.Ending;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A command that came to nothing, inside the store: what happened where, until the caller hears of it. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    // MOVED 3999 127.0.0.1:6381; the host is empty when it is the one that answered.
    private static final Pattern REDIRECTION = Pattern.compile("(?:MOVED|ASK) \\d+ (.*):(\\d+)");

    private final ErrorTable row;
    private final String server;
    private final String found;
    private final boolean nothingWritten;

    CommandFailure(ErrorTable row, String server, String found, @Nullable Throwable cause) {
        this(row, server, found, cause, row.effect == ErrorTable.Effect.NONE);
    }

    private CommandFailure(
            ErrorTable row, String server, String found, @Nullable Throwable cause, boolean nothingWritten) {
        super(found + " at " + server, cause);
        this.row = row;
        this.server = server;
        this.found = found;
        this.nothingWritten = nothingWritten;
    }

    /** The same, of a command that writes nothing: a read, or the first half of a transaction. */
    CommandFailure ofRead() {
        return nothingWritten ? this : new CommandFailure(row, server, found, getCause(), true);
    }

    /** The same, of a script that may have written before it broke off. */
    CommandFailure inDoubt() {
        return new CommandFailure(row, server, found, getCause(), false);
    }

    /** The same, with what may be behind it. */
    CommandFailure suspecting(String reason) {
        return new CommandFailure(row, server, found + "; " + reason, getCause(), nothingWritten);
    }

    ErrorTable row() {
        return row;
    }

    /** Whether the same may be asked again at once, on another connection, without any write being sent twice. */
    boolean repeatable() {
        return nothingWritten && (row == ErrorTable.NOT_SENT || row == ErrorTable.BROKEN);
    }

    /** Where a redirection points; empty if it names no address. */
    Optional<ServerAddress> redirection() {
        Matcher matcher = REDIRECTION.matcher(found);
        return matcher.matches()
                ? Optional.of(new ServerAddress(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** {@return how a chain ends with it} */
    Ending toEnding(String operation, String key) {
        RuntimeException told = toException(operation, key);
        return told instanceof StoreException known
                ? new Ending.Failed(known)
                : new Ending.Unknown((OutcomeUnknownException) told);
    }

    /** {@return what the caller hears} */
    RuntimeException toException(String operation, String key) {
        String what = operation + " of " + key + " at Redis " + server + ": " + found;
        return nothingWritten
                ? new StoreException(what + ". Nothing was changed; " + row.advice, this)
                : new OutcomeUnknownException(what + ". Whether it was written nobody knows; " + row.advice, this);
    }
}
