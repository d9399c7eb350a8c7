package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One server of a database, as a process that can be stopped, killed and started again; by its own id always. */
final class ServerProcess {

    private static final int LAST_LINES = 5;
    private static final int END_SECONDS = 10;

    private final String name;
    private final List<String> command;
    private final Path log;
    private volatile int port;
    private Process process;

    private ServerProcess(String name, int port, List<String> command, Path log) throws IOException {
        this.name = name;
        this.port = port;
        this.command = command;
        this.log = log;
        this.process = launch(command);
    }

    static ServerProcess start(String name, int port, List<String> command, Path log) {
        try {
            return new ServerProcess(name, port, command, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Notes where it listens, where it has chosen that itself. */
    void listensOn(int chosen) {
        port = chosen;
    }

    synchronized long pid() {
        return process.pid();
    }

    synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, as a crash does. */
    synchronized void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(this + " was killed and does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again, with what is in its directory, and with more arguments than before. */
    synchronized void startAgain(String... more) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(List.of(more));
        try {
            process = launch(longer);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + longer, e);
        }
    }

    /** Stops it as it stands. */
    void stop() {
        signal("STOP");
    }

    /** Lets it go on. */
    void goOn() {
        signal("CONT");
    }

    /** The last lines that it wrote. */
    String lastWords() {
        List<String> lines = lines();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** All lines that it wrote. */
    List<String> lines() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of("no log");
        }
    }

    /** Says which it is, for a person who wants to look for himself. */
    @Override
    public String toString() {
        return name + " (pid " + pid() + ", port " + port + ")";
    }

    private void signal(String signal) {
        int status = Signals.send(signal, pid());
        if (status != 0) {
            throw new IllegalStateException("kill -" + signal + " of " + this + " ended with " + status);
        }
    }

    private Process launch(List<String> arguments) throws IOException {
        Process started = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Guardian.watch(started);
        return started;
    }
}
