package dev.posse;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** Ids of 128 bits in 32 hex digits, from a strong source of their own: they must differ whatever randomness a user hands in. */
final class RandomIds {

    private static final SecureRandom SOURCE = new SecureRandom();

    private static final int BYTES = 16;

    /** Drawn for many ids at once, because a call of the operating system for each of them is dear. */
    private static final byte[] DRAWN = new byte[256 * BYTES];

    private static int used = DRAWN.length;

    private RandomIds() {}

    static String next() {
        return HexFormat.of().formatHex(drawn());
    }

    private static byte[] drawn() {
        synchronized (DRAWN) {
            if (used == DRAWN.length) {
                SOURCE.nextBytes(DRAWN);
                used = 0;
            }
            used += BYTES;
            return Arrays.copyOfRange(DRAWN, used - BYTES, used);
        }
    }
}
