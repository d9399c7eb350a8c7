package dev.posse.store.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.java.json.JsonObject;
import dev.posse.Posse;
import dev.posse.PurchaseOutcome;
import dev.posse.PurchaseRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The mock has no Query service; what can be shown is that the queries of the README ask for fields that exist. */
class DocumentsForQueriesTest {

    private static final Pattern FIELD = Pattern.compile("\\b[ta]\\.(`lock`\\.)?`?([a-zA-Z]+)`?");

    @Test
    @DisplayName("a purchase leaves documents that have every field of the README's queries")
    void fields() throws Exception {
        String campaign = "queries-" + UUID.randomUUID();
        try (Target target = Target.start();
                CouchbaseStore store = target.open("")) {
            Posse.initialize(store);
            try (Posse posse = Posse.on(store).open()) {
                posse.campaigns().create(campaign, 250, 10);
                posse.accounts().open(campaign);
                posse.accounts().deposit(campaign, "first", 1000);
                PurchaseOutcome outcome = posse.purchase(PurchaseRequest.of(campaign, campaign));
                assertInstanceOf(PurchaseOutcome.Purchased.class, outcome);
            }
            CouchbaseUri uri = CouchbaseUri.parse(target.uri());
            OwnCluster console =
                    OwnCluster.connect(uri, uri.password(name -> Optional.ofNullable(System.getenv(name))));
            try {
                JsonObject sold = console.collection()
                        .get("transaction/" + campaign + "/1")
                        .contentAsObject();
                assertEquals("transaction", sold.getString("type"));
                assertEquals(250, sold.getLong("price"));
                Instant.parse(String.valueOf(sold.getString("recordedAt")));
                assertEquals(
                        "account",
                        console.collection()
                                .get("account/" + campaign)
                                .contentAsObject()
                                .getString("type"));
                Set<String> known = sold.getNames();
                Set<String> asked = askedOf("t");
                assertTrue(known.containsAll(asked), () -> asked + " is asked for, there is " + known);
            } finally {
                console.close();
            }
        }
    }

    private static Set<String> askedOf(String alias) throws Exception {
        Matcher fields = FIELD.matcher(Files.readString(Path.of("README.md")));
        Set<String> asked = fields.results()
                .filter(field -> field.group().startsWith(alias + "."))
                .map(field -> field.group(2))
                .collect(Collectors.toSet());
        assertTrue(asked.size() >= 4, () -> "The README's queries ask only for " + asked);
        return asked;
    }
}
