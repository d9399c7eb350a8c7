package dev.posse.store.redis;

import java.util.ArrayList;
import java.util.List;

/** Several servers, of which a replica takes over when a master dies. */
interface FailingOver extends AutoCloseable {

    /** The URI of a store on all of them. */
    String uri(String settings);

    List<RedisProcess> servers();

    /** The master that holds the key just now. */
    RedisProcess masterOf(String redisKey);

    /** Those of a master's replicas that run. */
    List<RedisProcess> replicasOf(RedisProcess master);

    /** Waits until a replica has taken the place of a master that was killed, and everybody knows. */
    void awaitFailover(RedisProcess killed);

    /** Starts a killed one again, as a replica of whoever is master now, and waits until it is in step. */
    void bringBack(RedisProcess killed);

    @Override
    void close();

    /** Like {@link RedisProcess#start} one that loses nothing by itself, and whose replicas come without a pause. */
    static String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--repl-diskless-sync-delay", "0"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Kills the master of the key when its replicas have everything; a replica takes over. */
    default RedisProcess failOver(String redisKey) {
        RedisProcess master = masterOf(redisKey);
        awaitInStep(master);
        master.kill();
        awaitFailover(master);
        return master;
    }

    /** A master that goes on alone: what it acknowledges from now on no replica gets. */
    record Isolated(RedisProcess master, List<RedisProcess> replicas) {}

    /**
     * Cuts the replicas of the key's master off.
     *
     * <p>Stopped ones cannot connect again; and what they have not read cannot wait for them in a socket whose other end
     * was closed before it was written.
     */
    default Isolated isolate(String redisKey) {
        RedisProcess master = masterOf(redisKey);
        List<RedisProcess> replicas = replicasOf(master);
        replicas.forEach(replica -> replica.signal("STOP"));
        master.cli("CLIENT", "KILL", "TYPE", "replica");
        awaitReplicas(master, 0);
        return new Isolated(master, replicas);
    }

    /** Kills it; a replica takes over that has never heard of what it wrote alone. */
    default void killAndPromote(Isolated isolated) {
        isolated.master().kill();
        isolated.replicas().forEach(replica -> replica.signal("CONT"));
        awaitFailover(isolated.master());
    }

    /** Waits until so many replicas are connected and have loaded everything. */
    static void awaitReplicas(RedisProcess master, int count) {
        Waiting.until(count + " replicas are connected to " + master.port(), () -> {
            String said = master.cli("INFO", "replication");
            return said.contains("connected_slaves:" + count + "\r")
                    && said.split("state=online", -1).length == count + 1;
        });
    }

    /** Waits until every replica has what its master has. */
    static void awaitInStep(RedisProcess master) {
        Waiting.until("the replicas of " + master.port() + " are in step", () -> {
            String said = master.cli("INFO", "replication");
            String offset = said.lines()
                    .filter(line -> line.startsWith("master_repl_offset:"))
                    .map(line -> line.substring("master_repl_offset:".length()).strip())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(said));
            return said.lines()
                    .filter(line -> line.startsWith("slave"))
                    .allMatch(line -> line.contains("offset=" + offset + ","));
        });
    }
}
