package dev.posse.store.redis;

import java.util.Optional;

/** Brings an attempt to the server that holds the key, and after a redirection to the one that does. */
final class Router {

    /** Servers that one call asks at most: enough for a map that is out of date and a slot on its way. */
    private static final int MOST_HOPS = 5;

    private final Topology topology;

    Router(Topology topology) {
        this.topology = topology;
    }

    /** Something to be done at one server. */
    @FunctionalInterface
    interface Attempt<T> {
        /**
         * Does it.
         *
         * @param asking whether each command is to be preceded by {@code ASKING}
         * @throws CommandFailure if it came to nothing
         */
        T at(RedisNode node, boolean asking);
    }

    /**
     * Attempts it where the key is.
     *
     * <p>Tried again is only what has certainly had no effect: what was redirected, and, once, what was not sent or was
     * but a read when its connection turned out to be broken.
     *
     * @throws CommandFailure if it came to nothing at last
     */
    <T> T route(byte[] redisKey, Attempt<T> attempt) {
        RedisNode node = nodeOf(redisKey);
        boolean asking = false;
        boolean repeated = false;
        boolean askedInVain = false;
        for (int hop = 1; ; hop++) {
            try {
                return attempt.at(node, asking);
            } catch (CommandFailure failure) {
                if (failure.row().reaction != ErrorTable.Reaction.NOTHING) {
                    topology.lookAgain();
                }
                boolean redirected = failure.row() == ErrorTable.MOVED || failure.row() == ErrorTable.ASK;
                askedInVain |= asking && failure.row() == ErrorTable.MOVED;
                Optional<ServerAddress> there = failure.redirection();
                if (hop < MOST_HOPS && redirected && there.isPresent()) {
                    asking = failure.row() == ErrorTable.ASK;
                    node = topology.at(node, there.get());
                } else if (!repeated && failure.repeatable()) {
                    repeated = true;
                } else {
                    // Nobody waits for the answer to ASKING: who may not say it is sent back and forth.
                    throw redirected && askedInVain ? failure.suspecting("may the user say ASKING?") : failure;
                }
            }
        }
    }

    /** The server that holds the key. */
    RedisNode nodeOf(byte[] redisKey) {
        return topology.nodeOf(redisKey).orElseGet(() -> {
            topology.lookAgain();
            throw new CommandFailure(
                    ErrorTable.CLUSTERDOWN, "cluster", "no master is known for the key's hash slot", null);
        });
    }
}
