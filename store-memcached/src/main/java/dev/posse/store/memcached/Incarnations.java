package dev.posse.store.memcached;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts the epochs of several servers into one short text. */
final class Incarnations {

    /** What the contract allows (S21). */
    private static final int LONGEST = 200;

    private Incarnations() {}

    /**
     * Names the epochs.
     *
     * @param epochs by the server's name on the ring, in the order of the names
     */
    static String of(Map<String, DataEpoch> epochs) {
        String text = epochs.values().stream().map(DataEpoch::toString).collect(Collectors.joining(","));
        if (epochs.size() > 1) {
            // With one server, no name decides where a key is.
            text = digest(String.join(",", epochs.keySet())).substring(0, 8) + ":" + text;
        }
        return text.length() <= LONGEST ? text : "sha256:" + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
