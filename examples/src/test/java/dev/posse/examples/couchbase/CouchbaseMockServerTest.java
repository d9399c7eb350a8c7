package dev.posse.examples.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.PurchaseOutcome;
import dev.posse.PurchaseRequest;
import dev.posse.store.CasKeyValueStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CouchbaseMockServerTest {

    @Test
    @DisplayName("a mock in a process of its own prints a URI, and a purchase works there")
    void purchase() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CouchbaseMockServer.class.getName())
                .redirectError(Redirect.DISCARD)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String uri = output.readLine();
            assertTrue(uri != null && uri.startsWith("couchbase://"), () -> "printed: " + uri);
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
        } finally {
            process.destroy();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
    }
}
