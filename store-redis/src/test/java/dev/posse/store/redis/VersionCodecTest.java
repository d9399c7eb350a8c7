package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The stored value")
class VersionCodecTest {

    private static final Version VERSION = new Version("0123456789abcdef0123456789abcdef");

    @Test
    @DisplayName("is a line with the version, then the value")
    void shape() {
        byte[] stored = VersionCodec.encode(VERSION, "{\"balance\":5}".getBytes(UTF_8));
        assertEquals("v0123456789abcdef0123456789abcdef\n{\"balance\":5}", new String(stored, UTF_8));
    }

    @Test
    @DisplayName("S12: comes back byte by byte, empty or with line feeds")
    void comesBack() {
        for (byte[] value : new byte[][] {{}, {'\n'}, {0, -1, 'v', '\n'}}) {
            Entry entry = VersionCodec.decode("key", VersionCodec.encode(VERSION, value));
            assertArrayEquals(value, entry.value());
            assertEquals(VERSION, entry.version());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"foreign\":true}",
                "v0123456789abcdef0123456789abcdef",
                "v0123456789abcdef0123456789abcdeg\n",
                "v0123456789ABCDEF0123456789ABCDEF\n",
                "w0123456789abcdef0123456789abcdef\n"
            })
    @DisplayName("of somebody else is refused, by the key's name")
    void foreign(String stored) {
        StoreException refusal =
                assertThrows(StoreException.class, () -> VersionCodec.decode("account/a", stored.getBytes(UTF_8)));
        assertTrue(String.valueOf(refusal.getMessage()).contains("account/a"));
    }

    @Test
    @DisplayName("S5: has a version of 128 random bits, other each time")
    void versions() {
        Set<Version> seen = new HashSet<>();
        for (int n = 0; n < 10_000; n++) {
            Version version = VersionCodec.newVersion();
            assertEquals(32, version.text().length());
            assertTrue(seen.add(version));
        }
    }
}
