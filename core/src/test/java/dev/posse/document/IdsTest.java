package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.StoreLimits;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ids, payloads and amounts")
class IdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "anna@example.com", "A-Z.a_z+0:9~-", "5f0c2b9e-0d34-4f8c-9c3a-6b2f3c1d9e10"})
    @DisplayName("an id of the documented characters is taken")
    void good(String id) {
        assertEquals(id, Ids.check("account id", id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\n", "a\u0000", "a*", "{a}", "a\"b"})
    @DisplayName("any other is refused, with what it identifies and what would be right")
    void bad(String id) {
        String message = refusal(() -> Ids.check("account id", id));

        assertTrue(message.contains("account id") && message.contains("A-Z a-z 0-9"), message);
    }

    @Test
    @DisplayName("64 characters are taken and 65 are not, however many more")
    void length() {
        assertEquals(64, Ids.check("purchase id", "x".repeat(64)).length());
        refusal(() -> Ids.check("purchase id", "x".repeat(65)));
        assertTrue(refusal(() -> Ids.check("purchase id", "x".repeat(100_000))).length() < 300);
    }

    @Test
    @DisplayName("S11: the longest ids and numbers make keys that every store takes")
    void longestKey() {
        String longest = Keys.transaction("x".repeat(Ids.MAX_ID_LENGTH), Long.MAX_VALUE);

        assertEquals(longest, StoreLimits.checkKey(longest));
    }

    @Test
    @DisplayName("S12: the longest account fits a value, whatever its payload consists of")
    void largestAccount() {
        String worst = "\u0001".repeat(Ids.MAX_PAYLOAD_BYTES);
        Lock lock = new Lock(
                "c",
                1,
                java.util.Optional.empty(),
                "p",
                "a",
                1,
                java.util.Optional.of(Ids.checkPayload(worst)),
                Samples.SINCE,
                UnknownFields.NONE);

        assertTrue(Account.opened("anna").locked(lock).encode().length < StoreLimits.MAX_VALUE_BYTES / 4);
    }

    @Test
    @DisplayName("a payload is measured in bytes of UTF-8: 4096 are taken and 4097 are not")
    void payload() {
        String most = "é".repeat(2048);

        assertEquals(most, Ids.checkPayload(most));
        assertEquals("", Ids.checkPayload(""));
        assertTrue(refusal(() -> Ids.checkPayload(most + "x")).contains("4097"));
    }

    @Test
    @DisplayName("a payload with half a surrogate pair is no text")
    void surrogate() {
        assertTrue(refusal(() -> Ids.checkPayload("a\uD83D")).contains("surrogate"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    @DisplayName("an amount that is not positive is refused")
    void amount(long amount) {
        assertTrue(refusal(() -> Ids.checkAmount("deposit", amount)).contains("deposit"));
        assertEquals(1, Ids.checkAmount("deposit", 1));
        assertEquals(Long.MAX_VALUE, Ids.checkAmount("deposit", Long.MAX_VALUE));
    }

    private static String refusal(Runnable check) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, check::run).getMessage());
    }
}
