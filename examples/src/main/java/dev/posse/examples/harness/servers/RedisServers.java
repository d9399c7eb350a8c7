package dev.posse.examples.harness.servers;

import java.util.ArrayList;
import java.util.List;

/** Redis servers that keep what they have acknowledged, as Posse wants them. */
final class RedisServers {

    static final String HOST = "127.0.0.1";

    private RedisServers() {}

    /** Starts one on a free port. */
    static ServerProcess start(ServerGroup group, String name, String... more) {
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(List.of(
                "--port",
                String.valueOf(port),
                "--bind",
                HOST,
                "--dir",
                group.folder(name).toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--maxmemory-policy",
                "noeviction",
                // A replica that comes back is in step at once, and not after the usual 5 s.
                "--repl-diskless-sync-delay",
                "0"));
        arguments.addAll(List.of(more));
        return group.start(
                name, port, Executable.command("redis-server", "redis-server", arguments), RedisProbe::answers);
    }

    /** Whether this server has so many replicas, all in step. */
    static boolean hasReplicas(ServerProcess primary, long count) {
        List<String> said = RedisProbe.ask(primary, "INFO", "replication");
        return said.contains("role:master")
                && said.stream()
                                .filter(line -> line.matches("slave\\d+:.*,state=online,.*,lag=[01]"))
                                .count()
                        == count;
    }

    /** Sets something of a running server. */
    static void configure(ServerProcess server, String what, String value) {
        if (!RedisProbe.ask(server, "CONFIG", "SET", what, value).equals(List.of("OK"))) {
            throw new IllegalStateException(server + " does not take " + what + " " + value);
        }
    }

    /** What a server says of its part in the replication, for an error. */
    static String replication(ServerProcess server) {
        return server + ": " + String.join(" ", RedisProbe.ask(server, "INFO", "replication"));
    }
}
