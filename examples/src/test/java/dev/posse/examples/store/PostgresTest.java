package dev.posse.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("What the page says of PostgreSQL")
class PostgresTest {

    private static final Path PAGE =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("write-a-store.md");

    private static final Duration BOUND = Duration.ofSeconds(10);

    /** Between two looks at the server. */
    private static final int PAUSE = 20;

    @TempDir
    static Path directory;

    private static PostgresProcess server;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        server = PostgresProcess.start(directory);
        execute(create());
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        server.stop();
    }

    /** The statement that the page's table gives for PostgreSQL. */
    static String create() throws IOException {
        Matcher row = Pattern.compile("\\| PostgreSQL \\| `(k [^`]*)` \\| `(v [^`]*)` \\|")
                .matcher(Files.readString(PAGE));
        assertTrue(row.find());
        return "CREATE TABLE IF NOT EXISTS posse (" + row.group(1) + " PRIMARY KEY, " + row.group(2)
                + " NOT NULL, version VARCHAR(64) NOT NULL)";
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = server.connect();
                var statement = connection.createStatement()) {
            for (String each : statements) {
                boolean unused = statement.execute(each);
            }
        }
    }

    private static JdbcStore store(String settings) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(server.url() + "&" + settings);
        return new JdbcStore(connections, () -> {});
    }

    @Test
    @DisplayName("the store works on the page's table, told apart in capitals, with values of all sizes")
    void table() {
        JdbcStore store = store("socketTimeout=5");
        assertInstanceOf(AddResult.Added.class, store.add("a", new byte[262_144]));
        assertInstanceOf(AddResult.Added.class, store.add("A", new byte[0]));
        assertEquals(AddResult.exists(), store.add("a", new byte[1]));
        assertEquals(262_144, store.get("a").orElseThrow().value().length);
    }

    @Test
    @DisplayName("a statement that is cancelled while it waits for another one's row was not made, and is called doubt")
    void cancelled() throws SQLException {
        JdbcStore store = store("options=-c%20statement_timeout=300");
        try (Connection other = server.connect()) {
            other.setAutoCommit(false);
            insert(other, "waited-for");
            assertThrows(OutcomeUnknownException.class, () -> store.add("waited-for", new byte[0]));
            other.rollback();
        }
        assertFalse(store.get("waited-for").isPresent());
    }

    @Test
    @DisplayName(
            "a wait for a standby that is cancelled has committed and is answered so; one that times out commits later")
    void standby() throws Exception {
        execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
        try {
            CompletableFuture<AddResult> waiting = waitingForTheStandby();
            assertThrows(
                    OutcomeUnknownException.class,
                    () -> store("socketTimeout=1&options=-c%20statement_timeout=300")
                            .add("timed-out", new byte[0]));
            assertFalse(store("socketTimeout=5").get("timed-out").isPresent(), "a look finds nothing");
            execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            assertInstanceOf(AddResult.Added.class, waiting.get());
            Instant end = Instant.now().plus(BOUND);
            while (waiters() > 0 && Instant.now().isBefore(end)) {
                Thread.sleep(PAUSE);
            }
            assertTrue(store("socketTimeout=5").get("timed-out").isPresent(), "and yet it was committed");
        } finally {
            execute("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
        }
    }

    @Test
    @DisplayName("a standby's refusal is a definite failure")
    void readOnly() {
        JdbcStore store = store("options=-c%20default_transaction_read_only=on");
        assertThrows(StoreException.class, () -> store.add("read-only", new byte[0]));
    }

    private static void insert(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(JdbcStore.ADD)) {
            statement.setString(1, key);
            statement.setBytes(2, new byte[0]);
            statement.setString(3, "1");
            assertEquals(1, statement.executeUpdate());
        }
    }

    /** The server takes its new setting some moment later: what was written before did not wait. */
    private static CompletableFuture<AddResult> waitingForTheStandby() throws SQLException, InterruptedException {
        Instant end = Instant.now().plus(BOUND);
        for (int number = 0; Instant.now().isBefore(end); number++) {
            String key = "waiting-" + number;
            CompletableFuture<AddResult> added = CompletableFuture.supplyAsync(
                    () -> store("socketTimeout=20").add(key, new byte[0]));
            while (!added.isDone()) {
                if (waiters() > 0) {
                    return added;
                }
                Thread.sleep(PAUSE);
            }
        }
        throw new AssertionError("nobody waits for a standby");
    }

    private static int waiters() throws SQLException {
        try (Connection connection = server.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }
}
