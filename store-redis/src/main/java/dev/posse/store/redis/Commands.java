package dev.posse.store.redis;

import io.lettuce.core.TransactionResult;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;

/** The commands that the store sends, each to be sent once. */
final class Commands {

    private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;

    private Commands() {}

    static SentCommand<byte[]> get(byte[] key) {
        return new SentCommand<>(new Command<>(CommandType.GET, new ValueOutput<>(CODEC), args().addKey(key)));
    }

    static SentCommand<String> set(byte[] key, byte[] stored) {
        return status(CommandType.SET, args().addKey(key).addValue(stored));
    }

    /** Answered with nothing if the key exists. */
    static SentCommand<String> setIfAbsent(byte[] key, byte[] stored) {
        return status(CommandType.SET, args().addKey(key).addValue(stored).add("NX"));
    }

    /** What Redis would put into a backup: of any type, the same bytes as long as nobody writes; none if the key is absent. */
    static SentCommand<byte[]> dump(byte[] key) {
        return new SentCommand<>(new Command<>(CommandType.DUMP, new ValueOutput<>(CODEC), args().addKey(key)));
    }

    /** Answered with {@code none} if the key is absent. */
    static SentCommand<String> type(byte[] key) {
        return status(CommandType.TYPE, args().addKey(key));
    }

    /** The first bytes of a string; none if the key is absent. */
    static SentCommand<byte[]> beginning(byte[] key, int bytes) {
        return new SentCommand<>(new Command<>(
                CommandType.GETRANGE,
                new ValueOutput<>(CODEC),
                args().addKey(key).add(0).add(bytes - 1)));
    }

    /** Answered with 0 if the key is absent. */
    static SentCommand<Long> exists(byte[] key) {
        return integer(CommandType.EXISTS, args().addKey(key));
    }

    static SentCommand<String> watch(List<byte[]> keys) {
        return status(CommandType.WATCH, args().addKeys(keys));
    }

    static SentCommand<String> multi() {
        return status(CommandType.MULTI, args());
    }

    static SentCommand<String> discard() {
        return status(CommandType.DISCARD, args());
    }

    static SentCommand<TransactionResult> exec() {
        // The client puts in the output that distributes the answer over the transaction's commands.
        CommandOutput<byte[], byte[], TransactionResult> none = null;
        return new SentCommand<>(new Command<>(CommandType.EXEC, none, args()));
    }

    /**
     * A script of one key that answers with an integer.
     *
     * @param type {@code EVALSHA} or {@code EVAL}
     * @param script its SHA-1 or its text
     */
    static SentCommand<Long> script(CommandType type, String script, byte[] key, byte[]... more) {
        return integer(type, scriptArgs(script, List.of(key), List.of(more)));
    }

    /** A script that touches nothing: allowed whatever keys the user may use, and whatever a cluster's node holds. */
    static SentCommand<Long> evalWithoutKeys(String text) {
        return integer(CommandType.EVAL, args().add(text).add(0));
    }

    /** A script of several keys that answers with an array. */
    static SentCommand<List<Object>> script(
            CommandType type, String script, List<byte[]> keys, List<byte[]> arguments) {
        return new SentCommand<>(new EncodedCommand<>(
                type, new ArrayOutput<>(CODEC), EncodedCommand.encoded(type, script, keys, arguments)));
    }

    /** Answered with the number of replicas that acknowledged this connection's last write. */
    static SentCommand<Long> waitFor(int replicas, Duration time) {
        return integer(CommandType.WAIT, args().add(replicas).add(time.toMillis()));
    }

    static SentCommand<String> asking() {
        return status(CommandType.ASKING, args());
    }

    static SentCommand<byte[]> info() {
        return new SentCommand<>(new Command<>(CommandType.INFO, new ValueOutput<>(CODEC), args()));
    }

    /** Answered with what the server is, and more. */
    static SentCommand<List<Object>> role() {
        return new SentCommand<>(new Command<>(CommandType.ROLE, new ArrayOutput<>(CODEC), args()));
    }

    /** Answered with the name and the value. */
    static SentCommand<List<Object>> configGet(String name) {
        return new SentCommand<>(new Command<>(
                CommandType.CONFIG, new ArrayOutput<>(CODEC), args().add("GET").add(name)));
    }

    private static CommandArgs<byte[], byte[]> scriptArgs(String script, List<byte[]> keys, List<byte[]> arguments) {
        return args().add(script).add(keys.size()).addKeys(keys).addValues(arguments);
    }

    private static SentCommand<String> status(CommandType type, CommandArgs<byte[], byte[]> args) {
        return new SentCommand<>(new Command<>(type, new StatusOutput<>(CODEC), args));
    }

    private static SentCommand<Long> integer(CommandType type, CommandArgs<byte[], byte[]> args) {
        return new SentCommand<>(new Command<>(type, new IntegerOutput<>(CODEC), args));
    }

    private static CommandArgs<byte[], byte[]> args() {
        return new CommandArgs<>(CODEC);
    }
}
