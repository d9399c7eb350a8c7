package dev.posse.store.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A map of the cluster that is asked for and never comes. */
@Timeout(value = 30, unit = SECONDS)
class ClusterTopologyTest {

    private static final Duration LIMIT = Duration.ofMillis(100);

    @Test
    void theFirstMapThatNeverComesIsWaitedForWithinTheLimit() {
        Cluster cluster = new Cluster(CompletableFuture::new);
        CommandFailure failure = assertThrows(CommandFailure.class, topology(cluster)::masters);
        assertTrue(failure.toString().contains("its map cannot be read: "), failure::toString);
        assertEquals(ErrorTable.NOT_CONNECTED, failure.row());
    }

    @Test
    void theFirstMapIsAskedForAgainByTheNextCall() {
        Cluster cluster = new Cluster(() -> CompletableFuture.failedFuture(new RedisException("no route")));
        ClusterTopology topology = topology(cluster);
        CommandFailure failure = assertThrows(CommandFailure.class, topology::masters);
        assertTrue(failure.toString().contains("no route"), failure::toString);
        assertThrows(CommandFailure.class, topology::masters);
        assertEquals(2, cluster.looks.get());
    }

    @Test
    void aLaterLookThatNeverEndsIsNotTheLast() throws InterruptedException {
        Cluster cluster = new Cluster(CompletableFuture::new);
        ClusterTopology topology = topology(cluster);
        while (cluster.looks.get() < 2) {
            topology.lookAgain();
            Thread.sleep(10);
        }
        assertEquals(2, cluster.looks.get());
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        ClusterTopology topology = topology(new Cluster(CompletableFuture::new));
        Thread.currentThread().interrupt();
        assertThrows(CommandFailure.class, topology::masters);
        assertTrue(Thread.interrupted());
    }

    private static ClusterTopology topology(RedisClusterClient cluster) {
        return new ClusterTopology(
                cluster,
                Optional.empty(),
                (address, uri) -> {
                    throw new AssertionError("Nobody knows of " + address);
                },
                LIMIT);
    }

    /** Gives the map when it pleases, and counts how often it is asked for it. */
    private static final class Cluster extends RedisClusterClient {

        private final AtomicInteger looks = new AtomicInteger();
        private final Supplier<CompletionStage<Void>> map;

        Cluster(Supplier<CompletionStage<Void>> map) {
            this.map = map;
        }

        @Override
        public CompletionStage<Void> refreshPartitionsAsync() {
            looks.incrementAndGet();
            return map.get();
        }
    }
}
