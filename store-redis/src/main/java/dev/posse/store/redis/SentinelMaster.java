package dev.posse.store.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the master that the sentinels name, and asks them again when it has said that it is master. A master that hangs takes
 * a connection all the same, for its kernel does; when it wakes up after it was replaced it answers, and says for about ten seconds
 * more that it is master.
 *
 * <p>All sentinels are asked at once: one may hang, and one may not have heard yet of what the others have decided. Of what they say
 * the latest is taken, by the number that each decision has.
 */
final class SentinelMaster {

    /** How long is waited for the other sentinels when one has answered: on their way they know no more, or hang. */
    private static final Duration OTHERS = Duration.ofMillis(100);

    /** Dials of one attempt: a failover that begins meanwhile is one more, and two in a row are none. */
    private static final int DIALS = 3;

    private final RedisClient client;
    private final RedisURI uri;
    private final AtomicReference<@Nullable ServerAddress> master = new AtomicReference<>();
    private volatile Runnable switched = () -> {};

    /** What one sentinel says. */
    private record Named(ServerAddress address, long epoch) {}

    /** Makes one that asks the sentinels of the URI, which has some. */
    SentinelMaster(RedisClient client, RedisURI uri) {
        this.client = client;
        this.uri = uri;
    }

    /** Says what is to be done when a connection leads to another master than the one before. */
    void onSwitch(Runnable action) {
        switched = action;
    }

    CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connect() {
        return named().thenCompose(named -> dialed(named.address(), DIALS));
    }

    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> dialed(ServerAddress address, int dials) {
        RedisURI there = RedisURI.builder(uri)
                .withHost(address.host())
                .withPort(address.port())
                .build();
        return client.connectAsync(ByteArrayCodec.INSTANCE, there)
                .toCompletableFuture()
                .thenCompose(RoleCheck::requireMaster)
                .thenCompose(connection -> namedAgain(connection).thenCompose(now -> {
                    if (now.address().equals(address)) {
                        ServerAddress before = master.getAndSet(address);
                        if (before != null && !before.equals(address)) {
                            switched.run();
                        }
                        return CompletableFuture.completedFuture(connection);
                    }
                    var unused = connection.closeAsync();
                    return dials > 1
                            ? dialed(now.address(), dials - 1)
                            : CompletableFuture.failedFuture(new RedisConnectionException(
                                    address + " was master, and the sentinels name " + now.address() + " by now"));
                }));
    }

    private CompletableFuture<Named> namedAgain(StatefulRedisConnection<byte[], byte[]> connection) {
        return named().whenComplete((now, error) -> {
            if (error != null) {
                var unused = connection.closeAsync();
            }
        });
    }

    private CompletableFuture<Named> named() {
        List<RedisURI> sentinels = uri.getSentinels();
        CompletableFuture<Named> latest = new CompletableFuture<>();
        Queue<Named> answers = new ConcurrentLinkedQueue<>();
        AtomicInteger missing = new AtomicInteger(sentinels.size());
        for (RedisURI sentinel : sentinels) {
            var unused = asked(sentinel).whenComplete((named, error) -> {
                if (named != null) {
                    answers.add(named);
                    var unusedTimer = new CompletableFuture<Void>()
                            .completeOnTimeout(null, OTHERS.toMillis(), TimeUnit.MILLISECONDS)
                            .thenRun(() -> latest.complete(latestOf(answers)));
                }
                if (missing.decrementAndGet() == 0) {
                    if (!answers.isEmpty()) {
                        latest.complete(latestOf(answers));
                    } else if (error != null) {
                        latest.completeExceptionally(error);
                    }
                }
            });
        }
        return latest;
    }

    private static Named latestOf(Queue<Named> answers) {
        return answers.stream().max(Comparator.comparingLong(Named::epoch)).orElseThrow();
    }

    /** Asks one sentinel, on a connection for this question: it is asked rarely. */
    private CompletableFuture<Named> asked(RedisURI sentinel) {
        return client.connectSentinelAsync(StringCodec.UTF8, sentinel)
                .thenCompose(connection -> asked(connection)
                        .orTimeout(uri.getTimeout().toNanos(), TimeUnit.NANOSECONDS)
                        .whenComplete((named, error) -> {
                            var unused = connection.closeAsync();
                        }));
    }

    private CompletableFuture<Named> asked(StatefulRedisSentinelConnection<String, String> connection) {
        String name = uri.getSentinelMasterId();
        // Named first: a sentinel that is at work names the new master before its number says so, and never the other
        // way round.
        CompletableFuture<SocketAddress> named =
                connection.async().getMasterAddrByName(name).toCompletableFuture();
        CompletableFuture<Long> epoch = connection
                .async()
                .master(name)
                .toCompletableFuture()
                .thenApply(SentinelMaster::epoch)
                // It may forbid the question, and then all are as good as each other.
                .exceptionally(error -> 0L);
        return named.thenCombine(epoch, (address, number) -> {
            if (!(address instanceof InetSocketAddress there)) {
                throw new RedisConnectionException("the sentinels know no master " + name);
            }
            return new Named(new ServerAddress(there.getHostString(), there.getPort()), number);
        });
    }

    private static long epoch(Map<String, String> master) {
        return Long.parseLong(master.getOrDefault("config-epoch", "0"));
    }
}
