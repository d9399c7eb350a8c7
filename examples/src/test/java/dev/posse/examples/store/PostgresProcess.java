package dev.posse.examples.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL on a free port with a directory of its own, as Debian's user where this is root: it refuses to run as root. */
final class PostgresProcess {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path directory;
    private final int port;

    private PostgresProcess(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static PostgresProcess start(Path parent) throws IOException, InterruptedException {
        Path directory = Files.createDirectory(parent.resolve("postgres"));
        if (isRoot()) {
            for (Path each : List.of(parent, directory)) {
                Files.setOwner(
                        each,
                        each.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
            }
        }
        PostgresProcess server = new PostgresProcess(directory, freePort());
        run("initdb", "-D", server.data(), "-U", "posse", "-A", "trust", "-E", "UTF8", "--locale=C", "-N");
        server.pgCtl("start");
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=posse";
    }

    int port() {
        return port;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** Ends all its processes at once, as a crash does, and starts it again. */
    void crash() throws IOException, InterruptedException {
        pgCtl("stop");
        pgCtl("start");
    }

    void stop() throws IOException, InterruptedException {
        pgCtl("stop");
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void pgCtl(String action) throws IOException, InterruptedException {
        String options = "-p " + port + " -h 127.0.0.1 -k " + directory;
        run(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-m",
                "immediate",
                "-l",
                directory.resolve("log").toString(),
                "-o",
                options,
                action);
    }

    private static void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"));
        }
        command.add(found(program));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("posse-postgres", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " failed: " + Files.readString(said, UTF_8));
        }
        Files.delete(said);
    }

    /** Debian keeps it off the path. */
    private static String found(String program) throws IOException {
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            Stream<Path> onPath = Stream.of(Optional.ofNullable(System.getenv("PATH"))
                            .orElse("")
                            .split(":", -1))
                    .map(Path::of);
            return Stream.concat(versions.map(version -> version.resolve("bin")), onPath)
                    .map(folder -> folder.resolve(program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "PostgreSQL's " + program + " is missing; install it with: apt-get install postgresql"))
                    .toString();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
