package dev.posse.document;

import java.nio.charset.StandardCharsets;

/** What ids, payloads and amounts may look like, with errors that say what would be right. */
public final class Ids {

    /** Longest id, in characters. */
    public static final int MAX_ID_LENGTH = 64;

    /** Longest payload, in bytes of UTF-8. */
    public static final int MAX_PAYLOAD_BYTES = 4096;

    /** Characters that are shown of what is no id. */
    private static final int MOST_SHOWN = 80;

    private static final boolean[] CHARACTERS = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@+:~-"
                .chars()
                .forEach(character -> CHARACTERS[character] = true);
    }

    private Ids() {}

    /**
     * Checks an id.
     *
     * @param what it identifies, for the message, such as {@code account id}
     * @param id to be checked
     * @return the same id
     * @throws IllegalArgumentException if it is empty, too long or has other characters
     */
    public static String check(String what, String id) {
        if (!isUsable(id)) {
            throw new IllegalArgumentException(
                    "The " + what + " \"" + Printable.of(id, MOST_SHOWN) + "\" is not usable: an id has 1 to "
                            + MAX_ID_LENGTH + " characters out of A-Z a-z 0-9 . _ @ + : ~ -");
        }
        return id;
    }

    /** Asked for every id of every document that is read. */
    private static boolean isUsable(String id) {
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            return false;
        }
        for (int at = 0; at < id.length(); at++) {
            if (id.charAt(at) >= CHARACTERS.length || !CHARACTERS[id.charAt(at)]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks a payload.
     *
     * @param payload to be checked
     * @return the same payload
     * @throws IllegalArgumentException if it is too long, or no Unicode text
     */
    public static String checkPayload(String payload) {
        int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "A payload has at most " + MAX_PAYLOAD_BYTES + " bytes in UTF-8, this one has " + bytes);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(payload)) {
            throw new IllegalArgumentException("The payload holds half of a surrogate pair, which is no Unicode text");
        }
        return payload;
    }

    /**
     * Checks an amount of money.
     *
     * @param what the amount is, for the message
     * @param amount in minor units
     * @return the same amount
     * @throws IllegalArgumentException if it is not positive
     */
    public static long checkAmount(String what, long amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException("The " + what + " must be positive (minor units), it is " + amount);
        }
        return amount;
    }
}
