package dev.posse.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** What stood under a key when it was read: a value and its version. Immutable; equal when both are. */
public final class Entry {

    private final byte[] value;
    private final Version version;

    /**
     * Makes an entry.
     *
     * @param value its bytes; copied
     * @param version its version
     */
    public Entry(byte[] value, Version version) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(version, "version");
        this.value = value.clone();
        this.version = version;
    }

    /**
     * Returns the value.
     *
     * @return a copy, the caller's own
     */
    public byte[] value() {
        return value.clone();
    }

    /**
     * Returns the version.
     *
     * @return what a swap of just this state expects
     */
    public Version version() {
        return version;
    }

    /**
     * Returns whether the value is the same, whatever the version.
     *
     * @param other to compare with
     * @return true if the bytes are equal
     */
    public boolean sameValue(Entry other) {
        Objects.requireNonNull(other, "other");
        return Arrays.equals(value, other.value);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Entry other && version.equals(other.version) && sameValue(other);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return new String(value, StandardCharsets.UTF_8) + " @" + version;
    }
}
