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

    private final Process process;
    private final int port;
    private final Path directory;
    private final Thread hook = new Thread(this::end, "server-end");

    private LocalServer(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** {@return a Redis that writes nothing to disk} */
    public static LocalServer redis() {
        String program = Executable.find("redis-server", "redis-server");
        int port = freePort();
        return start(
                temporaryDirectory(),
                port,
                List.of(
                        program,
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--maxmemory-policy",
                        "noeviction"),
                () -> greets(port, "PING\r\n", "+PONG"));
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
        Path log = directory.resolve("server.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            LocalServer server = new LocalServer(process, port, directory);
            try {
                server.awaitAnswer(answers, log);
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
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

    private void awaitAnswer(BooleanSupplier answers, Path log) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "A server did not come up within " + START_SECONDS + " s: " + text(log));
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
        signalInterrupt(process.pid());
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

    private void signalInterrupt(long pid) {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor(END_SECONDS, TimeUnit.SECONDS);
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
