package dev.posse.examples.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.PurchaseOutcome;
import dev.posse.PurchaseRequest;
import dev.posse.store.CasKeyValueStore;
import java.io.BufferedReader;
import java.io.IOException;
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
