package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Keys of others become ids")
class IdEncodingTest {

    private static final long SEED = new Random().nextLong();

    private final Random random = new Random(SEED);

    /** These never change: ids stand in stores, and a key that is spelled otherwise buys a second time. */
    static Stream<Arguments> pinned() {
        return Stream.of(
                Arguments.of("order-4711", "order-4711"),
                Arguments.of("8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324"),
                Arguments.of("anna+shop@example.com", "anna+shop@example.com"),
                Arguments.of("\"8e03978e-40d5-43e8-bc93-6894a57f9324\"", "~228e03978e-40d5-43e8-bc93-6894a57f9324~22"),
                Arguments.of("evt_1NG8Du2eZvKYlo2C|retry", "evt_1NG8Du2eZvKYlo2C~7Cretry"),
                Arguments.of(
                        "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=",
                        "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol~2Fpe~2FUnols~3D"),
                Arguments.of(" a b ", "~20a~20b~20"),
                Arguments.of("~", "~7E"),
                Arguments.of("~7E", "~7E7E"),
                Arguments.of("a\u0000b", "a~00b"),
                Arguments.of("\u007F", "~7F"),
                Arguments.of("straße", "stra~C3~9Fe"),
                Arguments.of("\uD83D\uDE00", "~F0~9F~98~80"),
                Arguments.of("x".repeat(64), "x".repeat(64)),
                Arguments.of("x".repeat(65), "~:lTfF_fEgSC99WNJentWD9SwCtOME6oFNsWM61WWu1-k"),
                Arguments.of("注文番号2026年11月27日の4711番", "~:nrXx0o8RMtiQSLCrEjmpffaSDtImY81OK20HtEEPnag"));
    }

    @ParameterizedTest
    @MethodSource("pinned")
    @DisplayName("each in the same way for ever")
    void stable(String text, String id) {
        assertEquals(id, IdEncoding.encode(text));
    }

    @Test
    @DisplayName("whatever they hold: the id is usable, and read back it is the key, or too long to be kept")
    void readBack() {
        for (int times = 0; times < 20_000; times++) {
            String text = text();
            String id = Ids.check("id of seed " + SEED, IdEncoding.encode(text));
            if (id.startsWith("~:")) {
                assertEquals(Optional.empty(), IdEncoding.decode(id), () -> "seed " + SEED);
                assertTrue(text.length() > Ids.MAX_ID_LENGTH / 12, () -> "seed " + SEED + ": " + text);
            } else {
                assertEquals(Optional.of(text), IdEncoding.decode(id), () -> "seed " + SEED);
            }
        }
    }

    @Test
    @DisplayName("no two the same, also where they differ little, are spellings of each other, or are long")
    void injective() {
        Map<String, String> texts = new HashMap<>();
        for (int times = 0; times < 20_000; times++) {
            String text = text();
            for (String each : List.of(
                    text,
                    text + "~",
                    text + "\u0000",
                    text.toUpperCase(Locale.ROOT),
                    IdEncoding.encode(text),
                    "~:" + text,
                    text + "x".repeat(64))) {
                String before = texts.put(IdEncoding.encode(each), each);
                assertTrue(
                        before == null || before.equals(each), () -> "seed " + SEED + ": " + before + " and " + each);
            }
        }
    }

    @Test
    @DisplayName("an id without a tilde is its own id, so that nothing changes for who had ids before")
    void idsStay() {
        for (int times = 0; times < 10_000; times++) {
            String id = random.ints(random.nextInt(1, 65), 0, "AZaz09._@+:-".length())
                    .mapToObj(at -> "AZaz09._@+:-".substring(at, at + 1))
                    .reduce("", String::concat);
            assertEquals(id, IdEncoding.encode(id));
            assertEquals(Optional.of(id), IdEncoding.decode(id));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "a~2", "~7e", "~zz", "~41", "~FF", "~C3", "~ED~A0~80", "~:short", "a~:b"})
    @DisplayName("what no key becomes is read as none")
    void foreignIds(String id) {
        assertEquals(Optional.empty(), IdEncoding.decode(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uD83D", "a\uDE00b", "\uDE00\uD83D"})
    @DisplayName("an empty one, and half of a surrogate pair, are refused, and the text says what to do")
    void refused(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> IdEncoding.encode(text));
        assertTrue(String.valueOf(refusal.getMessage()).contains("Refuse the request"));
    }

    @Test
    @SuppressWarnings("NullAway")
    @DisplayName("none at all is refused by its name")
    void nulls() {
        assertEquals(
                "text",
                assertThrows(NullPointerException.class, () -> IdEncoding.encode(null))
                        .getMessage());
        assertEquals(
                "id",
                assertThrows(NullPointerException.class, () -> IdEncoding.decode(null))
                        .getMessage());
    }

    @Test
    @DisplayName("half of a surrogate pair is refused at the end of a long one, too")
    void refusedWhenLong() {
        assertThrows(IllegalArgumentException.class, () -> IdEncoding.encode("x".repeat(10_000) + "\uD83D"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    @DisplayName("what is no id is not read")
    void noId(String text) {
        assertThrows(IllegalArgumentException.class, () -> IdEncoding.decode(text));
    }

    @Test
    @DisplayName("long ones that differ in one bit have nothing in common")
    void digests() {
        assertNotEquals(IdEncoding.encode("x".repeat(1000) + "a"), IdEncoding.encode("x".repeat(1000) + "b"));
    }

    /** Up to 90 characters, often few, of any kind, mostly near what ids have. */
    private String text() {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(random.nextBoolean() ? 6 : 90);
        while (text.length() < length) {
            switch (random.nextInt(6)) {
                case 0 -> text.append('~');
                case 1 -> text.append("~:/|\"= %".charAt(random.nextInt(8)));
                case 2 -> text.append((char) random.nextInt(0x250));
                case 3 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
                default -> text.append("0123456789abcdefABCDEF2F7Ex-".charAt(random.nextInt(28)));
            }
        }
        return text.toString();
    }
}
