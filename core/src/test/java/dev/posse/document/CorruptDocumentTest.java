package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A document that cannot be understood is refused with an error that names its key")
class CorruptDocumentTest {

    private static final Set<String> ONLY_ONE_OF_ITS_KIND = Set.of(Keys.INCARNATION, Keys.WAKE_UPS, Keys.WRITE_PROBE);

    private static final String ACCOUNT = "account/anna";

    static Stream<Arguments> everyKind() {
        return Samples.all().values().stream().map(document -> Arguments.of(document.key(), document));
    }

    /** Each sample with each of its fields, one at a time; those that may be absent are left out. */
    static Stream<Arguments> everyRequiredField() {
        List<String> optional = List.of("reason", "owner", "settledAhead");
        List<Arguments> all = new ArrayList<>();
        for (Map.Entry<String, Document> sample : Samples.all().entrySet()) {
            // In the samples named full some fields are unknown ones: these are not required.
            if (!sample.getKey().endsWith("-full")) {
                object(sample.getValue()).propertyNames().stream()
                        .filter(name -> !optional.contains(name))
                        .forEach(name -> all.add(Arguments.of(sample.getValue(), name)));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyKind")
    @DisplayName("no JSON, cut short, no object, something after it")
    void noJson(String key, Document document) {
        byte[] whole = document.encode();
        String text = Samples.text(whole);

        assertRefused(key, "", "");
        assertRefused(key, "not json", "no JSON");
        assertRefused(key, "[1]", "no JSON object");
        assertRefused(key, text.substring(0, text.length() - 1), "no JSON");
        assertRefused(key, text + "{}", "no JSON");
    }

    @Test
    @DisplayName("A14: slots that wait are whole numbers from 1 on, or nobody knows what they are")
    void settledAhead() {
        String text = Samples.text(
                Campaign.created("drop", 1999, 500).settled(3).settled(4).encode());

        assertRefused("campaign/drop", text.replace("[3,4]", "3"), "settledAhead");
        assertRefused("campaign/drop", text.replace("[3,4]", "[3,0]"), "settledAhead");
        assertRefused("campaign/drop", text.replace("[3,4]", "[3,\"4\"]"), "settledAhead");
        assertRefused("campaign/drop", text.replace("[3,4]", "[3,4.5]"), "settledAhead");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyKind")
    @DisplayName("a newer format, and one that never was")
    void format(String key, Document document) {
        String text = Samples.text(document.encode());

        String format = "\"format\":" + (document instanceof Account ? 2 : 1);
        assertRefused(key, text.replace(format, "\"format\":3"), "update this node");
        assertRefused(key, text.replace(format, "\"format\":0"), "no release has ever written");
        assertRefused(key, text.replace(format, "\"format\":\"1\""), "format");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyKind")
    @DisplayName("another type, and a field that comes twice")
    void type(String key, Document document) {
        String text = Samples.text(document.encode());

        assertRefused(key, text.replaceFirst("\"type\":\"[a-z-]+\"", "\"type\":\"other\""), "of type other");
        assertRefused(key, text.replaceFirst("}$", ",\"format\":1}"), "uplicate");
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("everyRequiredField")
    @DisplayName("a field that is missing, null or of another kind")
    void field(Document document, String name) {
        ObjectNode missing = object(document);
        missing.remove(name);
        ObjectNode empty = object(document);
        empty.putNull(name);
        ObjectNode other = object(document);
        other.putObject(name);

        assertRefused(document.key(), missing.toString(), name);
        assertRefused(document.key(), empty.toString(), name);
        assertRefused(document.key(), other.toString(), name);
    }

    @Test
    @DisplayName("a document under another one's key")
    void wrongKey() {
        for (Document document : Samples.all().values()) {
            if (!ONLY_ONE_OF_ITS_KIND.contains(document.key())) {
                String wrong = document.key() + "0";
                assertRefused(wrong, Samples.text(document.encode()), "says of itself");
            }
        }
        assertRefused(Keys.directory(1), page("4294967297"), "says of itself");
    }

    @Test
    @DisplayName("totals that do not make the balance, also where they would wrap round")
    void totals() {
        assertRefused(ACCOUNT, account(5, 10, 2, 4), "balance is 5 and its totals make 4");
        assertRefused(ACCOUNT, account(-1, 0, 1, 0), "balance");
        assertRefused(ACCOUNT, account(0, 10, -10, 20), "withdrawn");
        assertRefused(ACCOUNT, account(2, 0, Long.MAX_VALUE, Long.MAX_VALUE), "balance is 2");
        assertEquals(
                4, Account.decode(ACCOUNT, Samples.utf8(account(4, 10, 2, 4))).balance());
    }

    @Test
    @DisplayName("A11: an account of format 1, which may have forgotten what it did not archive")
    void withoutArchive() {
        String old = Samples.text(Account.opened("anna").encode()).replace("\"format\":2", "\"format\":1");

        assertRefused(ACCOUNT, old, "its format is 1");
    }

    @Test
    @DisplayName(
            "A11: entries whose numbers do not rise, or that are more than the window holds or the account has had")
    void entries() {
        String full = Samples.text(Samples.fullAccount().encode());

        assertRefused(ACCOUNT, full.replace("\"number\":7", "\"number\":5"), "p-9");
        assertRefused(ACCOUNT, full.replace("\"number\":9", "\"number\":10"), "m-2");
        assertRefused(ACCOUNT, full.replace("\"window\":3", "\"window\":2"), "3 entries");
        assertRefused(ACCOUNT, full.replace("\"calledOff\"", "\"lost\""), "lost");
    }

    @Test
    @DisplayName("numbers below their least, with a fraction, or beyond 64 bits")
    void numbers() {
        String campaign = Samples.text(Campaign.created("drop", 1999, 500).encode());

        assertRefused("campaign/drop", campaign.replace("1999", "0"), "price is 0 and must be at least 1");
        assertRefused("campaign/drop", campaign.replace("1999", "1.5"), "price");
        assertRefused("campaign/drop", campaign.replace("1999", "19990000000000000000"), "price");
        assertRefused("campaign/drop", campaign.replace("500", "0"), "capacity");
        assertRefused("campaign/drop", campaign.replace("\"open\"", "\"ajar\""), "ajar");
    }

    @Test
    @DisplayName("words, times, versions and ids that are none")
    void words() {
        String full = Samples.text(Samples.fullAccount().encode());
        String claim = Samples.text(Samples.named("claim-plain").encode());

        assertRefused(ACCOUNT, full.replace("v/12", ""), "replaces");
        assertRefused(ACCOUNT, full.replace("v/12", "x".repeat(65)), "replaces");
        assertRefused(ACCOUNT, full.replace("\"deposit\"", "\"gift\""), "gift");
        assertRefused(ACCOUNT, full.replace("\"campaign\":\"ads\"", "\"campaign\":\"a d s\""), "a d s");
        assertRefused("slot/drop/7", claim.replace("2026-05-04", "yesterday"), "ISO 8601");
        assertRefused("slot/drop/7", claim.replace("\"claimed\"", "\"sold\""), "neither claimed nor void");
        assertRefused("slot/drop/7", claim.replace("\"anna\"", "\"an na\""), "an na");
        assertRefused(Keys.directory(1), page("1").replace("[]", "[\"\"]"), "campaigns");
        assertRefused(Keys.directory(1), page("1").replace("[]", "[7]"), "campaigns");
    }

    @Test
    @DisplayName("arrays and objects inside that are something else")
    void inside() {
        String full = Samples.text(Samples.fullAccount().encode());

        assertRefused(
                ACCOUNT, full.replaceFirst("\"recentMovements\":\\[", "\"recentMovements\":[3,"), "recentMovements");
        assertRefused(ACCOUNT, full.replaceFirst("\"lock\":\\{", "\"lock\":7,\"was\":{"), "lock");
    }

    private static String account(long balance, long deposited, long withdrawn, long spent) {
        return "{\"format\":2,\"type\":\"account\",\"account\":\"anna\",\"balance\":" + balance + ",\"deposited\":"
                + deposited + ",\"withdrawn\":" + withdrawn + ",\"spent\":" + spent
                + ",\"window\":16,\"entries\":0,\"recentPurchases\":[],\"recentMovements\":[],\"seals\":0}";
    }

    private static String page(String number) {
        return "{\"format\":1,\"type\":\"directory\",\"page\":" + number + ",\"campaigns\":[]}";
    }

    private static ObjectNode object(Document document) {
        return (ObjectNode) FieldReader.MAPPER.readTree(document.encode());
    }

    private static void assertRefused(String key, String json, String part) {
        DocumentException refusal =
                assertThrows(DocumentException.class, () -> Samples.decode(key, Samples.utf8(json)), json);
        assertEquals(key, refusal.key());
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(key) && message.contains(part), () -> part + " is missing in: " + message);
    }
}
