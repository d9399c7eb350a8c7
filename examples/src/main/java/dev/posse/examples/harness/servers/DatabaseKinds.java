package dev.posse.examples.harness.servers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The databases that a run can start. */
public final class DatabaseKinds {

    private DatabaseKinds() {}

    /**
     * Starts a database and waits until it is ready.
     *
     * @param kind one of {@link #names}
     * @return the running database
     * @throws IllegalArgumentException if there is no such kind
     * @throws IllegalStateException if a program is missing (the message names the package with it) or does not come up
     */
    public static Database start(String kind) {
        Map<String, Supplier<Database>> known = new TreeMap<>(Map.of(
                "redis", () -> OneServer.redis("watch"),
                "redis-script", () -> OneServer.redis("script"),
                "redis-sentinel", SentinelDatabase::start,
                "redis-cluster", ClusterDatabase::start,
                "memcached", OneServer::memcached,
                "couchbase-mock", OneServer::couchbaseMock));
        return Optional.ofNullable(known.get(kind))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no database of kind " + kind + "; the kinds are " + String.join(", ", names())))
                .get();
    }

    /**
     * Names the kinds of databases.
     *
     * @return in the order in which a person would try them
     */
    public static List<String> names() {
        return List.of("redis", "redis-script", "redis-sentinel", "redis-cluster", "memcached", "couchbase-mock");
    }
}
