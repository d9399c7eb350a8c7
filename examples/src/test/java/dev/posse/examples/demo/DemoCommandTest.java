package dev.posse.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("./posse demo")
class DemoCommandTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @BeforeEach
    void listen() {
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void stopListening() {
        System.setOut(out);
        System.setErr(err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --store couchbase://posse:Hu@Hush-4711@localhost/posse",
                "demo --store couchbase://posse:%Hush-4711@localhost/posse",
                "demo couchbase://posse:Hush-4711@localhost/posse",
                "demo --stor=couchbase://posse:Hush-4711@localhost/posse",
                "demo --nodes couchbase://posse:Hush-4711@localhost/posse",
            })
    @DisplayName("a command line that is wrong exits with 2, and the error does not show the password in it")
    void secrecy(String line) {
        assertEquals(2, posse(line.split(" ")), said());
        assertTrue(said().contains("URI") || said().contains("not shown"), said());
        assertFalse(said().contains("Hush"), said());
    }

    @Test
    @DisplayName("a number out of range exits with 2")
    void outOfRange() {
        assertEquals(2, posse("demo", "--nodes", "0"), said());
        assertTrue(said().contains("--nodes is at least 1"), said());
    }

    @ParameterizedTest
    @CsvSource({
        "demo --processes --store memory:, choose a database with --database",
        "demo --processes --store redis://localhost --database redis, take one of them",
        "demo --processes --store nosuch:store, No store for the scheme",
        "demo --start x --kill y, with --processes --store URI",
        "demo --processes --start x --kill y, with --processes --store URI",
        "demo --processes --store redis://localhost --kill y, need --start",
        "demo --processes --store redis://localhost --fault-rate 1, no proxies before your own",
        "demo --processes --store redis://localhost --database-fault-rate 1, needs --start",
        "demo --processes --latency 5, --fault-rate",
        "demo --database redis, are for --processes",
        "demo --processes --database oracle, the kinds are redis",
        "demo --processes --kill-rate 50, --kill-rate is 0 to 10",
        "demo --processes --duration 0, --duration is above 0",
    })
    @DisplayName("options of the demo that do not go together exit with 2, and the text says which to take")
    void mixtures(String line, String advice) {
        assertEquals(2, posse(line.split(" ")), said());
        assertTrue(said().contains(advice), said());
    }

    @Test
    @DisplayName("demo --processes begins nothing where the log of another run lies, and leaves that as it is")
    void logIsThere(@TempDir Path directory) throws IOException {
        Path log = Files.writeString(directory.resolve("answers.jsonl"), "another run's");

        assertEquals(2, posse("demo", "--processes", "--duration", "1", "--directory", directory.toString()), said());

        assertTrue(said().contains("never written over; name another directory"), said());
        assertEquals("another run's", Files.readString(log));
    }

    @Test
    @DisplayName("demo runs on the store of a URI and exits with 0 when the books balance")
    void demo() {
        assertEquals(
                0,
                posse(
                        "demo",
                        "--store",
                        "memory:",
                        "--nodes",
                        "3",
                        "--accounts",
                        "20",
                        "--campaigns",
                        "3",
                        "--capacity",
                        "30",
                        "--buyers",
                        "8",
                        "--patrol-rate",
                        "20",
                        "--kill-rate",
                        "5",
                        "--seed",
                        "1"),
                said());
        assertTrue(said().contains("THE BOOKS BALANCE"), said());
    }

    private static int posse(String... args) {
        return Main.commandLine(new DemoCommand()).execute(args);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
