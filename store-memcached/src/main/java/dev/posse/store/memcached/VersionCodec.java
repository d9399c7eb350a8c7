package dev.posse.store.memcached;

import dev.posse.store.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the epoch of the data and an item's cas id as a {@link Version}, and reads them back. */
final class VersionCodec {

    private static final Pattern SHAPE = Pattern.compile("([0-9a-z-]{1,14}\\.[0-9a-z]{1,16})\\.([1-9][0-9]{0,18})");

    private VersionCodec() {}

    static Version encode(DataEpoch epoch, long cas) {
        return new Version(epoch + "." + cas);
    }

    /** Names a state whose cas id nobody knows; no swap from it will ever succeed. */
    static Version encodeUnknown(DataEpoch epoch, int nonce) {
        return new Version(epoch + ".unknown-" + nonce);
    }

    /** Takes a version apart; empty if no server ever gave it. */
    static Optional<EpochVersion> decode(Version version) {
        Matcher parts = SHAPE.matcher(version.text());
        return parts.matches()
                ? casId(parts.group(2)).map(cas -> new EpochVersion(parts.group(1), cas))
                : Optional.empty();
    }

    /**
     * Reads a cas id. A server counts from 1. Others must not be sent: it takes 0 for "whatever stands there", and the
     * client writes what is beyond 63 bits as a negative number, which the text protocol answers with an error that ends
     * the connection, and with it all that others have under way.
     */
    private static Optional<Long> casId(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
