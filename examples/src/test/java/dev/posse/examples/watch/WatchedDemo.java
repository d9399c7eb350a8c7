package dev.posse.examples.watch;

import dev.posse.examples.harness.workload.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./posse demo --board}, as a person starts it: a process, of which only its output and its page are known. */
final class WatchedDemo implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\?token=[0-9a-f]+");

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "output-of-the-demo");

    private WatchedDemo(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    static WatchedDemo start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.posse.examples.Main",
                "demo",
                "--board"));
        command.addAll(List.of(options));
        return new WatchedDemo(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = reader.readLine()) != null) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of the page, once it is printed. */
    URI address() {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            Optional<String> found = lines.stream()
                    .map(ADDRESS::matcher)
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .findFirst();
            if (found.isPresent()) {
                return URI.create(found.get());
            }
            Pause.of(Duration.ofMillis(50));
        }
        throw new AssertionError("No address within a minute in " + printed());
    }

    String printed() {
        return String.join("\n", lines);
    }

    /** What it ends with, within a minute. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The command does not end: " + printed());
        }
        reader.join(10_000);
        return process.exitValue();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
