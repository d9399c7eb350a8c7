package dev.posse.document;

import dev.posse.store.Entry;
import dev.posse.store.Version;
import org.jspecify.annotations.Nullable;

/**
 * A document as it stands in the store: its content, understood, and its version. Immutable; equal when both are.
 *
 * @param <T> kind of document
 */
public final class Stored<T extends Document> {

    private final T document;
    private final Version version;

    /** Put together when somebody asks, which is rare; whoever comes second may put together the same again. */
    private volatile @Nullable Entry entry;

    /**
     * Puts a document together with the entry that it was read from.
     *
     * @param document what it says
     * @param entry its bytes and its version
     */
    public Stored(T document, Entry entry) {
        this.document = document;
        this.version = entry.version();
        this.entry = entry;
    }

    private Stored(T document, Version version) {
        this.document = document;
        this.version = version;
    }

    /**
     * Puts a document together with the version that the store gave it when it was written.
     *
     * @param <T> kind of document
     * @param document as it was written
     * @param version as the store answered
     * @return the document as it stands now
     */
    public static <T extends Document> Stored<T> written(T document, Version version) {
        return new Stored<>(document, version);
    }

    /** {@return what the document says} */
    public T document() {
        return document;
    }

    /** {@return the version, which is what a swap of this state expects} */
    public Version version() {
        return version;
    }

    /** {@return the document's bytes and version, as the store has them} */
    public Entry entry() {
        Entry known = entry;
        if (known == null) {
            known = new Entry(document.encode(), version);
            entry = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Stored<?> other && version.equals(other.version) && document.equals(other.document);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + document.hashCode();
    }

    @Override
    public String toString() {
        return document + " @" + version;
    }
}
