package dev.posse.store.redis;

import dev.posse.store.Version;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;

/** A swap in one round trip: a script compares the version and sets the value. */
final class ScriptSwap implements Swap {

    /**
     * Compares the first bytes, which hold the version, and sets the value. Its only write is the last thing it does, so
     * that an error says that nothing was written.
     */
    private static final Script SCRIPT = new Script("""
            local found = redis.call('GETRANGE', KEYS[1], 0, #ARGV[1] - 1)
            if found ~= ARGV[1] then
              return redis.call('EXISTS', KEYS[1])
            end
            redis.call('SET', KEYS[1], ARGV[2])
            return 2
            """);

    private final Replicas replicas;

    ScriptSwap(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public Found at(
            RedisNode node, boolean asking, byte[] redisKey, Version expected, byte[] stored, Deadline deadline) {
        byte[] header = VersionCodec.header(expected);
        // Between ASKING and the script nothing of another call may come; and WAIT would hold the others up.
        try (ConnectionLease lease = asking || replicas.asked() ? node.own(deadline) : node.shared(deadline)) {
            return SCRIPT.call((type, script) ->
                    run(lease, asking, Commands.script(type, script, redisKey, header, stored), deadline));
        }
    }

    private Found run(ConnectionLease lease, boolean asking, SentCommand<Long> script, Deadline deadline) {
        List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>(3);
        if (asking) {
            commands.add(Commands.asking());
        }
        commands.add(script);
        SentCommand<Long> wait = replicas.appendedTo(commands);
        lease.send(commands);
        Long answer = lease.answer(script, deadline);
        if (answer == null || answer < 0 || answer > 2) {
            throw lease.failure(ErrorTable.STRANGE_ANSWER, "the script was answered with " + answer, null);
        }
        if (answer < 2) {
            return answer == 0 ? Found.MISSING : Found.OTHER;
        }
        replicas.check(lease, wait, deadline);
        return Found.EXPECTED;
    }
}
