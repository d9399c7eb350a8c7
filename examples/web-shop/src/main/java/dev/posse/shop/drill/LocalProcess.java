package dev.posse.shop.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program of this machine, started and ended by its own process id; it ends with this JVM at the latest. */
final class LocalProcess implements AutoCloseable {

    /** Seconds, but where many others compute beside it. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration POLL = Duration.ofMillis(50);

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread hook = new Thread(this::kill);

    private LocalProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static LocalProcess start(String name, List<String> command, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new LocalProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " cannot be started: " + e.getMessage(), e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it can be used. */
    void await(BooleanSupplier usable) throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!usable.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(name + " did not start; see " + log);
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** SIGKILL: nothing is flushed, finished or told. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM: it ends in order, or by force after half a minute. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
        if (process.isAlive()) {
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void awaitEnd() {
        try {
            boolean unused = process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
