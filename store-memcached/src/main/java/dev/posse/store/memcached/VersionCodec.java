package dev.posse.store.memcached;

import dev.posse.store.Version;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the epoch of the data and an item's cas id as a {@link Version}, and reads them back. */
final class VersionCodec {

    private static final Pattern SHAPE = Pattern.compile("([0-9a-z-]{1,14}\\.[0-9a-z]{1,16})\\.([0-9]{1,20})");

    private VersionCodec() {}

    static Version encode(DataEpoch epoch, long cas) {
        return new Version(epoch + "." + Long.toUnsignedString(cas));
    }

    /** Names a state whose cas id nobody knows; no swap from it will ever succeed. */
    static Version encodeUnknown(DataEpoch epoch, int nonce) {
        return new Version(epoch + ".unknown-" + nonce);
    }

    /** Takes a version apart; empty if no server ever gave it. */
    static Optional<EpochVersion> decode(Version version) {
        Matcher parts = SHAPE.matcher(version.text());
        if (!parts.matches()) {
            return Optional.empty();
        }
        OptionalLong cas = unsigned(parts.group(2));
        // memcached takes 0 for "whatever stands there", so it must never be sent.
        return cas.isPresent() && cas.getAsLong() != 0
                ? Optional.of(new EpochVersion(parts.group(1), cas.getAsLong()))
                : Optional.empty();
    }

    private static OptionalLong unsigned(String text) {
        try {
            return OptionalLong.of(Long.parseUnsignedLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
