package dev.posse.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A master with two replicas, watched by three sentinels: nine tenths of all Redis deployments that fail over. */
final class SentinelServers implements FailingOver {

    private static final String NAME = "posse";
    private static final int QUORUM = 2;

    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();

    private SentinelServers() {}

    /**
     * Starts them and waits until all know each other.
     *
     * @param downAfter how long the master has to be silent before the sentinels act
     */
    static SentinelServers start(Duration downAfter) {
        SentinelServers started = new SentinelServers();
        try {
            started.launch(downAfter);
            return started;
        } catch (RuntimeException | AssertionError e) {
            started.close();
            throw e;
        }
    }

    private void launch(Duration downAfter) {
        int masterPort = RedisProcess.freePort();
        servers.add(server(masterPort));
        while (servers.size() < 3) {
            servers.add(server(RedisProcess.freePort(), "--replicaof", RedisProcess.HOST + " " + masterPort));
        }
        servers.forEach(RedisProcess::awaitAnswering);
        FailingOver.awaitReplicas(servers.get(0), 2);
        while (sentinels.size() < 3) {
            sentinels.add(RedisProcess.sentinel(
                    RedisProcess.freePort(),
                    String.join(
                            "\n",
                            "sentinel monitor " + NAME + " " + RedisProcess.HOST + " " + masterPort + " " + QUORUM,
                            "sentinel down-after-milliseconds " + NAME + " " + downAfter.toMillis(),
                            "sentinel failover-timeout " + NAME + " 6000",
                            "sentinel parallel-syncs " + NAME + " 2",
                            "")));
        }
        sentinels.forEach(RedisProcess::awaitAnswering);
        sentinels.forEach(sentinel -> Waiting.until("sentinel " + sentinel.port() + " knows all others", () -> {
            String known = sentinel.cli("INFO", "sentinel");
            return known.contains("status=ok") && known.contains("slaves=2,sentinels=3");
        }));
    }

    private static RedisProcess server(int port, String... more) {
        return RedisProcess.launchOn(port, FailingOver.arguments(more));
    }

    @Override
    public String uri(String settings) {
        return "redis-sentinel://"
                + sentinels.stream().map(RedisProcess::address).collect(Collectors.joining(","))
                + (settings.isEmpty() ? "" : "?" + settings) + "#" + NAME;
    }

    @Override
    public List<RedisProcess> servers() {
        return List.copyOf(servers);
    }

    /** In the order of the URI. */
    List<RedisProcess> sentinels() {
        return List.copyOf(sentinels);
    }

    @Override
    public RedisProcess masterOf(String redisKey) {
        String port = named(sentinels.get(0));
        return servers.stream()
                .filter(server -> port.equals(String.valueOf(server.port())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the sentinel names " + port));
    }

    private static String named(RedisProcess sentinel) {
        return sentinel.cli("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME).lines().reduce("", (host, port) -> port);
    }

    @Override
    public List<RedisProcess> replicasOf(RedisProcess master) {
        return servers.stream()
                .filter(server -> server != master && server.isRunning())
                .collect(Collectors.toList());
    }

    @Override
    public void awaitFailover(RedisProcess killed) {
        for (RedisProcess sentinel : sentinels) {
            Waiting.until(
                    "sentinel " + sentinel.port() + " names another master than " + killed.port(),
                    () -> !named(sentinel).equals(String.valueOf(killed.port())));
        }
        RedisProcess promoted = masterOf("");
        Waiting.until(
                promoted.port() + " says that it is master",
                () -> promoted.cli("ROLE").startsWith("master"));
    }

    @Override
    public void bringBack(RedisProcess killed) {
        RedisProcess master = masterOf("");
        // As an operator would: without this it says that it is master until the sentinels have noticed, eight seconds
        // later.
        killed.startAgain("--replicaof", RedisProcess.HOST + " " + master.port());
        FailingOver.awaitReplicas(master, 2);
    }

    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        servers.forEach(RedisProcess::close);
    }
}
