package dev.posse.store.redis;

import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;

/** An add: {@code SET … NX}, one round trip. */
final class SetIfAbsent {

    private final Replicas replicas;

    SetIfAbsent(Replicas replicas) {
        this.replicas = replicas;
    }

    /**
     * Sets the key if it is absent.
     *
     * @return false if it is there
     * @throws CommandFailure if it came to nothing, or nobody knows
     */
    boolean at(RedisNode node, boolean asking, byte[] redisKey, byte[] stored, Deadline deadline) {
        try (ConnectionLease lease = asking || replicas.asked() ? node.own(deadline) : node.shared(deadline)) {
            List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>(3);
            if (asking) {
                commands.add(Commands.asking());
            }
            SentCommand<String> set = Commands.setIfAbsent(redisKey, stored);
            commands.add(set);
            SentCommand<Long> wait = replicas.appendedTo(commands);
            lease.send(commands);
            String answer = lease.answer(set, deadline);
            if (answer == null) {
                return false;
            }
            if (!answer.equals("OK")) {
                throw lease.failure(ErrorTable.STRANGE_ANSWER, "SET NX was answered with " + answer, null);
            }
            replicas.check(lease, wait, deadline);
            return true;
        }
    }
}
