package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A command")
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
        assertEquals(ExitCode.NOT_HEALTHY, posse("doctor", "--store", uri), said());
        assertTrue(said().contains("not set up"), said());
        assertEquals(0, posse("init", "--store", uri), said());
        assertEquals(0, posse("confirm", "--store", uri), said());
        assertEquals(ExitCode.NOT_HEALTHY, posse("doctor", "--store", uri, "--json"), "memory is a risk");
        assertTrue(said().contains("\"initialization\" : \"READY\""), said());
    }

    @Test
    @DisplayName("audit exits with 0 when the books balance and with 1 when a debit is missing")
    void audit() {
        shop.sellOne();
        assertEquals(0, posse("audit", "--store", uri), said());
        assertTrue(said().contains("1 slots sold for 250"), said());
        shop.losesTheDebit();
        assertEquals(ExitCode.NOT_HEALTHY, posse("audit", "--store", uri, "--json"), said());
        assertTrue(said().contains("SPENT_DIFFERS"), said());
    }

    @Test
    @DisplayName("show prints documents, and exits with 2 where there is none")
    void show() {
        shop.sellOne();
        assertEquals(0, posse("show", "slot", "--store", uri, "drop", "1"), said());
        assertTrue(said().contains("order-1"), said());
        assertEquals(0, posse("show", "account", "--store", uri, "--json", "alice"), said());
        assertTrue(said().contains("\"version\""), said());
        assertEquals(0, posse("show", "campaign", "--store", uri, "drop"), said());
        assertEquals(0, posse("show", "transaction", "--store", uri, "drop", "1"), said());
        assertEquals(2, posse("show", "slot", "--store", uri, "drop", "2"), said());
    }

    @Test
    @DisplayName("resolve answers like a login")
    void resolve() {
        shop.sellOne();
        assertEquals(0, posse("resolve", "--store", uri, "alice"), said());
        assertTrue(said().contains("no purchase is under way"), said());
        assertEquals(2, posse("resolve", "--store", uri, "--json", "--cancel", "bob"), said());
        assertTrue(said().contains("UnknownAccount"), said());
    }

    @Test
    @DisplayName("a wrong option exits with 2, a store that was never set up with 5, and the text says what to do")
    void trouble() {
        assertEquals(2, posse("audit", "--nodes", "0"), said());
        assertEquals(2, posse("audit", "--store", "nonsense"), said());
        assertTrue(said().contains("shared:"), said());
        assertEquals(ExitCode.DATA_UNUSABLE, posse("resolve", "--store", uri, "alice"), said());
        assertTrue(said().contains("./posse init"), said());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doctor --store couchbase://posse:Hush-4711@/posse",
                "doctor --store couchbase://posse:Hu/Hush-4711@localhost/posse",
                "show campaigns --store couchbase://posse:Hu@Hush-4711@localhost/posse",
                "audit --store couchbase://posse:%Hush-4711@localhost/posse",
                "init --store couchbase://posse@localhost/posse?passwordEnv=Hush-4711",
                "audit --store memory: couchbase://posse:Hush-4711@localhost/posse",
                "audit --store memory: --stor=couchbase://posse:Hush-4711@localhost/posse",
                "show sold drop --store memory: --last couchbase://posse:Hush-4711@localhost/posse",
                "couchbase://posse:Hush-4711@localhost/posse",
            })
    @DisplayName("a command line that is wrong exits with 2, and the error does not show the password in it")
    void secrecy(String line) {
        assertEquals(2, posse(line.split(" ")), said());
        assertTrue(said().contains("URI") || said().contains("Couchbase") || said().contains("not shown"), said());
        assertFalse(said().contains("Hush"), said());
    }

    private int posse(String... args) {
        return terminal.posse(args);
    }

    private String said() {
        return terminal.said();
    }
}
