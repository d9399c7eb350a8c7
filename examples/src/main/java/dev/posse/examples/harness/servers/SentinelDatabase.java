package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Redis primary with two replicas, watched by three sentinels.
 *
 * <p>The store asks for the acknowledgement of both replicas, and a primary without both refuses writes: while a server is
 * away, there are only reads. One of them is not enough. Where the sentinels replace a primary that is not dead but slow,
 * it goes on with the replica that nobody promoted, until that one is told; what the two acknowledge then is lost.
 */
final class SentinelDatabase extends RunningServers {

    private static final String MASTER = "posse";
    private static final int REPLICAS = 2;
    private static final int SENTINELS = 3;

    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<ServerProcess> sentinels = new ArrayList<>();

    private SentinelDatabase(ServerGroup group) {
        super(group, Set.of(DatabaseFault.STOP, DatabaseFault.FAILOVER, DatabaseFault.FULL, DatabaseFault.HANG));
    }

    static SentinelDatabase start() {
        return ServerGroup.of(group -> {
            SentinelDatabase database = new SentinelDatabase(group);
            database.launch();
            return database;
        });
    }

    private void launch() {
        ServerProcess primary = RedisServers.start(group(), "redis-1", keepingReplicas());
        servers.add(primary);
        for (int number = 2; number <= 1 + REPLICAS; number++) {
            servers.add(RedisServers.start(group(), "redis-" + number, keepingReplicas(after(primary))));
        }
        Await.until(
                "the replicas of " + primary,
                () -> RedisServers.hasReplicas(primary, REPLICAS),
                () -> RedisServers.replication(primary));
        for (int number = 1; number <= SENTINELS; number++) {
            sentinels.add(sentinel("sentinel-" + number, primary));
        }
        awaitHealth();
    }

    @Override
    public String uri() {
        return "redis-sentinel://"
                + sentinels.stream()
                        .map(sentinel -> RedisServers.HOST + ":" + sentinel.port())
                        .collect(Collectors.joining(","))
                + "?timeout=1500ms&replicas=" + REPLICAS + "&replicaWait=500ms#" + MASTER;
    }

    @Override
    public FaultyLink openLink() {
        return FaultyLink.routed(
                Stream.concat(servers.stream(), sentinels.stream())
                        .map(ServerProcess::port)
                        .toList(),
                uri());
    }

    @Override
    List<ServerProcess> candidates(DatabaseFault next) {
        ServerProcess primary =
                agreed().orElseThrow(() -> new IllegalStateException("The sentinels name no primary: " + state()));
        return servers.stream()
                .filter(server -> (server == primary) == next.isOfPrimary())
                .toList();
    }

    /** Not before its successor is known: as a primary it would answer reads with what was true before it was killed. */
    @Override
    void startAgain(ServerProcess killed) {
        killed.startAgain(after(promoted(killed)));
    }

    @Override
    void awaitReplaced(ServerProcess hanging) {
        ServerProcess unused = promoted(hanging);
    }

    @Override
    boolean isOneServer() {
        return false;
    }

    @Override
    boolean answers(ServerProcess asked) {
        return RedisProbe.answers(asked);
    }

    @Override
    void awaitHealth() {
        Await.until("health of the servers behind sentinels", this::isHealthy, this::state);
    }

    /** Waits until all sentinels name the same other primary, and it knows. */
    private ServerProcess promoted(ServerProcess dead) {
        Await.until(
                "the sentinels to promote a replica in place of " + dead,
                () -> agreed().filter(server -> server != dead)
                        .filter(server ->
                                RedisProbe.ask(server, "INFO", "replication").contains("role:master"))
                        .isPresent(),
                this::state);
        return agreed().orElseThrow(() -> new IllegalStateException("The sentinels disagree again: " + state()));
    }

    private boolean isHealthy() {
        return agreed().filter(primary -> RedisServers.hasReplicas(primary, REPLICAS))
                        .isPresent()
                && sentinels.stream().allMatch(SentinelDatabase::seesAll);
    }

    /** Whether a sentinel could fail over now: it sees primary, replicas and the other sentinels, all of them well. */
    private static boolean seesAll(ServerProcess sentinel) {
        return RedisProbe.ask(sentinel, "SENTINEL", "CKQUORUM", MASTER).stream()
                        .anyMatch(said -> said.startsWith("OK " + SENTINELS + " "))
                && flagged(sentinel, "MASTER", "master") == 1
                && flagged(sentinel, "REPLICAS", "slave") == REPLICAS;
    }

    private static long flagged(ServerProcess sentinel, String whom, String flags) {
        List<String> said = RedisProbe.ask(sentinel, "SENTINEL", whom, MASTER);
        long count = 0;
        for (int line = 0; line + 1 < said.size(); line++) {
            if (said.get(line).equals("flags") && said.get(line + 1).equals(flags)) {
                count++;
            }
        }
        return count;
    }

    /** The primary that all sentinels name. */
    private Optional<ServerProcess> agreed() {
        List<List<String>> named = sentinels.stream()
                .map(sentinel -> RedisProbe.ask(sentinel, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER))
                .distinct()
                .toList();
        return named.size() != 1
                ? Optional.empty()
                : servers.stream()
                        .filter(server ->
                                named.get(0).equals(List.of(RedisServers.HOST, String.valueOf(server.port()))))
                        .findFirst();
    }

    private String state() {
        return Stream.concat(
                        sentinels.stream()
                                .map(sentinel -> sentinel + " names "
                                        + RedisProbe.ask(sentinel, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER)),
                        servers.stream().map(RedisServers::replication))
                .collect(Collectors.joining("; "));
    }

    private ServerProcess sentinel(String name, ServerProcess primary) {
        int port = Ports.free();
        Path folder = group().folder(name);
        Path file = folder.resolve("sentinel.conf");
        String watched = "sentinel %s " + MASTER + " %s\n";
        String configuration = "port " + port + "\nbind " + RedisServers.HOST + "\ndir " + folder + "\n"
                + watched.formatted("monitor", RedisServers.HOST + " " + primary.port() + " 2")
                // Longer than a busy machine lets a healthy primary wait, or it is replaced and answers stale reads.
                + watched.formatted("down-after-milliseconds", "3000")
                + watched.formatted("failover-timeout", "5000")
                + watched.formatted("parallel-syncs", "2");
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return group().start(
                        name,
                        port,
                        Executable.command("redis-server", "redis-server", List.of(file.toString(), "--sentinel")),
                        RedisProbe::answers);
    }

    private static String[] after(ServerProcess primary) {
        return new String[] {"--replicaof", RedisServers.HOST + " " + primary.port()};
    }

    private static String[] keepingReplicas(String... more) {
        return Stream.concat(
                        Stream.of("--min-replicas-to-write", String.valueOf(REPLICAS), "--min-replicas-max-lag", "3"),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
