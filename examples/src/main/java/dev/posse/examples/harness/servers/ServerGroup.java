package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The servers of one database and their directory; all of it ends with the database, or with the JVM. */
final class ServerGroup implements AutoCloseable {

    private static final String PREFIX = "posse-servers-";
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM_BYTES = 2L << 30;

    private final List<ServerProcess> servers = new CopyOnWriteArrayList<>();
    private final Path directory;
    private final Thread hook = new Thread(this::end, "servers-end");
    private boolean ended;

    private ServerGroup(Path directory) {
        this.directory = directory;
    }

    /** Makes something of a new group; if that fails, nothing of the group is left. */
    static <T> T of(Function<ServerGroup, T> making) {
        ServerGroup group;
        try {
            group = new ServerGroup(temporaryDirectory());
            Guardian.remove(group.directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(group.hook);
        try {
            return making.apply(group);
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    /**
     * In memory where there is room: it outlives a killed process as a disk does, and an fsync never takes seconds. A server
     * that waits for the disk so long is taken for dead by the others.
     */
    private static Path temporaryDirectory() throws IOException {
        boolean roomy = Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM_BYTES;
        return roomy ? Files.createTempDirectory(MEMORY, PREFIX) : Files.createTempDirectory(PREFIX);
    }

    /** Where the directory of a server is. */
    Path place(String name) {
        return directory.resolve(name);
    }

    /** Makes a directory for one server. */
    Path folder(String name) {
        try {
            return Files.createDirectory(place(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server and waits until it answers. */
    ServerProcess start(String name, int port, List<String> command, Predicate<ServerProcess> answers) {
        ServerProcess server;
        synchronized (this) {
            if (ended) {
                throw new IllegalStateException("These servers have ended; start a new database");
            }
            server = ServerProcess.start(name, port, command, directory.resolve(name + ".log"));
            servers.add(server);
        }
        awaitAnswer(server, answers);
        return server;
    }

    /**
     * Waits until a server answers.
     *
     * @throws IllegalStateException if it ends, or does not answer in time
     */
    static void awaitAnswer(ServerProcess server, Predicate<ServerProcess> answers) {
        Await.until(
                "an answer of " + server,
                () -> {
                    if (!server.isAlive()) {
                        throw new IllegalStateException(server + " ended by itself: " + server.lastWords());
                    }
                    return answers.test(server);
                },
                server::lastWords);
    }

    /** The process ids of those that run, stopped ones included. */
    List<Long> pids() {
        return servers.stream()
                .filter(ServerProcess::isAlive)
                .map(ServerProcess::pid)
                .toList();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook runs anyhow.
        }
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        servers.forEach(ServerProcess::kill);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
