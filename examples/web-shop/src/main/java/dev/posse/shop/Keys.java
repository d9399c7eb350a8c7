package dev.posse.shop;

import dev.posse.IdEncoding;

/**
 * Keys that callers make. A server reads a header's bytes beyond ASCII by one encoding and a path's by another, so that such a key would
 * be two; and two headers of one name are put together to one.
 */
final class Keys {

    /** The header of those who buy. */
    static final String HEADER = "Idempotency-Key";

    private Keys() {}

    /**
     * Makes an id of a caller's key, or of what he calls himself.
     *
     * @param key visible ASCII, without the comma between two headers
     * @return always the same of the same key, and never the same of two
     * @throws IllegalArgumentException if it is empty, has other characters, or is several keys
     */
    static String id(String key) {
        if (!key.chars().allMatch(each -> each >= ' ' && each < 0x7f && each != ',')) {
            throw new IllegalArgumentException(
                    "A key or customer has ASCII characters and no comma, as a UUID has; this one has others");
        }
        return IdEncoding.encode(key);
    }
}
