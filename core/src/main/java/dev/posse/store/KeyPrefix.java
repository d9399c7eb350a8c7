package dev.posse.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * What stands before every key of a {@link PrefixedStore}.
 *
 * <p>Prefix and key go to the store behind as they are, as long as they are shorter together than a key may be. What is longer
 * becomes a key of just that length, its own beginning and its digest: since no other key is so long, two keys become one only
 * if their digests are the same.
 */
record KeyPrefix(String text) {

    /** A tilde, and SHA-256 in base64url. */
    private static final int DIGEST_LENGTH = 44;

    KeyPrefix {
        Objects.requireNonNull(text, "prefix");
        if (text.isEmpty() || text.length() > StoreLimits.MAX_PREFIX_LENGTH) {
            throw new IllegalArgumentException("A key prefix has 1 to " + StoreLimits.MAX_PREFIX_LENGTH
                    + " characters, with the prefixes before it; this one has " + text.length());
        }
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < '!' || c > '~') {
                throw new IllegalArgumentException(String.format(
                        "A key prefix consists of visible ASCII characters without spaces, such as shop/;"
                                + " U+%04X at index %d is none",
                        (int) c, at));
            }
        }
    }

    KeyPrefix with(String more) {
        return new KeyPrefix(text + Objects.requireNonNull(more, "prefix"));
    }

    /** Returns the key in the store behind. */
    String before(String key) {
        String whole = text + StoreLimits.checkKey(key);
        if (whole.length() < StoreLimits.MAX_KEY_LENGTH) {
            return whole;
        }
        return whole.substring(0, StoreLimits.MAX_KEY_LENGTH - DIGEST_LENGTH) + '~' + digest(whole);
    }

    private static String digest(String whole) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, this one has not", e);
        }
    }
}
