package dev.posse.store.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What can go wrong with a command, and what it says about the write that the command carries: the one table of it.
 *
 * <p>What the table does not know is doubt. A proxy between us and Redis may answer with an error of its own making after
 * it has passed the write on.
 */
enum ErrorTable {
    /** There is no connection, and none could be made. */
    NOT_CONNECTED(Effect.NONE, Reaction.REFRESH, "is the server up, and are address, user and password right?"),
    /** There is none, for one side does not trust the other. */
    NOT_TRUSTED(
            Effect.NONE,
            Reaction.REFRESH,
            "does each side trust the other's certificate (trustCertificate, clientCertificate), and is the server's made"
                    + " for this address?"),
    /** All connections of the pool are in use. */
    POOL_EXHAUSTED(Effect.NONE, Reaction.NOTHING, "raise poolSize or poolWait, or swap by script"),
    /** The caller was interrupted before anything was sent. */
    INTERRUPTED(Effect.NONE, Reaction.NOTHING, "the caller was interrupted"),
    /** The time was up before anything was sent. */
    TOO_LATE(Effect.NONE, Reaction.NOTHING, "raise timeout, or look why the server is slow"),
    /** The connection was gone before the command was made for the wire. */
    NOT_SENT(Effect.NONE, Reaction.REPLACE, "the connection is replaced; try again"),
    /** No answer in time; the write may even happen later, when the server goes on. */
    NO_ANSWER(Effect.UNKNOWN, Reaction.REPLACE, "read to find out"),
    /** The connection broke after the command may have been sent. */
    BROKEN(Effect.UNKNOWN, Reaction.REPLACE, "read to find out"),
    /** Fewer replicas than asked for acknowledged; the write stands, and a failover may lose it. */
    FEW_REPLICAS(Effect.UNKNOWN, Reaction.NOTHING, "read to find out; are the replicas up?"),
    /** The server answered something that is no answer to this command. */
    STRANGE_ANSWER(Effect.UNKNOWN, Reaction.REPLACE, "is this a Redis server, without a proxy in front?"),

    /** The key's slot is served elsewhere. */
    MOVED(Effect.NONE, Reaction.REFRESH, "the cluster's map keeps changing; try again"),
    /** The key's slot is on its way elsewhere, and the key has left. */
    ASK(Effect.NONE, Reaction.NOTHING, "the cluster's map keeps changing; try again"),
    /** The key's slot is on its way. */
    TRYAGAIN(Effect.NONE, Reaction.NOTHING, "a slot is being moved; try again"),
    /** The cluster has lost a master and not replaced it yet. */
    CLUSTERDOWN(Effect.NONE, Reaction.REFRESH, "the cluster misses a master; try again after its failover"),
    /** The server reads its data from disk. */
    LOADING(Effect.NONE, Reaction.NOTHING, "the server is starting; try again"),
    /** The server is a replica without its master. */
    MASTERDOWN(Effect.NONE, Reaction.REPLACE, "this server is a replica; name the master"),
    /** The server is a replica: a failover has happened. */
    READONLY(Effect.NONE, Reaction.REPLACE, "this server is a replica; after a failover try again"),
    /** The memory is full, and nothing may be evicted. */
    OOM(Effect.NONE, Reaction.NOTHING, "raise maxmemory, or free memory"),
    /** The server cannot write its snapshot, and refuses writes. */
    MISCONF(Effect.NONE, Reaction.NOTHING, "see why the server cannot save, in its log"),
    /** Fewer replicas than min-replicas-to-write. */
    NOREPLICAS(Effect.NONE, Reaction.NOTHING, "bring the replicas back, or lower min-replicas-to-write"),
    /** The server wants a password. */
    NOAUTH(Effect.NONE, Reaction.REPLACE, "give a user and a password"),
    /** The password is wrong, or was changed. */
    WRONGPASS(Effect.NONE, Reaction.REPLACE, "give the right user and password"),
    /** The user may not do this. */
    NOPERM(Effect.NONE, Reaction.NOTHING, "give the user the permissions that the module's page lists"),
    /** Somebody's script runs for too long. */
    BUSY(Effect.NONE, Reaction.NOTHING, "a script blocks the server; wait, or SCRIPT KILL"),
    /** The transaction was refused because one of its commands was. */
    EXECABORT(Effect.NONE, Reaction.NOTHING, "see the refused command"),
    /** The server has forgotten the script. */
    NOSCRIPT(Effect.NONE, Reaction.NOTHING, "the script is being sent; try again"),
    /** The key holds no string. */
    WRONGTYPE(
            Effect.NONE,
            Reaction.NOTHING,
            "the key is somebody else's; give Posse a key prefix of its own. What is there is shown by ./posse show,"
                    + " and replaced by ./posse mend"),
    /** A node of a cluster was asked for keys of several hash slots at once. */
    CROSSSLOT(Effect.NONE, Reaction.NOTHING, "this is a node of a cluster: use redis-cluster://"),
    /** Somebody killed our script, which can be done only before it has written. */
    SCRIPT_KILLED(Effect.NONE, Reaction.NOTHING, "somebody has said SCRIPT KILL; try again"),
    /** Our script ended with an error: one whose only write is the last thing it does has not written. */
    SCRIPT_FAILED(Effect.NONE, Reaction.NOTHING, "see the server's words"),
    /** The transaction before this one is still open: its end was refused, and nobody waits for that. */
    STILL_OPEN(Effect.NONE, Reaction.REPLACE, "may the user say DISCARD?"),
    /** The server does not know the command, or its arguments. */
    UNKNOWN_COMMAND(Effect.NONE, Reaction.NOTHING, "is the command renamed or disabled on this server?"),
    /** Any other error that came as an answer. */
    OTHER_ERROR(Effect.UNKNOWN, Reaction.REPLACE, "read to find out");

