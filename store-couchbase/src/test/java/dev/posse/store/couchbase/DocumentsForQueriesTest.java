package dev.posse.store.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.core.msg.kv.CodecFlags;
import com.couchbase.client.java.codec.Transcoder;
import com.couchbase.client.java.json.JsonObject;
import com.couchbase.client.java.kv.GetOptions;
import dev.posse.Posse;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.PurchaseRequest;
import dev.posse.document.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The mock has no Query service. What can be shown is that the README's queries ask for fields that the documents have,
 * by their published form, and that what Posse writes is JSON to Query, indexes and every client.
 */
class DocumentsForQueriesTest {

    private static final Pattern QUERY = Pattern.compile(
            "(?s)SELECT [^;]*?FROM `tickets` AS (?<alias>[a-z])\\s+WHERE [a-z]\\.type = \"(?<type>[a-z]+)\"[^;]*;");

    @Test
    @DisplayName("the README's three queries ask only for fields that the golden documents have")
    void fields() throws IOException {
        List<MatchResult> queries =
                QUERY.matcher(Files.readString(Path.of("README.md"))).results().toList();
        assertEquals(
                List.of("transaction", "account", "transaction"),
                queries.stream().map(query -> query.group(2)).toList());
        for (MatchResult query : queries) {
            JsonObject document = golden(query.group(2) + "-full.json");
            assertEquals(query.group(2), document.getString("type"));
            Set<String> asked = asked(query.group(), query.group(1) + "\\.");
            assertTrue(asked.size() >= 3, () -> "The query asks only for " + asked);
            assertTrue(document.getNames().containsAll(asked), () -> asked + " of " + document.getNames());
            if (asked.contains("lock")) {
                Set<String> askedOfLock = asked(query.group(), query.group(1) + "\\.`lock`\\.");
                assertEquals(Set.of("campaign", "slot", "price", "since"), askedOfLock);
                assertTrue(document.getObject("lock").getNames().containsAll(askedOfLock), askedOfLock::toString);
            }
        }
        assertTrue(golden("transaction-full.json").getLong("price") > 0, "a number, to be summed up");
        Instant.parse(golden("transaction-full.json").getString("recordedAt"));
        Instant.parse(golden("account-full.json").getObject("lock").getString("since"));
    }

    private static JsonObject golden(String name) throws IOException {
        return JsonObject.fromJson(Files.readString(Path.of("../core/src/test/resources/golden", name)));
    }

    private static Set<String> asked(String query, String before) {
        return Pattern.compile("\\b" + before + "`?([a-zA-Z]+)`?")
                .matcher(query)
                .results()
                .map(field -> field.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    @Tag("real-server")
    @ExtendWith(Target.Present.class)
    @DisplayName("every document that a purchase leaves bears the flags of JSON, and is JSON")
    void flags() {
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
            ManagedCluster console =
                    Connector.connect(uri, uri.password(name -> Optional.ofNullable(System.getenv(name))));
            try {
                for (String key : List.of(
                        Keys.account(campaign),
                        Keys.slot(campaign, 1),
                        Keys.transaction(campaign, 1),
                        Keys.campaign(campaign),
                        Keys.INCARNATION)) {
                    int flags = console.collection()
                            .get(key, GetOptions.getOptions().transcoder(new FlagsOnly()))
                            .contentAs(Integer.class);
                    assertEquals(CodecFlags.JSON_COMPAT_FLAGS, flags, key);
                    JsonObject document = console.collection().get(key).contentAsObject();
                    String type = key.equals(Keys.INCARNATION) ? "incarnation" : key.split("/", 2)[0];
                    assertEquals(type, document.getString("type"), key);
                }
            } finally {
                console.close();
            }
        }
    }

    /** Reads the flags in place of the value. */
    private static final class FlagsOnly implements Transcoder {

        @Override
        public EncodedValue encode(Object input) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T decode(Class<T> target, byte[] input, int flags) {
            return target.cast(flags);
        }
    }
}
