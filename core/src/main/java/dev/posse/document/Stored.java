package dev.posse.document;

import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A document as it stands in the store: its content, understood, and the entry it was read from.
 *
 * @param <T> kind of document
 * @param document what it says
 * @param entry its bytes and its version
 */
public record Stored<T extends Document>(T document, Entry entry) {

    /**
     * Finds a document among those read.
     *
     * @param <T> kind of document
     * @param found what was read, by key
     * @param key to look for
     * @param decode how to understand it
     * @return the document, or empty if the key was absent
     * @throws DocumentException if it cannot be understood
     */
    public static <T extends Document> Optional<Stored<T>> in(
            Map<String, Entry> found, String key, BiFunction<String, byte[], T> decode) {
        return Optional.ofNullable(found.get(key)).map(entry -> new Stored<>(decode.apply(key, entry.value()), entry));
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
        return new Stored<>(document, new Entry(document.encode(), version));
    }

    /**
     * Gives the version.
     *
     * @return what a swap of this state expects
     */
    public Version version() {
        return entry.version();
    }
}
