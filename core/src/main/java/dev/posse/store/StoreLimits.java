package dev.posse.store;

import java.util.List;
import java.util.Objects;

/** The sizes that every store takes (clauses S11, S12 and S22), with the checks that a store makes before it sends. */
public final class StoreLimits {

    /** Longest key, in characters, each of one byte. */
    public static final int MAX_KEY_LENGTH = 200;

    /**
     * Longest prefix of {@link CasKeyValueStore#withPrefix}, in characters. Posse's own longest key has 138, so that even behind such
     * a prefix every document lies under its key as it is.
     */
    public static final int MAX_PREFIX_LENGTH = 60;

    /** Longest value, in bytes: 256 KiB, well below the 1 MiB at which memcached stops. */
    public static final int MAX_VALUE_BYTES = 262_144;

    /** Longest version, in characters. */
    public static final int MAX_VERSION_LENGTH = Version.MAX_LENGTH;

    /** Most links of one chain. */
    public static final int MAX_CHAIN_LINKS = 128;

    private StoreLimits() {}

    /**
     * Checks a key against clause S11.
     *
     * @param key to be checked
     * @return the same key
     * @throws IllegalArgumentException if it is empty, too long or has a character outside {@code !} to {@code ~}
     */
    public static String checkKey(String key) {
        Objects.requireNonNull(key, "key");
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
            throw new IllegalArgumentException("A key has 1 to " + MAX_KEY_LENGTH + " characters, this one has "
                    + key.length() + ": " + abbreviated(key));
        }
        for (int at = 0; at < key.length(); at++) {
            char c = key.charAt(at);
            if (c < '!' || c > '~') {
                throw new IllegalArgumentException(String.format(
                        "A key consists of visible ASCII characters without spaces; U+%04X at index %d of %s is none",
                        (int) c, at, abbreviated(key)));
            }
        }
        return key;
    }

    /**
     * Checks a value against clause S12.
     *
     * @param key under which it was to be written, for the message
     * @param value to be checked
     * @return the same array
     * @throws IllegalArgumentException if it is too long
     */
    public static byte[] checkValue(String key, byte[] value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        if (value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("A value has at most " + MAX_VALUE_BYTES + " bytes; the one for " + key
                    + " has " + value.length + ", and nothing was written");
        }
        return value;
    }

    /**
     * Checks a chain against clauses S11, S12 and S22, before anything of it is sent.
     *
     * @param links to be checked
     * @return the same links
     * @throws IllegalArgumentException if there are too many or none, a key or value is not usable, or a link refers to one that
     *     is not an earlier write of its own key
     */
    public static List<ChainedWrite> checkChain(List<ChainedWrite> links) {
        Objects.requireNonNull(links, "links");
        links.forEach(each -> Objects.requireNonNull(each, "links holds null"));
        if (links.isEmpty() || links.size() > MAX_CHAIN_LINKS) {
            throw new IllegalArgumentException(
                    "A chain has 1 to " + MAX_CHAIN_LINKS + " links, this one has " + links.size());
        }
        for (int at = 0; at < links.size(); at++) {
            ChainedWrite link = links.get(at);
            checkKey(link.key());
            if (link instanceof ChainedWrite.Add add) {
                checkValue(add.key(), add.value());
            } else if (link instanceof ChainedWrite.Swap swap) {
                checkValue(swap.key(), swap.value());
            } else if (link instanceof ChainedWrite.SwapOf swapOf) {
                checkValue(swapOf.key(), swapOf.value());
                checkReference(links, at, swapOf);
            }
        }
        return links;
    }

    private static void checkReference(List<ChainedWrite> links, int at, ChainedWrite.SwapOf link) {
        if (link.link() < 0
                || link.link() >= at
                || !links.get(link.link()).key().equals(link.key())
                || links.get(link.link()) instanceof ChainedWrite.Expect
                || links.get(link.link()) instanceof ChainedWrite.ExpectAbsent) {
            throw new IllegalArgumentException("Link " + at + " of a chain expects the version that link " + link.link()
                    + " gives, and that is no earlier write of " + abbreviated(link.key()));
        }
    }

    private static String abbreviated(String key) {
        return key.length() <= 40 ? '"' + key + '"' : '"' + key.substring(0, 40) + "…\"";
    }
}
