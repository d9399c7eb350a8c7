package dev.posse.document;

import dev.posse.store.Entry;
import dev.posse.store.Version;

/**
 * A document as it stands in the store: its content, understood, and the entry it was read from.
 *
 * @param <T> kind of document
 * @param document what it says
 * @param entry its bytes and its version
 */
public record Stored<T extends Document>(T document, Entry entry) {

    /**
     * Puts a document together with the version that the store gave it when it was written.
     *
     * @param <T> kind of document
     * @param document as it was written
     * @param version as the store answered
     * @return the document as it stands now
     */
    public static <T extends Document> Stored<T> written(T document, Version version) {
        return new Stored<>(document, new Entry(document.encode(), version));
    }

    /** {@return the version, which is what a swap of this state expects} */
    public Version version() {
        return entry.version();
    }
}
