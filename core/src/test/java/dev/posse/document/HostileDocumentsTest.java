package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.HostileBytes;
import dev.posse.store.StoreLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName(
        "What somebody else has put in a document's place is understood, or refused in a short and printable sentence")
class HostileDocumentsTest {

    private static final int LONGEST_SENTENCE = 700;

    static Stream<String> keys() {
        return Samples.all().values().stream().map(Document::key).distinct();
    }

    @Test
    @DisplayName("20,000 changed documents of all kinds, the same ones each time")
    void always() {
        fuzz(4711, 20_000);
    }

    @Test
    @DisplayName("20,000 other ones each time")
    void anew() {
        fuzz(System.nanoTime(), 20_000);
    }

    @Test
    @Tag("long")
    @DisplayName("five million")
    void many() {
        fuzz(System.nanoTime(), 5_000_000);
    }

    private static void fuzz(long seed, int rounds) {
        HostileBytes hostile = new HostileBytes(seed);
        List<Document> samples = new ArrayList<>(Samples.all().values());
        assertTimeoutPreemptively(Duration.ofSeconds(60L + rounds / 1000), () -> {
            for (int round = 0; round < rounds; round++) {
                Document sample = samples.get(round % samples.size());
                byte[] bytes = hostile.of(sample.encode());
                try {
                    Samples.decode(sample.key(), bytes).encode();
                } catch (DocumentException e) {
                    assertPrintable(e);
                } catch (Throwable e) {
                    throw new AssertionError("seed " + seed + ", round " + round + ": " + Samples.text(bytes), e);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("keys")
    @DisplayName("what is larger than any value of a store is refused before it is looked at")
    void tooLarge(String key) {
        String longText = "\"" + "x".repeat(StoreLimits.MAX_VALUE_BYTES) + "\"";
        String message = assertRefused(key, "{\"format\":1,\"type\":" + longText + "}");
        assertTrue(message.contains("262144"), message);
    }

    @ParameterizedTest
    @MethodSource("keys")
    @DisplayName("what is nested deeper than anything that a release writes is refused")
    void nested(String key) {
        for (String open : List.of("[", "{\"a\":")) {
            assertRefused(key, "{\"x\":" + open.repeat(40_000));
            assertRefused(key, open.repeat(40_000));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    @DisplayName("a number of a hundred thousand digits, or with an exponent of nine, is refused where a number is due")
    void numbers(String key) {
        assertRefused(key, "{\"format\":" + "9".repeat(100_000) + "}");
        assertRefused(key, "{\"format\":1e999999999}");
        assertRefused(key, "{\"format\":0." + "9".repeat(100_000) + "}");
    }

    @Test
    @DisplayName("control characters, escapes of terminals and turned text do not get into the sentence")
    void printable() {
        assertRefused("account/anna", "\u001b[2J\u202e\u0085\u2028nonsense\n\r\tERROR forged");
        assertRefused("account/anna", "{\"format\":2,\"type\":\"\\u001b[2J\\u202e\\u009b\\n\"}");
        assertRefused("account/anna", "{\"format\":2,\"type\":\"account\",\"account\":\"\\u001b[2J\"}");
    }

    private static String assertRefused(String key, String json) {
        DocumentException refusal =
                assertThrows(DocumentException.class, () -> Samples.decode(key, Samples.utf8(json)));
        assertPrintable(refusal);
        return String.valueOf(refusal.getMessage());
    }

    private static void assertPrintable(DocumentException refusal) {
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.length() <= LONGEST_SENTENCE, () -> message.length() + " characters: " + message);
        assertTrue(
                message.codePoints()
                        .noneMatch(point -> Character.isISOControl(point)
                                || Character.getType(point) == Character.FORMAT
                                || point == 0x2028
                                || point == 0x2029),
                message);
    }
}