    /** What may have become of the write. */
    enum Effect {
        /** It did not happen, and never will. */
        NONE,
        /** Nobody knows. */
        UNKNOWN
    }

    /** What the store does about the connection. */
    enum Reaction {
        /** It is as good as before. */
        NOTHING,
        /** This and the idle ones to the same server are replaced, and the topology is looked up again. */
        REPLACE,
        /** The topology is looked up again. */
        REFRESH
    }

    private static final Pattern CODE = Pattern.compile("([A-Z]+)(?: .*)?", Pattern.DOTALL);

    // Redis 6 and older put the inner error of a script behind words of their own.
    private static final Pattern INSIDE_SCRIPT =
            Pattern.compile("ERR Error (?:running|compiling) script.*?(?:-([A-Z]+) .*)?", Pattern.DOTALL);

    // Redis 7 puts where it was behind the words. Under a code of its own an error is known by that.
    private static final Pattern AFTER_SCRIPT =
            Pattern.compile("ERR .* script: [0-9a-f]{40}, on @user_script:\\d+\\.\\s*", Pattern.DOTALL);

    // Redis says NOPERM of commands, and of those inside a script these words, each version others.
    private static final Pattern SCRIPT_WITHOUT_PERMISSION =
            Pattern.compile("ERR .*(?:The user executing the script can't|ACL failure in script).*", Pattern.DOTALL);

    final Effect effect;
    final Reaction reaction;
    final String advice;

    ErrorTable(Effect effect, Reaction reaction, String advice) {
        this.effect = effect;
        this.reaction = reaction;
        this.advice = advice;
    }

    /**
     * Looks the error up.
     *
     * @param error what the client said
     * @param maybeSent whether the command was made for the wire
     */
    static ErrorTable of(Throwable error, boolean maybeSent) {
        Throwable cause = unwrapped(error);
        if (cause instanceof RedisCommandExecutionException && cause.getMessage() != null) {
            return ofAnswer(cause.getMessage());
        }
        return maybeSent ? BROKEN : NOT_SENT;
    }

    /** {@return why there is no connection} */
    static ErrorTable ofConnecting(Throwable error) {
        return isAboutTrust(error, 10) ? NOT_TRUSTED : NOT_CONNECTED;
    }

    /** The client puts what each of several servers said beside the error. */
    private static boolean isAboutTrust(Throwable error, int depth) {
        if (error instanceof SSLException || depth == 0) {
            return depth > 0;
        }
        Throwable cause = error.getCause();
        return (cause != null && isAboutTrust(cause, depth - 1))
                || Stream.of(error.getSuppressed()).anyMatch(beside -> isAboutTrust(beside, depth - 1));
    }

    /** Looks up the words with which a server refused. */
    static ErrorTable ofAnswer(String words) {
        if (words.contains("Script killed by user")) {
            return SCRIPT_KILLED;
        }
        if (SCRIPT_WITHOUT_PERMISSION.matcher(words).matches()) {
            return NOPERM;
        }
        if (AFTER_SCRIPT.matcher(words).matches()) {
            return SCRIPT_FAILED;
        }
        Matcher inside = INSIDE_SCRIPT.matcher(words);
        if (inside.matches()) {
            return byCode(inside.group(1)).orElse(SCRIPT_FAILED);
        }
        if (words.startsWith("ERR unknown command") || words.startsWith("ERR unknown subcommand")) {
            return UNKNOWN_COMMAND;
        }
        if (words.startsWith("ERR WATCH inside MULTI")) {
            return STILL_OPEN;
        }
        Matcher code = CODE.matcher(words);
        return code.matches() ? byCode(code.group(1)).orElse(OTHER_ERROR) : OTHER_ERROR;
    }

    static Throwable unwrapped(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static Optional<ErrorTable> byCode(@org.jspecify.annotations.Nullable String code) {
        if (code == null) {
            return Optional.empty();
        }
        return switch (code) {
            case "MOVED" -> Optional.of(MOVED);
            case "ASK" -> Optional.of(ASK);
            case "TRYAGAIN" -> Optional.of(TRYAGAIN);
            case "CLUSTERDOWN" -> Optional.of(CLUSTERDOWN);
            case "LOADING" -> Optional.of(LOADING);
            case "MASTERDOWN" -> Optional.of(MASTERDOWN);
            case "READONLY" -> Optional.of(READONLY);
            case "OOM" -> Optional.of(OOM);
            case "MISCONF" -> Optional.of(MISCONF);
            case "NOREPLICAS" -> Optional.of(NOREPLICAS);
            case "NOAUTH" -> Optional.of(NOAUTH);
            case "WRONGPASS" -> Optional.of(WRONGPASS);
            case "NOPERM" -> Optional.of(NOPERM);
            case "BUSY" -> Optional.of(BUSY);
            case "EXECABORT" -> Optional.of(EXECABORT);
            case "NOSCRIPT" -> Optional.of(NOSCRIPT);
            case "CROSSSLOT" -> Optional.of(CROSSSLOT);
            case "WRONGTYPE" -> Optional.of(WRONGTYPE);
            default -> Optional.empty();
        };
    }
}
