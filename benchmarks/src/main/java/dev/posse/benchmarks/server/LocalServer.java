package dev.posse.benchmarks.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server of this run, on a free loopback port and with a directory of its own. It ends when it is closed, or with the JVM;
 * always by its own process id.
 */
public final class LocalServer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 1000;
    private static final int START_SECONDS = 30;
    private static final int END_SECONDS = 10;

    private final List<String> command;
    private final BooleanSupplier answers;
    private final int port;
    private final Path directory;
    private volatile Process process;
    private final Thread hook = new Thread(this::end, "server-end");

    private LocalServer(Path directory, int port, List<String> command, BooleanSupplier answers) throws IOException {
        this.directory = directory;
        this.port = port;
        this.command = command;
        this.answers = answers;
        this.process = begin();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** {@return a Redis that writes nothing to disk} */
    public static LocalServer redis() {
        return redis("--appendonly", "no");
    }

    /**
     * {@return a Redis that finds everything again after it was killed, as long as the machine lives: nobody waits for the disk}
     */
    public static LocalServer redisThatRemembers() {
        return redis("--appendonly", "yes", "--appendfsync", "no");
    }

    private static LocalServer redis(String... persistence) {
        String program = Executable.find("redis-server", "redis-server");
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                program,
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction"));
        command.addAll(List.of(persistence));
        return start(temporaryDirectory(), port, command, () -> greets(port, "PING\r\n", "+PONG"));
    }

    /** {@return a memcached that does not evict} */
    public static LocalServer memcached() {
        String program = Executable.find("memcached", "memcached");
        int port = freePort();
        List<String> command = List.of(
                program,
                "-l",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-U",
                "0",
                "-M",
                "-m",
                "4096",
                "-c",
                "2048",
                "-u",
                "nobody");
        return start(temporaryDirectory(), port, command, () -> greets(port, "version\r\n", "VERSION"));
    }

    /** Starts a server in its directory and waits until it answers. */
    static LocalServer start(Path directory, int port, List<String> command, BooleanSupplier answers) {
        try {
            LocalServer server = new LocalServer(directory, port, List.copyOf(command), answers);
            try {
                server.awaitAnswer();
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    private Process begin() throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    /** Stops it where it stands, as a machine that hangs: connections stay, and nothing answers. */
    public void hang() {
        signal("STOP");
    }

    /** Lets it go on, and waits until it answers. */
    public void goOn() {
        signal("CONT");
        awaitAnswer();
    }

    /** Kills it, as a power cut would. */
    public synchronized void kill() {
        try {
            process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it anew after {@link #kill}, where it was and with what it has on disk, and waits until it answers. */
    public synchronized void startAgain() {
        try {
            process = begin();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
        awaitAnswer();
    }

    /** {@return where it listens on the loopback interface} */
    public int port() {
        return port;
    }

    /** {@return its process id} */
    public long pid() {
        return process.pid();
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

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("posse-benchmark-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "A server did not come up within " + START_SECONDS + " s: " + text(log()));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while a server came up", e);
            }
        }
    }

    private synchronized void end() {
        // SIGINT is PostgreSQL's way to end at once and in order; a smart shutdown would wait for its clients.
        signal("INT");
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.exists(directory) ? Files.walk(directory) : Stream.empty()) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean greets(int port, String question, String answer) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(question.getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(answer.length()), US_ASCII).equals(answer);
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log";
        }
    }
}
