package dev.posse.store.memcached;

import dev.posse.store.Version;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The life of one server's data, from a start to the moment when it forgot everything.
 *
 * <p>Two things tell lives apart. The start is {@code time - uptime} of {@code stats}: the server derives both from one
 * tick, so that the difference neither wobbles by a second nor follows a clock that is set. The marker is an item with a
 * random value that the first client leaves on the server: it tells apart two starts within one second, or with a clock set
 * back, and it vanishes in a {@code flush_all}, which no start betrays. A warm restart ({@code -e}) keeps both, and the data.
 *
 * @param start in seconds since 1970, as the server's clock was when it started
 * @param marker the random value
 */
record Life(long start, String marker) {

    private static final Pattern SHAPE = Pattern.compile("([0-9a-z-]{1,14}\\.[0-9a-z]{1,16})\\.([0-9]{1,20})");

    /** What a version says, taken apart. */
    record Stamp(String life, long cas) {}

    /** Names a state of an item within this life; cas ids alone start again at 1 after a restart. */
    Version version(long cas) {
        return new Version(this + "." + Long.toUnsignedString(cas));
    }

    /** Names a state whose cas id nobody knows; no swap from it will ever succeed. */
    Version unknownVersion(int nonce) {
        return new Version(this + ".unknown-" + nonce);
    }

    /** Takes a version apart; empty if no server ever gave it. */
    static Optional<Stamp> stamp(Version version) {
        Matcher parts = SHAPE.matcher(version.text());
        if (!parts.matches()) {
            return Optional.empty();
        }
        OptionalLong cas = unsigned(parts.group(2));
        // memcached takes 0 for "whatever stands there", so it must never be sent.
        return cas.isPresent() && cas.getAsLong() != 0
                ? Optional.of(new Stamp(parts.group(1), cas.getAsLong()))
                : Optional.empty();
    }

    private static OptionalLong unsigned(String text) {
        try {
            return OptionalLong.of(Long.parseUnsignedLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public String toString() {
        return Long.toString(start, 36) + "." + marker;
    }
}
