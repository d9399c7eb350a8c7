package dev.posse.cli.board;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real redis-server on a free port, stopped by its own process id. */
public final class RedisServer implements AutoCloseable {

    private static final long START_NANOS = 10_000_000_000L;

    private final Path folder;
    private final int port;
    private Process process;

    /** Starts it, and waits until it answers. */
    public RedisServer() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
            folder = Files.createTempDirectory("posse-board-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = start();
        awaitAnswer();
    }

    private void awaitAnswer() {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        long end = System.nanoTime() + START_NANOS;
        while (!answers()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("redis-server does not answer on port " + port);
            }
        }
    }

    private Process start() {
        try {
            return new ProcessBuilder(List.of(
                            "redis-server",
                            "--port",
                            String.valueOf(port),
                            "--bind",
                            "127.0.0.1",
                            "--dir",
                            folder.toString(),
                            "--save",
                            "",
                            "--appendonly",
                            "yes",
                            "--appendfsync",
                            "no",
                            "--maxmemory-policy",
                            "noeviction"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError("redis-server is missing; install it with: sudo apt-get install redis-server", e);
        }
    }

    /** {@return its URI} */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    private boolean answers() {
        try {
            return ask("PING\r\n").startsWith("+PONG");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String ask(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            return String.valueOf(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return commands that it has taken, as it counts them itself; asking counts as one} */
    public long commands() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write("INFO stats\r\n".getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("total_commands_processed:")) {
                    return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
                }
            }
            throw new AssertionError("redis-server does not count its commands");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it; its data stays on the disk. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on the same port, with what is on the disk. */
    public void startAgain() {
        process = start();
        awaitAnswer();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            process.waitFor();
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
