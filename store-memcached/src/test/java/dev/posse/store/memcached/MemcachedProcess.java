package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real memcached on a free loopback port; stopped by its own process id, and by a hook when the JVM ends. */
final class MemcachedProcess implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int TRIES = 500;

    private final int port;
    private final List<String> arguments;
    private final Thread hook = new Thread(this::kill);
    private Process process;

    private MemcachedProcess(int port, List<String> arguments) {
        this.port = port;
        this.arguments = arguments;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(hook);
        awaitReady();
    }

    /** Starts one that is fit for Posse. */
    static MemcachedProcess start() {
        return with("-M", "-m", "64");
    }

    static MemcachedProcess with(String... arguments) {
        return new MemcachedProcess(freePort(), List.of(arguments));
    }

    int port() {
        return port;
    }

    String address() {
        return HOST + ":" + port;
    }

    String uri(String settings) {
        return "memcached://" + address() + (settings.isEmpty() ? "" : "?" + settings);
    }

    /** Ends it at once, as a crash does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again on the same port, with nothing in it. */
    void startAgain() {
        startAgain(arguments.toArray(String[]::new));
    }

    void startAgain(String... otherArguments) {
        process = launch(List.of(otherArguments));
        awaitReady();
    }

    void restart() {
        kill();
        startAgain();
    }

    /** Sends a signal by the process's own id, such as STOP, CONT or USR1. */
    void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + name + " ended with " + status);
            }
            while (name.equals("STOP") && !isStopped()) {
                // The signal is on its way to each thread.
                pause();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                if (!Files.readString(thread.resolve("stat")).contains(") T ")) {
                    return false;
                }
            }
            return true;
        }
    }

    void awaitEnd() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("memcached " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says something in the text protocol and gives what comes back, up to a line with this end. */
    String say(String command, String end) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
            StringBuilder said = new StringBuilder();
            byte[] buffer = new byte[65_536];
            while (!said.toString().endsWith(end + "\r\n")) {
                int length = socket.getInputStream().read(buffer);
                if (length < 0) {
                    throw new AssertionError(command + " was answered with " + said);
                }
                said.append(new String(buffer, 0, length, UTF_8));
            }
            return said.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of its statistics. */
    long figure(String name) {
        for (String line : say("stats", "END").lines().toList()) {
            String[] parts = line.split(" ", 3);
            if (parts.length == 3 && parts[1].equals(name)) {
                return Long.parseLong(parts[2]);
            }
        }
        throw new AssertionError("memcached has no figure " + name);
    }

    /** The line that answers {@code version}: the end of any talk. */
    String version() {
        return say("version", "").trim();
    }

    /** The slab classes that have pages, smallest items first. */
    List<Integer> slabClasses() {
        return say("stats items", "END")
                .lines()
                .filter(line -> line.contains(":number "))
                .map(line -> Integer.parseInt(line.split(":", -1)[1]))
                .sorted()
                .toList();
    }

    long itemsIn(int slabClass) {
        return say("stats items", "END")
                .lines()
                .filter(line -> line.startsWith("STAT items:" + slabClass + ":number "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        kill();
    }

    private Process launch() {
        return launch(arguments);
    }

    private Process launch(List<String> with) {
        List<String> command = new ArrayList<>(List.of("memcached", "-l", HOST, "-p", String.valueOf(port), "-U", "0"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.addAll(with);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("memcached is missing; install it with: apt-get install memcached", e);
        }
    }

    private void awaitReady() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (!process.isAlive()) {
                throw new AssertionError("memcached " + arguments + " ended with " + process.exitValue());
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                pause();
            }
        }
        throw new AssertionError("memcached on port " + port + " does not come up");
    }

    private static void pause() {
        try {
            // Nothing tells when a process listens.
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
