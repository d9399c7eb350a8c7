package dev.posse.store;

import java.util.Objects;

/** What stands under a key and was not written by the store, for a person who wants to see it before it is replaced. Immutable. */
public final class ForeignValue {

    private final String kind;
    private final byte[] content;
    private final Version version;

    /**
     * Describes what was found.
     *
     * @param kind what it is, in the database's words, such as {@code a string} or {@code a list}
     * @param content its bytes, or what the database makes of it for a backup; copied
     * @param version what {@link CasKeyValueStore#swap} expects in order to replace just this; no read ever gives it
     */
    public ForeignValue(String kind, byte[] content, Version version) {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(version, "version");
        this.kind = kind;
        this.content = content.clone();
        this.version = version;
    }

    /** {@return what it is, in the database's words, such as {@code a string} or {@code a list}} */
    public String kind() {
        return kind;
    }

    /** {@return its bytes, or what the database makes of it for a backup; a copy, the caller's own} */
    public byte[] content() {
        return content.clone();
    }

    /** {@return what a swap expects in order to replace just this} */
    public Version version() {
        return version;
    }

    @Override
    public String toString() {
        return kind + " of " + content.length + " bytes @" + version;
    }
}
