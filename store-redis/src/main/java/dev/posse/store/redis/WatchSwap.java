package dev.posse.store.redis;

import dev.posse.store.Version;
import java.util.Arrays;
import java.util.List;

/** A swap in two round trips: a {@link Transaction} that looks at the value first. */
final class WatchSwap implements Swap {

    private final Replicas replicas;

    WatchSwap(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    public Found at(
            RedisNode node, boolean asking, byte[] redisKey, Version expected, byte[] stored, Deadline deadline) {
        try (ConnectionLease lease = node.own(deadline)) {
            Transaction transaction = new Transaction(lease, replicas, deadline);
            SentCommand<byte[]> get = Commands.get(redisKey);
            transaction.begin(asking, List.of(redisKey), List.of(get));
            byte[] found;
            try {
                found = transaction.found(get);
            } catch (CommandFailure e) {
                throw transaction.abandoned(e);
            }
            if (found == null || !hasVersion(found, expected)) {
                transaction.discard();
                return found == null ? Found.MISSING : Found.OTHER;
            }
            return transaction.commit(List.of(Commands.set(redisKey, stored))) ? Found.EXPECTED : Found.OTHER;
        }
    }

    private static boolean hasVersion(byte[] found, Version expected) {
        byte[] header = VersionCodec.header(expected);
        return found.length >= header.length && Arrays.equals(found, 0, header.length, header, 0, header.length);
    }
}
