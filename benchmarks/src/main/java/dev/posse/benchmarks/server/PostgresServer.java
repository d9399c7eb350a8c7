package dev.posse.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts PostgreSQL, which refuses to run as root: then it runs as Debian's user {@code postgres}. */
public final class PostgresServer {

    /** The settings that are not PostgreSQL's own defaults. */
    public static final List<String> SETTINGS =
            List.of("shared_buffers=256MB", "max_connections=400", "max_wal_size=4GB", "autovacuum=on", "fsync=on");

    private static final String OWNER = "postgres";
    private static final int INIT_SECONDS = 120;

    private PostgresServer() {}

    /**
     * Starts one with an empty cluster of databases.
     *
     * @return the server, ready for {@link #url}
     * @throws ExecutableMissingException if PostgreSQL is not installed
     */
    public static LocalServer start() {
        String initdb = Executable.findOfPostgres("initdb");
        String postgres = Executable.findOfPostgres("postgres");
        Path directory = LocalServer.temporaryDirectory();
        Path data = directory.resolve("data");
        own(directory);
        initialize(asOwner(
                List.of(initdb, "-D", data.toString(), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")));
        int port = LocalServer.freePort();
        List<String> command = new ArrayList<>(
                List.of(postgres, "-D", data.toString(), "-p", String.valueOf(port), "-h", "127.0.0.1", "-k", ""));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return LocalServer.start(directory, port, asOwner(command), () -> answers(port));
    }

    /**
     * Makes the URL of its database.
     *
     * @param port where the server listens
     * @return for the JDBC driver
     */
    public static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + OWNER;
    }

    private static boolean answers(int port) {
        try (Connection connection = DriverManager.getConnection(url(port))) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void initialize(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(INIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("PostgreSQL's initdb failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in PostgreSQL's initdb", e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** By setpriv, which becomes the program itself: its process id is the server's. */
    private static List<String> asOwner(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        List<String> longer = new ArrayList<>(List.of(
                Executable.find("setpriv", "util-linux"), "--reuid", OWNER, "--regid", OWNER, "--clear-groups", "--"));
        longer.addAll(command);
        return longer;
    }

    private static void own(Path directory) {
        if (!isRoot()) {
            return;
        }
        try {
            UserPrincipal owner =
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(OWNER);
            Files.setOwner(directory, owner);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not run as root, and there is no user " + OWNER, e);
        }
    }
}
