package dev.posse.examples.harness.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.examples.harness.servers.UserDatabase.Commands;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A database of the user's own")
class UserDatabaseTest {

    private final int port = Ports.free();
    private final String uri = "redis://127.0.0.1:" + port + "?timeout=1500ms";
    private final Random random = new Random(1);

    @TempDir
    private Path directory = Path.of("");

    private Commands commands = new Commands(Optional.empty(), Optional.empty(), Optional.empty());
    private Path log = Path.of("");

    @BeforeEach
    void type() {
        String server = Executable.command("redis-server", "redis-server", List.of()).stream()
                .reduce((one, last) -> last)
                .orElseThrow();
        Path pid = directory.resolve("redis.pid");
        log = directory.resolve("server.txt");
        commands = new Commands(
                Optional.of(server + " --port " + port + " --bind 127.0.0.1 --dir " + directory + " --daemonize yes"
                        + " --appendonly yes --appendfsync always --save '' --pidfile " + pid),
                Optional.of("kill $(cat " + pid + ") && while kill -0 $(cat " + pid
                        + " 2>/dev/null) 2>/dev/null; do sleep 0.05; done"),
                Optional.of("kill -9 $(cat " + pid + ")"));
    }

    private void add(String key) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            store.add(key, "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private boolean holds(String key) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            return store.get(key).isPresent();
        }
    }

    @Test
    @DisplayName("is started where it does not answer, killed and stopped with what it holds, and stopped in the end")
    void life() {
        try (Database database = UserDatabase.at(uri, commands, log)) {
            assertEquals(Set.of(DatabaseFault.RESTART, DatabaseFault.SHUTDOWN), database.faults());
            add("one");
            for (DatabaseFault fault : database.faults()) {
                database.inject(fault, random);
                assertThrows(StoreException.class, () -> holds("one"), fault.name());
                database.mend();
                assertTrue(holds("one"), fault.name());
            }
            assertEquals(uri, database.openLink().uri());
        }
        assertThrows(StoreException.class, () -> holds("one"), "it runs on");
    }

    @Test
    @DisplayName("that runs already is left running")
    void runsAlready() throws IOException {
        try (Database first = UserDatabase.at(uri, commands, log)) {
            UserDatabase.at(uri, commands, log).close();
            add("one");
            assertTrue(holds("one"));
            assertEquals(Set.of(), UserDatabase.at(uri, noCommands(), log).faults());
            first.mend();
        }
        assertTrue(Files.exists(log));
    }

    @Test
    @DisplayName("that does not answer, and that nobody can start, is told at once")
    void isNotThere() {
        assertThrows(StoreException.class, () -> UserDatabase.at(uri, noCommands(), log));
        assertThrows(IllegalArgumentException.class, () -> UserDatabase.at("nosuch:store", noCommands(), log));
    }

    @Test
    @DisplayName("whose start command fails is told at once, with the command")
    void cannotBeStarted() {
        Commands wrong = new Commands(Optional.of("exit 7"), Optional.empty(), commands.kill());
        StoreException thrown = assertThrows(StoreException.class, () -> UserDatabase.at(uri, wrong, log));
        assertTrue(String.valueOf(thrown.getMessage()).contains("exit 7 ended with 7"), thrown.getMessage());
    }

    private static Commands noCommands() {
        return new Commands(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
