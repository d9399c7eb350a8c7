package dev.posse.store.redis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A single server, or the master that sentinels name: each new connection asks them. */
final class SingleNodeTopology implements Topology {

    private final RedisNode node;

    SingleNodeTopology(RedisNode node) {
        this.node = node;
    }

    @Override
    public Optional<RedisNode> nodeOf(byte[] redisKey) {
        return Optional.of(node);
    }

    @Override
    public RedisNode at(RedisNode from, ServerAddress address) {
        throw new CommandFailure(
                ErrorTable.MOVED,
                from.name(),
                "this is a node of a cluster and points to " + address + ": use redis-cluster://",
                null);
    }

    @Override
    public boolean isOneServer() {
        return true;
    }

    @Override
    public List<RedisNode> masters() {
        return List.of(node);
    }

    @Override
    public void lookAgain() {}

    @Override
    public CompletableFuture<Void> close() {
        return node.close();
    }
}
