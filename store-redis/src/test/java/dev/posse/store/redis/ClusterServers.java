package dev.posse.store.redis;

import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster of six processes: three masters, a replica each. */
final class ClusterServers implements FailingOver {

    private static final int MASTERS = 3;

    private final List<RedisProcess> servers = new ArrayList<>();

    /** One line of {@code CLUSTER NODES}. */
    private record Member(String id, int port, String flags, String master, List<String> slots) {

        static Member parse(String line) {
            String[] words = line.split(" ", -1);
            String address = words[1].substring(0, words[1].indexOf('@'));
            return new Member(
                    words[0],
                    Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)),
                    words[2],
                    words[3],
                    List.of(words).subList(8, words.length));
        }

        boolean isMaster() {
            return flags.contains("master") && !flags.contains("fail");
        }

        boolean holds(int slot) {
            return slots.stream()
                    .filter(range -> !range.startsWith("["))
                    .map(range -> range.split("-", -1))
                    .anyMatch(range ->
                            Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
        }
    }

    private ClusterServers() {}

    /**
     * Starts it and waits until it is whole.
     *
     * @param nodeTimeout how long a node has to be silent before the others act
     */
    static ClusterServers start(Duration nodeTimeout) {
        ClusterServers started = new ClusterServers();
        try {
            started.launch(nodeTimeout);
            return started;
        } catch (RuntimeException | AssertionError e) {
            started.close();
            throw e;
        }
    }

    private void launch(Duration nodeTimeout) {
        while (servers.size() < 2 * MASTERS) {
            servers.add(RedisProcess.launchOn(
                    RedisProcess.freePort(),
                    FailingOver.arguments(
                            "--cluster-enabled",
                            "yes",
                            "--cluster-node-timeout",
                            String.valueOf(nodeTimeout.toMillis()),
                            // However old a replica's data, it may take over: the tests are about what is lost then.
                            "--cluster-replica-validity-factor",
                            "0")));
        }
        servers.forEach(RedisProcess::awaitAnswering);
        for (int number = 0; number < MASTERS; number++) {
            RedisProcess master = servers.get(number);
            int from = firstSlotOf(number);
            int to = firstSlotOf(number + 1) - 1;
            ok(master, "CLUSTER", "ADDSLOTSRANGE", String.valueOf(from), String.valueOf(to));
            ok(master, "CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(number + 1));
        }
        servers.stream()
                .skip(1)
                .forEach(other ->
                        ok(servers.get(0), "CLUSTER", "MEET", RedisProcess.HOST, String.valueOf(other.port())));
        servers.forEach(server -> Waiting.until(
                server.port() + " has met all others",
                () -> members(server).stream()
                                .filter(member -> !member.flags().contains("handshake"))
                                .count()
                        == servers.size()));
        for (int number = MASTERS; number < servers.size(); number++) {
            ok(
                    servers.get(number),
                    "CLUSTER",
                    "REPLICATE",
                    servers.get(number - MASTERS).cli("CLUSTER", "MYID"));
        }
        awaitWhole();
    }

    /** Waits until every node sees all slots served, and every master has its replica in step. */
    void awaitWhole() {
        for (RedisProcess server : servers) {
            Waiting.until("the cluster is whole for " + server.port(), () -> {
                List<Member> members = members(server);
                return server.cli("CLUSTER", "INFO").contains("cluster_state:ok")
                        && members.stream().filter(Member::isMaster).count() == MASTERS
                        && members.stream().noneMatch(member -> member.flags().contains("fail"));
            });
        }
        masters().forEach(master -> FailingOver.awaitReplicas(master, 1));
    }

    List<RedisProcess> masters() {
        return members(running()).stream()
                .filter(Member::isMaster)
                .map(member -> at(member.port()))
                .collect(Collectors.toList());
    }

    @Override
    public String uri(String settings) {
        return "redis-cluster://"
                + servers.stream().map(RedisProcess::address).collect(Collectors.joining(","))
                + (settings.isEmpty() ? "" : "?" + settings);
    }

    @Override
    public List<RedisProcess> servers() {
        return List.copyOf(servers);
    }

    @Override
    public RedisProcess masterOf(String redisKey) {
        int slot = SlotHash.getSlot(redisKey);
        return at(members(running()).stream()
                .filter(member -> member.isMaster() && member.holds(slot))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody holds slot " + slot))
                .port());
    }

    @Override
    public List<RedisProcess> replicasOf(RedisProcess master) {
        String id = master.cli("CLUSTER", "MYID");
        return members(master).stream()
                .filter(member -> member.master().equals(id))
                .map(member -> at(member.port()))
                .filter(RedisProcess::isRunning)
                .collect(Collectors.toList());
    }

    @Override
    public void awaitFailover(RedisProcess killed) {
        for (RedisProcess server : servers) {
            if (server != killed && server.isRunning()) {
                Waiting.until(
                        "the cluster works without " + killed.port() + " for " + server.port(),
                        () -> server.cli("CLUSTER", "INFO").contains("cluster_state:ok")
                                && members(server).stream()
                                                .filter(Member::isMaster)
                                                .filter(member -> member.port() != killed.port())
                                                .filter(member ->
                                                        !member.slots().isEmpty())
                                                .count()
                                        == MASTERS);
            }
        }
    }

    @Override
    public void bringBack(RedisProcess killed) {
        killed.startAgain();
        awaitWhole();
    }

    /** Kills all and starts all again, without a failover. */
    void restart() {
        List<RedisProcess> masters = masters();
        masters.forEach(FailingOver::awaitInStep);
        List<RedisProcess> replicas = new ArrayList<>(servers);
        replicas.removeAll(masters);
        replicas.forEach(RedisProcess::kill);
        masters.forEach(RedisProcess::kill);
        masters.forEach(RedisProcess::startAgain);
        replicas.forEach(RedisProcess::startAgain);
        awaitWhole();
    }

    /** An id that puts the document of this kind into one of the shards 0 to 2, whoever is its master now. */
    static String idIn(int shard, String kind, String begin) {
        return IntStream.range(0, 10_000)
                .mapToObj(number -> begin + number)
                .filter(id -> shardOf(kind + id) == shard)
                .findFirst()
                .orElseThrow();
    }

    /** The shard of a document with the prefix that is used when none is set. */
    static int shardOf(String key) {
        return shardOfWhole("posse:" + key);
    }

    static int shardOfWhole(String redisKey) {
        int slot = SlotHash.getSlot(redisKey);
        return slot < firstSlotOf(1) ? 0 : slot < firstSlotOf(2) ? 1 : 2;
    }

    private static int firstSlotOf(int shard) {
        return SlotHash.SLOT_COUNT * shard / MASTERS;
    }

    @Override
    public void close() {
        servers.forEach(RedisProcess::close);
    }

    private RedisProcess running() {
        return servers.stream().filter(RedisProcess::isRunning).findFirst().orElseThrow();
    }

    private RedisProcess at(int port) {
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow();
    }

    private static List<Member> members(RedisProcess asked) {
        return asked.cli("CLUSTER", "NODES")
                .lines()
                .filter(line -> !line.isBlank())
                .map(Member::parse)
                .collect(Collectors.toList());
    }

    private static void ok(RedisProcess server, String... words) {
        String said = server.cli(words);
        if (!said.equals("OK")) {
            throw new AssertionError(server.port() + " answered " + Arrays.toString(words) + " with " + said);
        }
    }

    /** Moves a slot with its keys, one by one, so that for a while some are here and some there. */
    static void move(int slot, List<String> keys, RedisProcess from, RedisProcess to) {
        beginMove(slot, from, to);
        for (String key : keys) {
            migrate(List.of(key), from, to);
        }
        endMove(slot, from, to);
    }

    static void beginMove(int slot, RedisProcess from, RedisProcess to) {
        String number = String.valueOf(slot);
        ok(to.cli("CLUSTER", "SETSLOT", number, "IMPORTING", from.cli("CLUSTER", "MYID")));
        ok(from.cli("CLUSTER", "SETSLOT", number, "MIGRATING", to.cli("CLUSTER", "MYID")));
    }

    static void migrate(List<String> keys, RedisProcess from, RedisProcess to) {
        for (String key : keys) {
            String said =
                    from.cli("MIGRATE", RedisProcess.HOST, String.valueOf(to.port()), "posse:" + key, "0", "5000");
            if (!said.equals("OK") && !said.equals("NOKEY")) {
                throw new AssertionError(said);
            }
        }
    }

    static void endMove(int slot, RedisProcess from, RedisProcess to) {
        String number = String.valueOf(slot);
        String owner = to.cli("CLUSTER", "MYID");
        ok(to.cli("CLUSTER", "SETSLOT", number, "NODE", owner));
        ok(from.cli("CLUSTER", "SETSLOT", number, "NODE", owner));
    }

    private static void ok(String said) {
        if (!said.equals("OK")) {
            throw new AssertionError(said);
        }
    }
}
