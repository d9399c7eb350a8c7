package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real redis-server on a free loopback port with a directory of its own; stopped by its own process id, and by a hook
 * when the JVM ends.
 */
final class RedisProcess implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private final Path directory;
    private final int port;
    private final List<String> arguments;
    private final Thread hook = new Thread(this::kill);
    private Process process;

    private RedisProcess(int port, List<String> arguments) {
        this.port = port;
        this.directory = temporaryDirectory();
        this.arguments = arguments;
        this.process = launch(arguments);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts one that is fit for Posse: it loses nothing when it is restarted. */
    static RedisProcess start() {
        return with("--appendonly", "yes", "--appendfsync", "always", "--save", "");
    }

    static RedisProcess with(String... arguments) {
        RedisProcess server = new RedisProcess(freePort(), List.of(arguments));
        server.awaitAnswering();
        return server;
    }

    /** Starts one on this port, without waiting until it answers. */
    static RedisProcess launchOn(int port, String... arguments) {
        return new RedisProcess(port, List.of(arguments));
    }

    /** Starts a sentinel with this configuration. */
    static RedisProcess sentinel(int port, String configuration) {
        try {
            Path file = temporaryDirectory().resolve("sentinel.conf");
            Files.writeString(file, "port " + port + "\nbind " + HOST + "\n" + configuration);
            return new RedisProcess(port, List.of(file.toString(), "--sentinel"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String address() {
        return HOST + ":" + port;
    }

    String uri(String settings) {
        return "redis://" + address() + (settings.isEmpty() ? "" : "?" + settings);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Ends it at once, as a crash does. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("redis-server " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on the same port, with what is in its directory; what is said now is said last. */
    void startAgain(String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        process = launch(all);
        awaitAnswering();
    }

    void restart() {
        kill();
        startAgain();
    }

    /** Sends a signal by the process's own id, such as STOP or CONT. */
    void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Says something with redis-cli and gives what comes back. */
    String cli(String... words) {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-h", HOST, "-p", String.valueOf(port), "--raw"));
        command.addAll(List.of(words));
        return run(command);
    }

    static String run(List<String> command) {
        try {
            Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
            cli.getOutputStream().close();
            String said = new String(cli.getInputStream().readAllBytes(), UTF_8);
            cli.waitFor();
            return said.strip();
        } catch (IOException e) {
            throw missing(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until it answers a PING, its data loaded. */
    void awaitAnswering() {
        Waiting.until("redis-server on port " + port + " answers", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(
                        "redis-server " + arguments + " ended with " + process.exitValue() + ": " + log());
            }
            return pings();
        });
    }

    private boolean pings() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
            byte[] answer = new byte[64];
            int length = socket.getInputStream().read(answer);
            String said = new String(answer, 0, Math.max(0, length), UTF_8);
            return said.startsWith("+PONG") || said.startsWith("-NOAUTH") || arguments.contains("--tls-port");
        } catch (IOException e) {
            return arguments.contains("--tls-port") && log().contains("Ready to accept connections");
        }
    }

    String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return "no log";
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(List<String> with) {
        List<String> command = new ArrayList<>(List.of("redis-server"));
        if (with.contains("--sentinel")) {
            command.addAll(with);
            command.addAll(List.of("--dir", directory.toString()));
        } else {
            command.addAll(List.of("--port", String.valueOf(port), "--bind", HOST, "--dir", directory.toString()));
            command.addAll(with);
        }
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw missing(e);
        }
    }

    private static AssertionError missing(IOException cause) {
        return new AssertionError("redis-server is missing; install it with: apt-get install redis-server", cause);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("posse-redis-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A free port, with a free one for a cluster's bus 10000 above it. */
    static int freePort() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (socket.getLocalPort() <= 55_535 && isFree(socket.getLocalPort() + 10_000)) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new AssertionError("no free port below 55536 in a thousand tries");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
