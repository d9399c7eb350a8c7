package dev.posse.benchmarks.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.benchmarks.text.JsonLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A run as short as can be: for what it says, not for its figures. Needs redis-server. */
@DisplayName("The command that measures crashes")
class CrashCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new CrashCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    @DisplayName(
            "drivers halt, a process is killed, the server is out: all is settled, the books balance, and a line and a row say so")
    void measures(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("crash.jsonl");

        int code = run(
                "--row=after_outage", "--crashes=2", "--campaigns=24", "--outage=1", "--warm-up=0", "--out=" + file);

        assertEquals(0, code, err::toString);
        List<CrashFigures> lines = Files.readAllLines(file).stream()
                .map(line -> JsonLines.read(line, CrashFigures.class))
                .toList();
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).halted() + lines.get(0).killed() >= 2, lines::toString);
        assertTrue(lines.get(0).max() > 0, lines::toString);
        assertTrue(out.toString().contains("| balanced |"), out::toString);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--crashes=0       | --crashes is from 1 to 10000, not 0",
                "--campaigns=3     | --campaigns is from 24 to 1000, not 3",
                "--purchases=-1    | --purchases is from 1 to 10000, not -1",
                "--row=lukewarm    | expected one of",
                "--seconds=5       | Unknown option: '--seconds=5'"
            })
    @DisplayName("an option that is wrong is named, and nothing is started")
    void wrong(String option, String says) {
        assertEquals(CommandLine.ExitCode.USAGE, run(option));

        assertTrue(err.toString().contains(says), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    @DisplayName("a percentile is a time that was measured: of 300 the fourth longest is p99")
    void percentile() {
        List<Double> millis =
                IntStream.rangeClosed(1, 300).mapToObj(i -> (double) i).toList();

        assertEquals(150, CrashFigures.percentile(millis, 0.5));
        assertEquals(297, CrashFigures.percentile(millis, 0.99));
        assertEquals(300, CrashFigures.percentile(millis, 1));
        assertTrue(Double.isNaN(CrashFigures.percentile(List.of(), 0.5)));
    }
}
