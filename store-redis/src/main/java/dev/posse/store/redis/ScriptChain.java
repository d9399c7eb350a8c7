package dev.posse.store.redis;

import dev.posse.store.ChainResult.Ending;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A chain in one round trip: a script takes the links, and answers how many have happened. */
final class ScriptChain implements Chain {

    /**
     * Takes link by link: an add, a swap, an expected version or an expected absence, as what is expected and what is to be
     * stored are empty or not. Ends at the first that does not happen; if that was an error, with the words.
     *
     * <p>It catches the errors of its commands, so that one in the middle leaves nothing half-known. Redis decides about full
     * memory, too few replicas and a full disk at a script's first write, by what was so when the script began: a script that
     * has written is never stopped by them.
     */
    private static final Script SCRIPT = new Script("""
            for i = 1, #KEYS do
              local key, expected, stored = KEYS[i], ARGV[2 * i - 1], ARGV[2 * i]
              local said
              if expected ~= '' then
                said = redis.pcall('GETRANGE', key, 0, #expected - 1)
                if said == expected and stored ~= '' then
                  said = redis.pcall('SET', key, stored)
                end
              elseif stored ~= '' then
                said = redis.pcall('SET', key, stored, 'NX')
              else
                said = redis.pcall('EXISTS', key)
              end
              local written = type(said) == 'table'
              if written and said.err then
                return {i - 1, said.err}
              end
              if not written and said ~= expected and said ~= 0 then
                return {i - 1}
              end
            end
            return {#KEYS}
            """);

    private final Replicas replicas;

    ScriptChain(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public Taken at(RedisNode node, List<ChainLink> links, Deadline deadline) {
        List<byte[]> keys = new ArrayList<>(links.size());
        List<byte[]> arguments = new ArrayList<>(2 * links.size());
        for (ChainLink link : links) {
            keys.add(link.redisKey());
            arguments.add(link.expected());
            arguments.add(link.stored());
        }
        // WAIT would hold the others up.
        try (ConnectionLease lease = replicas.asked() ? node.own(deadline) : node.shared(deadline)) {
            return SCRIPT.call((type, script) -> run(lease, type, script, keys, arguments, links, deadline));
        } catch (CommandFailure e) {
            // What its commands say the script catches. Broken off by anything else it may have written before.
            throw e.row() == ErrorTable.SCRIPT_FAILED ? e.inDoubt() : e;
        }
    }

    private Taken run(
            ConnectionLease lease,
            CommandType type,
            String script,
            List<byte[]> keys,
            List<byte[]> arguments,
            List<ChainLink> links,
            Deadline deadline) {
        List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>(2);
        SentCommand<List<Object>> chain = Commands.script(type, script, keys, arguments);
        commands.add(chain);
        SentCommand<Long> wait = replicas.appendedTo(commands);
        lease.send(commands);
        List<Object> answer = lease.answer(chain, deadline);
        if (answer == null || !isAnswer(answer, links.size())) {
            throw lease.failure(ErrorTable.STRANGE_ANSWER, "the script was answered with " + answer, null);
        }
        int happened = Math.toIntExact((Long) answer.get(0));
        if (links.subList(0, happened).stream().anyMatch(ChainLink::writes)) {
            replicas.check(lease, wait, deadline);
        }
        return new Taken(happened, ending(lease, links, happened, answer));
    }

    private static boolean isAnswer(List<Object> answer, int links) {
        return !answer.isEmpty()
                && answer.get(0) instanceof Long happened
                && happened >= 0
                && happened <= links
                && (answer.size() == 1 || (answer.size() == 2 && happened < links && answer.get(1) instanceof byte[]));
    }

    private static Ending ending(ConnectionLease lease, List<ChainLink> links, int happened, List<Object> answer) {
        if (happened == links.size()) {
            return new Ending.Complete();
        } else if (answer.size() == 1) {
            return new Ending.Refused();
        }
        // Redis 6 and older give the words as they would send them.
        String words = new String((byte[]) answer.get(1), StandardCharsets.UTF_8)
                .replaceFirst("^-", "")
                .strip();
        ErrorTable row = ErrorTable.ofAnswer(words);
        // A command of a script that was answered with an error has not written, whatever the reason is called.
        return lease.failure(row.effect == ErrorTable.Effect.NONE ? row : ErrorTable.SCRIPT_FAILED, words, null)
                .toEnding(
                        "link " + happened + " of a chain", links.get(happened).key());
    }
}
