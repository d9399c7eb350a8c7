package dev.posse.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.browser.Browser;
import dev.posse.browser.Scheme;
import dev.posse.browser.Window;
import dev.posse.cli.Main;
import dev.posse.store.CasKeyValueStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("./posse demo --report")
class DemoReportTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory = Path.of("");

    private record Said(int code, String text) {}

    private static Said posse(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            int code = Main.run(Main.commandLine(new DemoCommand()), args);
            return new Said(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    @DisplayName("writes a page that tells what the command has printed, and reads well everywhere")
    void report() throws IOException {
        Path file = directory.resolve("run.html");

        Said said =
                posse("demo", "--duration", "5", "--campaigns", "20", "--kill-rate", "4", "--report", file.toString());

        assertEquals(0, said.code(), said.text());
        assertTrue(said.text().contains("report             " + file), said.text());
        try (Browser browser = Browser.start()) {
            browser.open(file.toUri());
            browser.await(
                    "the charts are drawn",
                    SOON,
                    () -> !browser.all("html[data-drawn='3']").isEmpty());
            String text = browser.text();
            assertTrue(text.contains("THE BOOKS BALANCE: " + sold(said.text()) + " slots sold"), text);
            for (String heading : List.of(
                    "Throughput, and what went wrong",
                    "From crash to settled",
                    "Finished by patrols, by branch of the recovery tree",
                    "Why purchases were in doubt",
                    "How doubts ended",
                    "The slowest sale",
                    "To repeat it")) {
                assertTrue(text.contains(heading), heading + " is missing in\n" + text);
            }
            assertTrue(text.contains("./posse demo --duration 5 --campaigns 20 --kill-rate 4 --seed "), text);
            assertEquals(settledInAll(browser), Long.parseLong(sold(said.text()).replace(",", "")));
            looksWell(browser, "run");
        }
    }

    private static String sold(String summary) {
        Matcher sold = Pattern.compile("sold +([\\d,]+)").matcher(summary);
        assertTrue(sold.find(), summary);
        return sold.group(1);
    }

    /** The sum of the line: seconds of a short run are not put together. */
    private static long settledInAll(Browser browser) {
        return Math.round(((Number)
                        browser.script(
                                "return [...document.querySelectorAll('table.data')][0].querySelectorAll('tbody tr').length"
                                        + " && [...[...document.querySelectorAll('table.data')][0].tBodies[0].rows]"
                                        + ".map(row => Number(row.cells[1].dataset.v)).reduce((one, other) => one + other, 0);"))
                .doubleValue());
    }

    private static void looksWell(Browser browser, String name) {
        assertEquals(List.of(), browser.console());
        assertEquals(0L, browser.script("return performance.getEntriesByType('resource').length;"));
        for (Window window : Window.values()) {
            for (Scheme scheme : Scheme.values()) {
                browser.size(window);
                browser.scheme(scheme);
                assertEquals(0, browser.overflow(), window + " has to be scrolled sideways");
                browser.picture(name + "-" + window + "-" + scheme.value());
            }
        }
    }

    @Test
    @DisplayName("is refused before the run where it could not be written after it, with what to do")
    void refusedBefore() throws IOException {
        Path there = Files.writeString(directory.resolve("there.html"), "mine");
        Map<String, String> wrong = Map.of(
                there.toString(), "is there already, and a report is never written over: name another file",
                directory.toString(), "name a file in it",
                directory.resolve("no/run.html").toString(), "make it first: mkdir -p");

        wrong.forEach((file, why) -> {
            Said said = posse("demo", "--duration", "600", "--report", file);
            assertEquals(2, said.code(), said.text());
            assertTrue(said.text().contains(why), said.text());
        });

        assertEquals("mine", Files.readString(there));
    }

    @Test
    @DisplayName("is written of a run that failed too, and says so")
    void failedRun() throws IOException {
        Path file = directory.resolve("failed.html");
        RunReporting reporting = RunReporting.of(Optional.of(file), typed("--seed", "7"), 7);

        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> reporting.watched("a run", Map.of(), () -> "a store", () -> {
                    throw new IllegalStateException("the store <is> gone");
                }));

        assertEquals("the store <is> gone", thrown.getMessage());
        String html = Files.readString(file);
        assertTrue(html.contains("THE RUN DID NOT COME TO ITS END"), "no verdict");
        assertTrue(html.contains("the store &lt;is&gt; gone"), "no reason");
    }

    @Test
    @DisplayName("is red, with the differences under the verdict, where the books do not balance")
    void redRun() throws Exception {
        Path file = directory.resolve("red.html");
        DemoSettings settings =
                new DemoSettings(4, 200, 6, 200, 40, 2, 0, 1, 0, Duration.ZERO, Duration.ofSeconds(3), 0, 11);
        RunReporting reporting = RunReporting.of(Optional.of(file), typed(), 11);

        try (CasKeyValueStore store = new ForgetfulStore(CasKeyValueStore.open("memory:"))) {
            assertEquals(1, new OneProcessDemo(settings, store, reporting).run(new BoardOptions(), ""));
        }

        String html = Files.readString(file);
        assertTrue(html.contains("class=\"verdict bad\">THE BOOKS DO NOT BALANCE"), "no verdict");
        assertTrue(html.contains("<ul class=\"bad\"><li>"), "no differences");
    }

    @Test
    @DisplayName("repeats the command with the seed, without passwords and without where the report went")
    void repeated() {
        assertEquals(
                "./posse demo --store 'redis://…@localhost:6379' --duration 5 --settle-behind --start 'redis-server a b'"
                        + " --seed 7",
                RepeatedCommand.of(
                        typed(
                                        "--report",
                                        "x.html",
                                        "--store",
                                        "redis://me:Hu/sh@4711@localhost:6379",
                                        "--duration=5",
                                        "--settle-behind",
                                        "--seed",
                                        "9",
                                        "--start",
                                        "redis-server a b")
                                .commandLine()
                                .getParseResult(),
                        7));
        assertFalse(RepeatedCommand.withoutSecret("rediss://localhost?password=Hush")
                .contains("Hush"));
    }

    private static CommandLine.Model.CommandSpec typed(String... args) {
        CommandLine line = new CommandLine(new DemoCommand());
        line.parseArgs(args);
        return line.getCommandSpec();
    }
}
