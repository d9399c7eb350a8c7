package dev.posse.store;

import java.util.Objects;

/**
 * What a store calls one state of one key: opaque, compared by equality only, never repeated for that key (S5).
 *
 * @param text 1 to {@value #MAX_LENGTH} characters from {@code !} to {@code ~}, so that counters,
 *     random ids and ETags fit alike
 */
public record Version(String text) {

    static final int MAX_LENGTH = 64;

    /**
     * Checks the shape.
     *
     * @param text the version's text
     */
    public Version {
        Objects.requireNonNull(text, "text");
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A version has 1 to " + MAX_LENGTH + " characters, this one has " + text.length());
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '!' || text.charAt(at) > '~') {
                throw new IllegalArgumentException("A version consists of visible ASCII characters: " + text);
            }
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
