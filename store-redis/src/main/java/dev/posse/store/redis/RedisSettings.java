package dev.posse.store.redis;

import dev.posse.store.UriSettings;
import java.time.Duration;
import java.util.Map;

/**
 * How a Redis store works; where it works is said by a URI or by a client.
 *
 * @param swapping how a swap is made; nodes with either way can work side by side
 * @param keyPrefix put before every key in Redis, so that Posse's keys stand apart from those of others: 0 to 100
 *     visible ASCII characters. Nodes that share data share the prefix. In a cluster, a prefix with a hash tag puts
 *     everything into one shard
 * @param timeout within which every call ends, waiting for a connection included: 10 ms to 10 minutes
 * @param poolSize connections per server that writes may have for themselves at one time: 1 to 10,000
 * @param poolWait how long a write waits for one of them, before it fails without effect
 * @param replicas that must acknowledge a write (Redis's {@code WAIT}); 0 asks for none. A write with fewer
 *     acknowledgements is in doubt, never a success
 * @param replicaWait how long the server waits for them; less than the time-out
 */
public record RedisSettings(
        Swapping swapping,
        String keyPrefix,
        Duration timeout,
        int poolSize,
        Duration poolWait,
        int replicas,
        Duration replicaWait) {

    /** How a swap is made. The stored values are the same either way. */
    public enum Swapping {
        /** {@code WATCH}, {@code GET}, {@code MULTI}, then {@code SET}, {@code EXEC}: two round trips, no scripts. */
        WATCH,
        /** A script: one round trip, on a connection that many calls share. */
        SCRIPT
    }

    private static final Duration SHORTEST_CALL = Duration.ofMillis(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final int MOST_CONNECTIONS = 10_000;
    private static final int MOST_REPLICAS = 100;

    private static final RedisSettings STANDARD = new RedisSettings(
            Swapping.WATCH, "posse:", Duration.ofSeconds(2), 32, Duration.ofSeconds(1), 0, Duration.ofMillis(500));

    /**
     * Checks the bounds.
     *
     * @param swapping how a swap is made
     * @param keyPrefix put before every key
     * @param timeout within which every call ends
     * @param poolSize connections per server that writes may have for themselves
     * @param poolWait how long a write waits for one of them
     * @param replicas that must acknowledge a write
     * @param replicaWait how long the server waits for them
     */
    public RedisSettings {
        require(
                keyPrefix.length() <= 100 && keyPrefix.chars().allMatch(c -> c >= '!' && c <= '~'),
                "keyPrefix has at most 100 visible ASCII characters");
        require(within(timeout, SHORTEST_CALL, LONGEST_WAIT), "timeout is 10 ms to 10 minutes");
        require(poolSize >= 1 && poolSize <= MOST_CONNECTIONS, "poolSize is 1 to 10000");
        require(within(poolWait, Duration.ZERO, LONGEST_WAIT), "poolWait is 0 to 10 minutes");
        require(replicas >= 0 && replicas <= MOST_REPLICAS, "replicas is 0 to 100");
        // WAIT 0 would wait for ever on the server.
        require(
                replicas == 0 || within(replicaWait, Duration.ofMillis(1), timeout.minusMillis(1)),
                "replicaWait is at least 1 ms and less than timeout, or the answer of WAIT would always come too late");
    }

    /**
     * Returns what is used when nothing is said: {@code WATCH}, prefix {@code posse:}, 2 s for a call, 32 connections, 1 s
     * of waiting for one, no acknowledgements of replicas (500 ms once they are asked for).
     *
     * @return the settings
     */
    public static RedisSettings standard() {
        return STANDARD;
    }

    /**
     * Asks a URI for its settings.
     *
     * @throws IllegalArgumentException if one has a value that does not fit
     */
    static RedisSettings from(UriSettings given) {
        return new RedisSettings(
                given.choice("swap", Map.of("watch", Swapping.WATCH, "script", Swapping.SCRIPT))
                        .orElse(STANDARD.swapping),
                given.text("keyPrefix").orElse(STANDARD.keyPrefix),
                given.duration("timeout", SHORTEST_CALL, LONGEST_WAIT).orElse(STANDARD.timeout),
                given.number("poolSize", 1, MOST_CONNECTIONS).orElse(STANDARD.poolSize),
                given.duration("poolWait", Duration.ZERO, LONGEST_WAIT).orElse(STANDARD.poolWait),
                given.number("replicas", 0, MOST_REPLICAS).orElse(STANDARD.replicas),
                given.duration("replicaWait", Duration.ZERO, LONGEST_WAIT).orElse(STANDARD.replicaWait));
    }

    /**
     * Says how a swap is made.
     *
     * @param other the way
     * @return the same settings but for that
     */
    public RedisSettings withSwapping(Swapping other) {
        return new RedisSettings(other, keyPrefix, timeout, poolSize, poolWait, replicas, replicaWait);
    }

    /**
     * Says what is put before every key.
     *
     * @param other the prefix
     * @return the same settings but for that
     */
    public RedisSettings withKeyPrefix(String other) {
        return new RedisSettings(swapping, other, timeout, poolSize, poolWait, replicas, replicaWait);
    }

    /**
     * Says within which time every call ends.
     *
     * @param other the time
     * @return the same settings but for that
     */
    public RedisSettings withTimeout(Duration other) {
        return new RedisSettings(swapping, keyPrefix, other, poolSize, poolWait, replicas, replicaWait);
    }

    /**
     * Bounds the connections that writes may have for themselves, and the waiting for them.
     *
     * @param size connections per server
     * @param wait for one of them
     * @return the same settings but for that
     */
    public RedisSettings withPool(int size, Duration wait) {
        return new RedisSettings(swapping, keyPrefix, timeout, size, wait, replicas, replicaWait);
    }

    /**
     * Asks for replicas' acknowledgements of every write.
     *
     * @param count how many; 0 asks for none
     * @param within which time
     * @return the same settings but for that
     */
    public RedisSettings withReplicas(int count, Duration within) {
        return new RedisSettings(swapping, keyPrefix, timeout, poolSize, poolWait, count, within);
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(boolean fits, String bounds) {
        if (!fits) {
            throw new IllegalArgumentException("Settings of the Redis store: " + bounds);
        }
    }
}
