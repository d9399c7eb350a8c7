package dev.posse.examples.harness.servers;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Slots of a cluster that move from one primary to another, one after the other and key by key: for a while some keys of a slot are
 * here, some are there, and some are just being written.
 */
final class Resharding {

    private static final long AFTER_A_KEY_MILLIS = 5;

    private final ServerProcess from;
    private final ServerProcess to;
    private final List<ServerProcess> primaries;
    private final Thread thread = new Thread(this::moveAll, "resharding");
    private volatile boolean over;
    private volatile String trouble = "";

    private Resharding(ServerProcess from, ServerProcess to, List<ServerProcess> primaries) {
        this.from = from;
        this.to = to;
        this.primaries = primaries;
    }

    static Resharding begun(ServerProcess from, ServerProcess to, List<ServerProcess> primaries) {
        Resharding begun = new Resharding(from, to, primaries);
        begun.thread.setDaemon(true);
        begun.thread.start();
        return begun;
    }

    /** Moves the slot that is under way to its end, and no other. */
    void end() {
        over = true;
        try {
            thread.join(Await.LONG.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive() || !trouble.isEmpty()) {
            throw new IllegalStateException(
                    "Slots do not move from " + from + " to " + to + (trouble.isEmpty() ? "" : ": " + trouble));
        }
    }

    private void moveAll() {
        try {
            while (!over) {
                List<String> key = ask(from, "RANDOMKEY");
                if (key.isEmpty()) {
                    pause();
                } else {
                    move(String.join("", ask(from, "CLUSTER", "KEYSLOT", key.get(0))));
                }
            }
        } catch (RuntimeException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    private void move(String slot) {
        String source = id(from);
        String target = id(to);
        ok(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", source);
        ok(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", target);
        for (List<String> keys = keys(slot); !keys.isEmpty(); keys = keys(slot)) {
            for (String key : keys) {
                List<String> said =
                        ask(from, "MIGRATE", RedisServers.HOST, String.valueOf(to.port()), key, "0", "5000");
                if (!said.equals(List.of("OK")) && !said.equals(List.of("NOKEY"))) {
                    throw new IllegalStateException(from + " does not let " + key + " go: " + said);
                }
                pause();
            }
        }
        ok(to, "CLUSTER", "SETSLOT", slot, "NODE", target);
        ok(from, "CLUSTER", "SETSLOT", slot, "NODE", target);
        primaries.stream()
                .filter(server -> server != from && server != to)
                .forEach(server -> ok(server, "CLUSTER", "SETSLOT", slot, "NODE", target));
    }

    private List<String> keys(String slot) {
        return ask(from, "CLUSTER", "GETKEYSINSLOT", slot, "10");
    }

    private static String id(ServerProcess server) {
        return String.join("", ask(server, "CLUSTER", "MYID"));
    }

    private static void ok(ServerProcess server, String... words) {
        List<String> said = ask(server, words);
        if (!said.equals(List.of("OK"))) {
            throw new IllegalStateException(server + " answers " + String.join(" ", words) + " with " + said);
        }
    }

    private static List<String> ask(ServerProcess server, String... words) {
        return RedisProbe.ask(server, words);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AFTER_A_KEY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
