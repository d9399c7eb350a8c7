package dev.posse.store.redis;

import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What stands in Redis under a key: a line with the version, {@code v} and 32 hexadecimal digits, then the value as it is.
 *
 * <p>One string and not a hash with two fields: so an add is one {@code SET … NX}, and a read one {@code GET}.
 */
final class VersionCodec {

    /** Bytes before the value: {@code v}, 32 digits, a line feed. */
    static final int HEADER_LENGTH = 34;

    private static final HexFormat HEX = HexFormat.of();

    // Random, not counted: after a failover a counter would give a version again that a forgotten write still expects.
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int VERSION_BYTES = 16;

    /** Drawn for many versions at once: a call of the operating system for each of them costs more than all the rest of it. */
    private static final byte[] DRAWN = new byte[256 * VERSION_BYTES];

    private static int used = DRAWN.length;

    private VersionCodec() {}

    static Version newVersion() {
        return new Version(HEX.formatHex(drawn()));
    }

    private static synchronized byte[] drawn() {
        if (used == DRAWN.length) {
            RANDOM.nextBytes(DRAWN);
            used = 0;
        }
        used += VERSION_BYTES;
        return Arrays.copyOfRange(DRAWN, used - VERSION_BYTES, used);
    }

    static byte[] encode(Version version, byte[] value) {
        byte[] stored = Arrays.copyOf(header(version), HEADER_LENGTH + value.length);
        System.arraycopy(value, 0, stored, HEADER_LENGTH, value.length);
        return stored;
    }

    /** The header of a version; one that is none of ours gives a header that no stored value has. */
    static byte[] header(Version version) {
        String text = version.text();
        byte[] header = new byte[text.length() + 2];
        header[0] = 'v';
        for (int at = 0; at < text.length(); at++) {
            header[at + 1] = (byte) text.charAt(at);
        }
        header[header.length - 1] = '\n';
        return header;
    }

    static Entry decode(String key, byte[] stored) {
        if (!isOurs(stored)) {
            throw new StoreException("What Redis holds for " + key + " was not written by this store: it does not begin"
                    + " with v, 32 hexadecimal digits and a line feed. Give Posse a key prefix of its own; what is there"
                    + " is shown by ./posse show, and replaced by ./posse mend");
        }
        String version = new String(stored, 1, HEADER_LENGTH - 2, StandardCharsets.US_ASCII);
        return new Entry(Arrays.copyOfRange(stored, HEADER_LENGTH, stored.length), new Version(version));
    }

    static boolean isOurs(byte[] stored) {
        if (stored.length < HEADER_LENGTH || stored[0] != 'v' || stored[HEADER_LENGTH - 1] != '\n') {
            return false;
        }
        for (int at = 1; at < HEADER_LENGTH - 1; at++) {
            byte digit = stored[at];
            if (!HexFormat.isHexDigit(digit) || Character.isUpperCase(digit)) {
                return false;
            }
        }
        return true;
    }
}
