package dev.posse.store.redis;

import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A command that came to nothing, inside the store: what happened where, until it is told to the caller. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    // MOVED 3999 127.0.0.1:6381; the host is empty when it is the one that answered.
    private static final Pattern REDIRECTION = Pattern.compile("(?:MOVED|ASK) \\d+ (.*):(\\d+)");

    private final Trouble trouble;
    private final String server;
    private final String found;
    private final boolean nothingWritten;

    CommandFailure(Trouble trouble, String server, String found, @Nullable Throwable cause) {
        this(trouble, server, found, cause, trouble.effect == Trouble.Effect.NONE);
    }

    private CommandFailure(
            Trouble trouble, String server, String found, @Nullable Throwable cause, boolean nothingWritten) {
        super(found + " at " + server, cause);
        this.trouble = trouble;
        this.server = server;
        this.found = found;
        this.nothingWritten = nothingWritten;
    }

    /** The same, of a command that writes nothing: a read, or the first half of a transaction. */
    CommandFailure ofRead() {
        return nothingWritten ? this : new CommandFailure(trouble, server, found, getCause(), true);
    }

    Trouble trouble() {
        return trouble;
    }

    /** Whether the same may be asked again at once, on another connection, without any write being sent twice. */
    boolean repeatable() {
        return nothingWritten && (trouble == Trouble.NOT_SENT || trouble == Trouble.BROKEN);
    }

    /** Where a redirection points; empty if it names no address. */
    Optional<ServerAddress> redirection() {
        Matcher matcher = REDIRECTION.matcher(found);
        return matcher.matches()
                ? Optional.of(new ServerAddress(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** What the caller is told. */
    RuntimeException told(String operation, String key) {
        String what = operation + " of " + key + " at Redis " + server + ": " + found;
        return nothingWritten
                ? new StoreException(what + ". Nothing was changed; " + trouble.advice, this)
                : new OutcomeUnknownException(what + ". Whether it was written nobody knows; " + trouble.advice, this);
    }
}
