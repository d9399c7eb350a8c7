package dev.posse.document;

import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.Map;
import java.util.Optional;

/**
 * What stood under the keys that were asked for. A key is present, or absent, or the store did not answer for it: whoever
 * takes the third for the second reports what nobody has read.
 *
 * @param entries what is present, by key
 * @param failures what the store said instead of an answer, by key
 */
public record FoundEntries(Map<String, Entry> entries, Map<String, StoreException> failures) {

    /**
     * Finds an entry.
     *
     * @param key that was asked for
     * @return the entry, or empty if there is none or the store did not answer
     */
    public Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /**
     * Finds what the store said instead of an answer.
     *
     * @param key that was asked for
     * @return the failure, or empty if there was an answer
     */
    public Optional<StoreException> failure(String key) {
        return Optional.ofNullable(failures.get(key));
    }

    /**
     * Returns whether the store did not answer for a key.
     *
     * @param key that was asked for
     * @return true if nobody knows what stands there
     */
    public boolean isUnread(String key) {
        return failures.containsKey(key);
    }

    /**
     * Returns whether nothing stands under a key.
     *
     * @param key that was asked for
     * @return true if the store said so
     */
    public boolean isAbsent(String key) {
        return !entries.containsKey(key) && !failures.containsKey(key);
    }
}
