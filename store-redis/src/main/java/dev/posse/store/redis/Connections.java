package dev.posse.store.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.netty.channel.ConnectTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** All that a store opens: clients, threads, connections; and what it closes again. */
final class Connections implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(1);

    private static final Duration LONGEST_OPENING = Duration.ofSeconds(10);

    private final Topology topology;
    private final List<Runnable> closing;

    private Connections(Topology topology, List<Runnable> closing) {
        this.topology = topology;
        this.closing = closing;
    }

    /** Clients and threads of the store's own. */
    static Connections own(RedisUri target) {
        return own(target, UnaryOperator.identity());
    }

    /** The same with other client options: tests turn counter-measures off with it. */
    static Connections own(RedisUri target, UnaryOperator<ClientOptions.Builder> options) {
        return own(target, ClientResourcesFactory.own(), options);
    }

    /** Clients of the store's own; the application's threads and address resolution. */
    static Connections on(ClientResources application, RedisUri target) {
        return own(target, ClientResourcesFactory.sharedWith(application), UnaryOperator.identity());
    }

    private static Connections own(
            RedisUri target, ClientResources resources, UnaryOperator<ClientOptions.Builder> options) {
        List<Runnable> closing = new ArrayList<>();
        closing.add(() -> ClientResourcesFactory.release(resources));
        ClientOptions base = target.tls().options();
        RedisClient client = client(resources, base, target.settings(), options);
        closing.add(0, () -> shutdown(client));
        if (!target.isCluster()) {
            return new Connections(singleNode(client, target.first(), target.settings()), closing);
        }
        // Timed: the map is read from several nodes, and one that hangs would hold it up for the client's own minute.
        RedisClusterClient cluster = RedisClusterClient.create(
                resources,
                target.uris().stream()
                        .map(uri -> Options.timed(uri, target.settings()))
                        .collect(Collectors.toUnmodifiableList()));
        cluster.setOptions(ClusterClientOptions.builder(Options.safe(base, target.settings()))
                .build());
        closing.add(0, () -> shutdown(cluster));
        return new Connections(cluster(client, cluster, Optional.of(target.first()), target.settings()), closing);
    }

    /** The application's threads; connections of the store's own. */
    static Connections over(RedisClient application, RedisURI uri, RedisSettings settings) {
        ClientResources resources = ClientResourcesFactory.sharedWith(application.getResources());
        RedisClient client = client(resources, application.getOptions(), settings, UnaryOperator.identity());
        return new Connections(
                singleNode(client, uri, settings),
                List.of(() -> shutdown(client), () -> ClientResourcesFactory.release(resources)));
    }

    /** The application's threads and its map of the cluster; connections of the store's own. */
    static Connections over(RedisClusterClient application, RedisSettings settings) {
        ClientResources resources = ClientResourcesFactory.sharedWith(application.getResources());
        RedisClient client = client(resources, application.getOptions(), settings, UnaryOperator.identity());
        return new Connections(
                cluster(client, application, Optional.empty(), settings),
                List.of(() -> shutdown(client), () -> ClientResourcesFactory.release(resources)));
    }

    Topology topology() {
        return topology;
    }

    /**
     * Connects to every master. An attempt that comes to nothing for lack of time is made again for a while: the first one
     * of a process loads the client's classes as well. One that is refused is not.
     *
     * @throws CommandFailure if one cannot be reached
     */
    void reach(RedisSettings settings) {
        List<RedisNode> masters = topology.masters();
        Deadline opening = Deadline.after(longestOpening(settings));
        masters.forEach(RedisNode::prepareShared);
        masters.forEach(node -> reach(node, opening));
    }

    private static Duration longestOpening(RedisSettings settings) {
        return settings.timeout().compareTo(LONGEST_OPENING) > 0 ? settings.timeout() : LONGEST_OPENING;
    }

    private static void reach(RedisNode node, Deadline opening) {
        while (true) {
            try {
                node.shared(opening).close();
                return;
            } catch (CommandFailure e) {
                if (!isLackOfTime(e)
                        || opening.passed()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                // The attempt after a failed one begins only after a pause, which is nothing to be waited for.
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private static boolean isLackOfTime(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof TimeoutException
                    || cause instanceof RedisCommandTimeoutException
                    || cause instanceof ConnectTimeoutException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        // The client closes its connections as well, and warns of each that is being closed already.
        topology.close()
                .completeOnTimeout(null, CLOSING.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
        closing.forEach(Runnable::run);
    }

    private static RedisClient client(
            ClientResources resources,
            ClientOptions base,
            RedisSettings settings,
            UnaryOperator<ClientOptions.Builder> options) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options.apply(Options.safe(base, settings).mutate()).build());
        return client;
    }

    private static Topology singleNode(RedisClient client, RedisURI uri, RedisSettings settings) {
        RedisURI timed = Options.timed(uri, settings);
        String name = timed.getSentinels().isEmpty()
                ? String.valueOf(new ServerAddress(timed.getHost(), timed.getPort()))
                : "master " + timed.getSentinelMasterId() + " of sentinels "
                        + timed.getSentinels().stream()
                                .map(sentinel -> new ServerAddress(sentinel.getHost(), sentinel.getPort()).toString())
                                .collect(Collectors.joining(", "));
        // A replica's reads are stale (S1), and so are those of a master that was replaced and does not know it.
        if (timed.getSentinels().isEmpty()) {
            return new SingleNodeTopology(node(
                    client,
                    name,
                    settings,
                    neverReached(),
                    () -> connect(client, timed).thenCompose(RoleCheck::requireMaster)));
        }
        SentinelMaster master = new SentinelMaster(client, timed);
        RedisNode node = node(client, name, settings, neverReached(), master::connect);
        master.onSwitch(node::switched);
        return new SingleNodeTopology(node);
    }

    private static Topology cluster(
            RedisClient client, RedisClusterClient cluster, Optional<RedisURI> seed, RedisSettings settings) {
        AtomicLong reached = neverReached();
        // A replica of a cluster answers MOVED by itself.
        return new ClusterTopology(
                cluster,
                seed,
                (address, uri) -> node(
                        client,
                        address.toString(),
                        settings,
                        reached,
                        () -> connect(client, Options.timed(uri, settings))),
                longestOpening(settings));
    }

    private static CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connect(
            RedisClient client, RedisURI uri) {
        return client.connectAsync(ByteArrayCodec.INSTANCE, uri).toCompletableFuture();
    }

    private static AtomicLong neverReached() {
        return new AtomicLong(System.nanoTime());
    }

    private static RedisNode node(
            RedisClient client,
            String name,
            RedisSettings settings,
            AtomicLong reached,
            Supplier<CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> connect) {
        Connector connector = new Connector(name, settings.timeout(), reached, connect);
        return new RedisNode(name, connector, settings, task -> later(client, settings.timeout(), task));
    }

    private static void later(AbstractRedisClient client, Duration time, Runnable task) {
        try {
            var unused =
                    client.getResources().eventExecutorGroup().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The store is being closed, and with it all its connections.
            task.run();
        }
    }

    private static void shutdown(AbstractRedisClient client) {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
