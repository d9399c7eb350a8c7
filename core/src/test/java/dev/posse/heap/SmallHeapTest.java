package dev.posse.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "Nothing of a node grows with what callers choose: campaigns, accounts and purchase ids that nobody has used before, "
                + "patrols that are stopped, sales that are remembered")
class SmallHeapTest {

    /** The 70 MB that the memories of a node take at the most, as operations.md adds them up, and some room to work. */
    private static final String HEAP = "-Xmx96m";

    /** Two that lists keep are being opened or closed; the rest is the JVM's. */
    private static final long THREADS = 20;

    @TempDir
    private Path folder;

    /** What a child has printed. */
    private record Printed(List<String> lines) {

        List<Long> numbers(String word) {
            return lines.stream()
                    .filter(line -> line.startsWith(word + " "))
                    .map(line -> Long.parseLong(line.substring(word.length() + 1)))
                    .toList();
        }

        List<String> alarms() {
            return lines.stream().filter(line -> line.startsWith("ALARM ")).toList();
        }
    }

    private Printed runs(boolean isChaining, int seconds) throws IOException, InterruptedException {
        Path output = folder.resolve("printed");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:MaxDirectMemorySize=400m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapNode.class.getName(),
                        String.valueOf(isChaining),
                        String.valueOf(seconds))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(child.waitFor(seconds + 60, TimeUnit.SECONDS), "it does not end");
        } finally {
            child.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertEquals(
                0,
                child.exitValue(),
                () -> String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
        Printed printed = new Printed(lines);
        assertEquals(List.of(), printed.alarms());
        assertTrue(printed.numbers("threads").get(0) <= THREADS, lines::toString);
        return printed;
    }

    @ParameterizedTest(name = "a store that takes chains: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("for a moment")
    void moment(boolean isChaining) throws Exception {
        assertEquals(3, runs(isChaining, 3).numbers("calls").size());
    }

    @Tag("long")
    @ParameterizedTest(name = "a store that takes chains: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("for minutes, and it becomes no slower")
    void minutes(boolean isChaining) throws Exception {
        List<Long> calls = runs(isChaining, 300).numbers("calls");

        long second = calls.get(150) - calls.get(75);
        long last = calls.get(299) - calls.get(224);
        // Other work on the machine takes its share; a heap that is nearly full takes nearly all.
        assertTrue(last > second / 4, () -> second + " calls in the second quarter, and " + last + " in the last one");
    }
}
