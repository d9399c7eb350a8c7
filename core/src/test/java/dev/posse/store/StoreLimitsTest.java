package dev.posse.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S11, S12: limits of keys, values and versions")
class StoreLimitsTest {

    @Test
    @DisplayName("S11: every visible ASCII character is taken, 1 to 200 of them")
    void keys() {
        StringBuilder visible = new StringBuilder();
        for (char c = '!'; c <= '~'; c++) {
            visible.append(c);
        }

        assertEquals(94, StoreLimits.checkKey(visible.toString()).length());
        assertEquals("k", StoreLimits.checkKey("k"));
        assertEquals(200, StoreLimits.checkKey("k".repeat(200)).length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\n", "\u007f", "ä", "a\u0000", "👍", " "})
    @DisplayName("S11: any other character is refused, and named")
    void characters(String key) {
        assertTrue(refusal(() -> StoreLimits.checkKey(key)).contains("U+"));
    }

    @Test
    @DisplayName(
            "S11: an empty key and one that is too long are refused, with their length and no more than its beginning")
    void lengths() {
        assertTrue(refusal(() -> StoreLimits.checkKey("")).contains("has 0"));
        String message = refusal(() -> StoreLimits.checkKey("k".repeat(201)));
        assertTrue(message.contains("has 201") && message.length() < 150, message);
    }

    @Test
    @DisplayName("S12: 262144 bytes are taken and one more is not; the error names the key")
    void values() {
        byte[] most = new byte[StoreLimits.MAX_VALUE_BYTES];

        assertSame(most, StoreLimits.checkValue("k", most));
        String message = refusal(() -> StoreLimits.checkValue("slot/drop/1", new byte[most.length + 1]));
        assertTrue(message.contains("slot/drop/1") && message.contains("262145"), message);
    }

    @Test
    @DisplayName("S5: a version has 1 to 64 visible ASCII characters and is shown as it is")
    void versions() {
        assertEquals("W/\"5f\"", new Version("W/\"5f\"").toString());
        assertEquals(new Version("v".repeat(64)), new Version("v".repeat(64)));
        for (String wrong : new String[] {"", "v".repeat(65), "a b", "ä", "\n"}) {
            refusal(() -> new Version(wrong));
        }
    }

    private static String refusal(Runnable check) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, check::run).getMessage());
    }
}
