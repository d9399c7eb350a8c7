package dev.posse.store.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster. The client's own cluster support is used to read the map and for nothing else: it has no {@code WATCH}, and
 * it repeats commands by itself.
 */
final class ClusterTopology implements Topology {

    private static final Duration SHORTEST_BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(ClusterTopology.class);

    private final RedisClusterClient cluster;
    private final Optional<RedisURI> seed;
    private final BiFunction<ServerAddress, RedisURI, RedisNode> newNode;
    private final Duration limit;
    private final ConcurrentMap<ServerAddress, RedisNode> nodes = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean known;
    private volatile long lookedAt = System.nanoTime() - SHORTEST_BETWEEN_LOOKS.toNanos();

    /**
     * Makes the view of a cluster whose map nobody has read yet.
     *
     * @param cluster reads the map
     * @param seed one of the URIs that the store was given, if it was given any: user, password and TLS are as it says, for all
     *     servers. Those in the map need not be so: where the client took the map from a server that it found by itself, without a
     *     password, they have none
     * @param newNode makes what connects to one server
     * @param limit of one reading of the map. The client bounds the parts of it, and not the whole: were one answer forgotten, the
     *     node would never open, or see no later move of a slot
     */
    ClusterTopology(
            RedisClusterClient cluster,
            Optional<RedisURI> seed,
            BiFunction<ServerAddress, RedisURI, RedisNode> newNode,
            Duration limit) {
        this.cluster = cluster;
        this.seed = seed;
        this.newNode = newNode;
        this.limit = limit;
    }

    @Override
    public Optional<RedisNode> nodeOf(byte[] redisKey) {
        RedisClusterNode master = map().getMasterBySlot(SlotHash.getSlot(redisKey));
        return Optional.ofNullable(master).map(found -> node(found.getUri()));
    }

    @Override
    public RedisNode at(RedisNode from, ServerAddress address) {
        // A redirection without a host means the one that answered, at another port.
        String host = address.host().isEmpty() ? hostOf(from) : address.host();
        ServerAddress whole = new ServerAddress(host, address.port());
        RedisNode known = nodes.get(whole);
        if (known != null) {
            return known;
        }
        return node(whole, cluster.getPartitions().iterator().next().getUri());
    }

    @Override
    public boolean isOneServer() {
        return false;
    }

    @Override
    public List<RedisNode> masters() {
        return map().stream()
                .filter(found -> found.is(RedisClusterNode.NodeFlag.UPSTREAM)
                        && !found.getSlots().isEmpty())
                .map(found -> node(found.getUri()))
                .collect(Collectors.toUnmodifiableList());
    }

    /**
     * The map as it was last read. It is read when somebody first asks for it.
     *
     * @throws CommandFailure if nobody gives it
     */
    private Partitions map() {
        if (!known) {
            awaitFirstLook();
            known = true;
        }
        return cluster.getPartitions();
    }

    private void awaitFirstLook() {
        try {
            look().get();
        } catch (ExecutionException e) {
            throw unreadable(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        }
    }

    private static CommandFailure unreadable(Throwable cause) {
        return new CommandFailure(
                ErrorTable.ofConnecting(cause),
                "cluster",
                "its map cannot be read: " + Connector.described(cause),
                cause);
    }

    /** Reads the map anew, within its limit. */
    private CompletableFuture<Void> look() {
        CompletableFuture<Void> looking = new CompletableFuture<>();
        try {
            cluster.refreshPartitionsAsync().whenComplete((nothing, error) -> {
                if (error == null) {
                    looking.complete(null);
                } else {
                    looking.completeExceptionally(ErrorTable.unwrapped(error));
                }
            });
        } catch (RuntimeException e) {
            looking.completeExceptionally(e);
        }
        return looking.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void lookAgain() {
        if (System.nanoTime() - lookedAt < SHORTEST_BETWEEN_LOOKS.toNanos() || !looking.compareAndSet(false, true)) {
            return;
        }
        var unused = look().whenComplete((nothing, error) -> {
            lookedAt = System.nanoTime();
            looking.set(false);
            if (error == null) {
                forgetLeavers();
            } else {
                log.debug("The map of the cluster could not be read, the old one stays", error);
            }
        });
    }

    @Override
    public CompletableFuture<Void> close() {
        CompletableFuture<?>[] ends =
                nodes.values().stream().map(RedisNode::close).toArray(CompletableFuture<?>[]::new);
        nodes.clear();
        return CompletableFuture.allOf(ends);
    }

    private RedisNode node(RedisURI uri) {
        ServerAddress address = new ServerAddress(uri.getHost(), uri.getPort());
        RedisNode known = nodes.get(address);
        return known != null ? known : node(address, uri);
    }

    /** User, password and TLS are the seed's, or those of another node. */
    private RedisNode node(ServerAddress address, RedisURI other) {
        RedisURI uri = RedisURI.builder(seed.orElse(other))
                .withHost(address.host())
                .withPort(address.port())
                .build();
        return nodes.computeIfAbsent(address, absent -> newNode.apply(absent, uri));
    }

    private String hostOf(RedisNode node) {
        return nodes.entrySet().stream()
                .filter(entry -> entry.getValue() == node)
                .map(entry -> entry.getKey().host())
                .findFirst()
                .orElse("localhost");
    }

    /** Closes connections to servers that are no part of the cluster any more. */
    private void forgetLeavers() {
        Set<ServerAddress> members = new HashSet<>();
        cluster.getPartitions()
                .forEach(member -> members.add(new ServerAddress(
                        member.getUri().getHost(), member.getUri().getPort())));
        nodes.entrySet().removeIf(entry -> {
            boolean left = !members.contains(entry.getKey());
            if (left) {
                var unused = entry.getValue().close();
            }
            return left;
        });
    }
}
