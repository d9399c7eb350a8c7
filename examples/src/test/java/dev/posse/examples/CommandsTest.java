package dev.posse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("./posse")
class CommandsTest {

    private final Shop shop = new Shop();
    private final String uri = shop.uri;
    private final Terminal terminal = new Terminal();

    @AfterEach
    void stopListening() {
        terminal.close();
    }

    @Test
    @DisplayName("init sets a store up, doctor tells so, and both say it in their exit codes")
    void init() {
        assertEquals(PosseCommand.BAD, posse("doctor", "--store", uri), said());
        assertTrue(said().contains("not set up"), said());
        assertEquals(0, posse("init", "--store", uri), said());
        assertEquals(0, posse("confirm", "--store", uri), said());
        assertEquals(PosseCommand.BAD, posse("doctor", "--store", uri, "--json"), "memory is a risk");
        assertTrue(said().contains("\"initialization\" : \"READY\""), said());
    }

    @Test
    @DisplayName("audit exits with 0 when the books balance and with 1 when a debit is missing")
    void audit() {
        shop.sellOne();
        assertEquals(0, posse("audit", "--store", uri), said());
        assertTrue(said().contains("1 slots sold for 250"), said());
        shop.losesTheDebit();
        assertEquals(PosseCommand.BAD, posse("audit", "--store", uri, "--json"), said());
        assertTrue(said().contains("SPENT_DIFFERS"), said());
    }

    @Test
    @DisplayName("show prints documents, and exits with 4 where there is none")
    void show() {
        shop.sellOne();
        assertEquals(0, posse("show", "slot", "--store", uri, "drop", "1"), said());
        assertTrue(said().contains("order-1"), said());
        assertEquals(0, posse("show", "account", "--store", uri, "--json", "alice"), said());
        assertTrue(said().contains("\"version\""), said());
        assertEquals(0, posse("show", "campaign", "--store", uri, "drop"), said());
        assertEquals(0, posse("show", "transaction", "--store", uri, "drop", "1"), said());
        assertEquals(PosseCommand.UNDECIDED, posse("show", "slot", "--store", uri, "drop", "2"), said());
    }

    @Test
    @DisplayName("resolve answers like a login")
    void resolve() {
        shop.sellOne();
        assertEquals(0, posse("resolve", "--store", uri, "alice"), said());
        assertTrue(said().contains("no purchase is under way"), said());
        assertEquals(PosseCommand.UNDECIDED, posse("resolve", "--store", uri, "--json", "--cancel", "bob"), said());
        assertTrue(said().contains("UnknownAccount"), said());
    }

    @Test
    @DisplayName("a wrong option exits with 2, a store that was never set up with 3, and the text says what to do")
    void trouble() {
        assertEquals(2, posse("demo", "--nodes", "0"), said());
        assertEquals(2, posse("audit", "--store", "nonsense"), said());
        assertTrue(said().contains("shared:"), said());
        assertEquals(PosseCommand.STORE_TROUBLE, posse("resolve", "--store", uri, "alice"), said());
        assertTrue(said().contains("./posse init"), said());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doctor --store couchbase://posse:Hush-4711@/posse",
                "doctor --store couchbase://posse:Hu/Hush-4711@localhost/posse",
                "demo --store couchbase://posse:Hu@Hush-4711@localhost/posse",
                "demo --store couchbase://posse:%Hush-4711@localhost/posse",
                "init --store couchbase://posse@localhost/posse?passwordEnv=Hush-4711",
                "demo couchbase://posse:Hush-4711@localhost/posse",
                "demo --stor=couchbase://posse:Hush-4711@localhost/posse",
                "demo --nodes couchbase://posse:Hush-4711@localhost/posse",
                "couchbase://posse:Hush-4711@localhost/posse",
            })
    @DisplayName("a command line that is wrong exits with 2, and the error does not show the password in it")
    void secrecy(String line) {
        assertEquals(2, posse(line.split(" ")), said());
        assertTrue(said().contains("Couchbase") || said().contains("not shown"), said());
        assertFalse(said().contains("Hush"), said());
    }

    @ParameterizedTest
    @CsvSource({
        "demo --processes --store memory:, choose it with --database",
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
                        uri,
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

    private int posse(String... args) {
        return terminal.posse(args);
    }

    private String said() {
        return terminal.said();
    }
}
