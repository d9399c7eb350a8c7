package dev.posse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("./posse")
class CommandsTest {

    private final String uri = "shared:" + UUID.randomUUID();
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

    @Test
    @DisplayName("init sets a store up, doctor tells so, and both say it in their exit codes")
    void init() {
        assertEquals(PosseCommand.BAD, posse("doctor", "--store", uri), said());
        assertTrue(said().contains("not set up"), said());
        assertEquals(0, posse("init", "--store", uri), said());
        assertEquals(0, posse("confirm", "--store", uri), said());
        said.reset();
        assertEquals(PosseCommand.BAD, posse("doctor", "--store", uri, "--json"), "memory is a risk");
        assertTrue(said().contains("\"initialized\" : true"), said());
    }

    @Test
    @DisplayName("audit exits with 0 when the books balance and with 1 when a debit is missing")
    void audit() {
        sellOne();
        assertEquals(0, posse("audit", "--store", uri), said());
        assertTrue(said().contains("1 slots sold for 250"), said());
        losesTheDebit();
        assertEquals(PosseCommand.BAD, posse("audit", "--store", uri, "--json"), said());
        assertTrue(said().contains("SPENT_DIFFERS"), said());
    }

    @Test
    @DisplayName("show prints documents, and exits with 4 where there is none")
    void show() {
        sellOne();
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
        sellOne();
        assertEquals(0, posse("resolve", "--store", uri, "alice"), said());
        assertTrue(said().contains("Clean"), said());
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
        return PosseCommand.commandLine().execute(args);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private void sellOne() {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Posse.initialize(store);
            try (Posse posse = Posse.on(store).open()) {
                posse.accounts().open("alice");
                posse.accounts().deposit("alice", "voucher-7", 1_000);
                posse.campaigns().create("drop", 250, 100);
                posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("order-1"));
            }
        }
    }

    /** Writes the account as it was before the sale, as a lost write would leave it. */
    private void losesTheDebit() {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Entry account = store.get(Keys.account("alice")).orElseThrow();
            String before = new String(account.value(), StandardCharsets.UTF_8)
                    .replace("\"balance\":750", "\"balance\":1000")
                    .replace("\"spent\":250", "\"spent\":0");
            store.swap(Keys.account("alice"), before.getBytes(StandardCharsets.UTF_8), account.version());
        }
    }
}
