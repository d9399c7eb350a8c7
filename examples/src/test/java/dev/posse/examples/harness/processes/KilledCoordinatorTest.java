package dev.posse.examples.harness.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.examples.harness.servers.Signals;
import dev.posse.examples.harness.workload.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A coordinator that is killed")
class KilledCoordinatorTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    @DisplayName("leaves nothing behind: no node, also no stopped one, no server, and none of its data")
    void leavesNothing() throws IOException {
        Path log = directory.resolve("run").resolve(ProcessRun.LOG);
        Process coordinator = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.posse.examples.Main",
                        "demo",
                        "--processes",
                        "--nodes=3",
                        "--buyers=4",
                        "--accounts=20",
                        "--stop-rate=0",
                        "--kill-rate=0",
                        "--database-fault-rate=0",
                        "--directory=" + log.getParent()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said.txt").toFile())
                .start();
        List<ProcessHandle> children = new ArrayList<>();
        try {
            await("something is sold", () -> sizeOf(log) > 0);
            children.addAll(coordinator.descendants().toList());
            Path data = dataOf(children);
            assertTrue(Files.isDirectory(data), data::toString);
            assertTrue(children.size() >= 4, children::toString);
            assertEquals(0, Signals.send("STOP", aNode(children).pid()));

            coordinator.destroyForcibly();

            await("nothing runs of " + children, () -> children.stream().noneMatch(KilledCoordinatorTest::runs));
            await("the data is gone: " + data, () -> !Files.exists(data));
        } finally {
            coordinator.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static ProcessHandle aNode(List<ProcessHandle> children) {
        return children.stream()
                .filter(child -> commandLine(child).contains("dev.posse.examples.Main\0node"))
                .findFirst()
                .orElseThrow();
    }

    /** Where the database has its data: a server works in its directory. */
    private static Path dataOf(List<ProcessHandle> children) throws IOException {
        ProcessHandle server = children.stream()
                .filter(child -> commandLine(child).contains("redis-server"))
                .findFirst()
                .orElseThrow();
        return Files.readSymbolicLink(Path.of("/proc", String.valueOf(server.pid()), "cwd"))
                .resolveSibling("");
    }

    private static String commandLine(ProcessHandle process) {
        return read(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    }

    /** One that has ended, and whose end nobody has asked for yet, does not run. */
    private static boolean runs(ProcessHandle process) {
        String status = read(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        return !status.isEmpty() && !status.matches("(?s)\\d+ \\(.*\\) [ZX] .*");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, () -> "within a minute it did not come to be that " + what);
            Pause.of(Duration.ofMillis(50));
        }
    }
}
