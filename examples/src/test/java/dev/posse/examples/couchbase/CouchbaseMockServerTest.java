package dev.posse.examples.couchbase;

import static com.couchbase.client.java.kv.GetOptions.getOptions;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.core.error.CouchbaseException;
import com.couchbase.client.java.Cluster;
import com.couchbase.client.java.Collection;
import com.couchbase.client.java.kv.GetOptions;
import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("./posse couchbase-mock")
class CouchbaseMockServerTest {

    private Process mock;
    private String uri;

    @BeforeEach
    void start() throws IOException {
        mock = Posses.process(List.of(), Map.of(), "couchbase-mock").start();
        BufferedReader output = mock.inputReader();
        uri = output.readLine();
        assertTrue(uri != null && uri.startsWith("couchbase://"), () -> "printed: " + uri);
    }

    @AfterEach
    void stop() throws InterruptedException {
        mock.destroyForcibly();
        assertTrue(mock.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("prints a URI, a purchase works there, and SIGTERM ends it")
    void purchase() throws InterruptedException {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Posse.initialize(store);
            try (Posse posse = Posse.on(store).open()) {
                posse.campaigns().create("summer", 250, 10);
                posse.accounts().open("ann");
                posse.accounts().deposit("ann", "first", 1000);
                PurchaseOutcome outcome = posse.purchase(PurchaseRequest.of("ann", "summer"));
                assertInstanceOf(PurchaseOutcome.Purchased.class, outcome);
                assertEquals(
                        750, posse.accounts().statement("ann").orElseThrow().balance());
            }
        }
        mock.destroy();
        assertTrue(mock.waitFor(10, TimeUnit.SECONDS), "still running");
        assertNotEquals(0, mock.exitValue(), "ended by the signal");
    }

    @Test
    @DisplayName("ends with an error when the mock has died, as one does of a subdocument with a letter beyond ASCII")
    void death() throws InterruptedException {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            store.add("letter", "{\"a\":\"\u00e9\"}".getBytes(UTF_8));
        }
        try (Cluster cluster = Cluster.connect(uri.replaceAll("//.*@(.*)/posse.*", "//$1"), "posse", "posse")) {
            Collection collection = cluster.bucket("posse").defaultCollection();
            GetOptions withExpiry = getOptions().withExpiry(true).timeout(Duration.ofSeconds(10));
            assertThrows(CouchbaseException.class, () -> collection.get("letter", withExpiry));
        }
        assertTrue(mock.waitFor(10, TimeUnit.SECONDS), "still running, of no use to anybody");
        assertEquals(3, mock.exitValue());
    }

    @Test
    @DisplayName("carries ./posse demo: ten nodes, some killed, and the books balance")
    void demo() throws Exception {
        Posses.Said said = Posses.run(
                List.of(),
                Map.of(),
                "demo",
                "--store",
                uri,
                "--accounts",
                "60",
                "--campaigns",
                "6",
                "--capacity",
                "40",
                "--buyers",
                "20",
                "--kill-rate",
                "4",
                "--patrol-rate",
                "5",
                "--seed",
                "7");
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().contains("10 nodes"), said.text());
        assertTrue(said.text().contains("THE BOOKS BALANCE"), said.text());
    }
}
