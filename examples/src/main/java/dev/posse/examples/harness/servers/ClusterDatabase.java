package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Redis cluster of three primaries with a replica each.
 *
 * <p>The store asks for the acknowledgement of the replica, and a primary without one refuses writes: while a server is
 * away, a third of the keys can be read only. So whatever was acknowledged is on two servers.
 */
final class ClusterDatabase extends RunningServers {

    private static final int PRIMARIES = 3;

    private final List<ServerProcess> servers = new ArrayList<>();
    private Optional<Resharding> resharding = Optional.empty();

    private ClusterDatabase(ServerGroup group) {
        super(
                group,
                Set.of(
                        DatabaseFault.STOP,
                        DatabaseFault.FAILOVER,
                        DatabaseFault.FULL,
                        DatabaseFault.HANG,
                        DatabaseFault.RESHARD));
    }

    static ClusterDatabase start() {
        return ServerGroup.of(group -> {
            ClusterDatabase database = new ClusterDatabase(group);
            database.launch();
            return database;
        });
    }

    private void launch() {
        for (int number = 1; number <= 2 * PRIMARIES; number++) {
            servers.add(RedisServers.start(
                    group(),
                    "redis-" + number,
                    "--cluster-enabled",
                    "yes",
                    // Longer than a busy machine lets a healthy primary wait.
                    "--cluster-node-timeout",
                    "3000",
                    "--min-replicas-to-write",
                    "1",
                    "--min-replicas-max-lag",
                    "3"));
        }
        List<String> arguments = new ArrayList<>(List.of("--cluster", "create"));
        arguments.addAll(addresses());
        arguments.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
        create(Executable.command("redis-cli", "redis-tools", arguments));
        awaitHealth();
    }

    private static void create(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("The cluster was not created (" + status + "): " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the cluster was created", e);
        }
    }

    @Override
    public String uri() {
        return "redis-cluster://" + String.join(",", addresses()) + "?timeout=1500ms&replicas=1&replicaWait=500ms";
    }

    @Override
    public FaultyLink openLink() {
        return FaultyLink.routed(servers.stream().map(ServerProcess::port).toList(), uri());
    }

    @Override
    List<ServerProcess> candidates(DatabaseFault next) {
        List<ServerProcess> candidates = servers.stream()
                .filter(server -> isPrimary(server) == next.isOfPrimary())
                .toList();
        if (candidates.size() != PRIMARIES) {
            throw new IllegalStateException("The cluster is not healthy: " + state());
        }
        return candidates;
    }

    @Override
    void startAgain(ServerProcess killed) {
        awaitSuccessor(killed);
        killed.startAgain();
    }

    @Override
    void awaitReplaced(ServerProcess hanging) {
        awaitSuccessor(hanging);
    }

    @Override
    String reshard(ServerProcess from, RandomGenerator random) {
        List<ServerProcess> primaries =
                servers.stream().filter(ClusterDatabase::isPrimary).toList();
        List<ServerProcess> others =
                primaries.stream().filter(server -> server != from).toList();
        ServerProcess to = others.get(random.nextInt(others.size()));
        resharding = Optional.of(Resharding.begun(from, to, primaries));
        return "slots move from " + from + " to " + to;
    }

    @Override
    void endReshard() {
        resharding.ifPresent(Resharding::end);
        resharding = Optional.empty();
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
        Await.until("health of the cluster", this::isHealthy, this::state);
    }

    /** Were it started before, it would just be the primary again. */
    private void awaitSuccessor(ServerProcess dead) {
        Await.until(
                "a replica to take over from " + dead,
                () -> servers.stream()
                                        .filter(server -> server != dead)
                                        .filter(ClusterDatabase::isPrimary)
                                        .count()
                                == PRIMARIES
                        && servers.stream().filter(server -> server != dead).allMatch(ClusterDatabase::isOk),
                this::state);
    }

    private boolean isHealthy() {
        return servers.stream().allMatch(server -> isOk(server) && seesAll(server))
                && servers.stream().filter(ClusterDatabase::isPrimary).count() == PRIMARIES
                && servers.stream()
                        .filter(ClusterDatabase::isPrimary)
                        .allMatch(primary -> RedisServers.hasReplicas(primary, 1));
    }

    /** Whether it sees all others, all of them well: it takes a majority of primaries to promote a replica. */
    private boolean seesAll(ServerProcess server) {
        List<String> nodes = RedisProbe.ask(server, "CLUSTER", "NODES");
        return nodes.size() == servers.size()
                && nodes.stream().allMatch(node -> node.matches("\\S+ \\S+ (myself,)?(master|slave) .* connected.*"));
    }

    private static boolean isOk(ServerProcess server) {
        return RedisProbe.ask(server, "CLUSTER", "INFO").contains("cluster_state:ok");
    }

    private static boolean isPrimary(ServerProcess server) {
        return RedisProbe.ask(server, "INFO", "replication").contains("role:master");
    }

    private String state() {
        return Stream.concat(
                        servers.stream().map(RedisServers::replication),
                        servers.stream()
                                .limit(1)
                                .map(server -> RedisProbe.ask(server, "CLUSTER", "NODES")
                                        .toString()))
                .collect(Collectors.joining("; "));
    }

    private List<String> addresses() {
        return servers.stream()
                .map(server -> RedisServers.HOST + ":" + server.port())
                .toList();
    }
}
