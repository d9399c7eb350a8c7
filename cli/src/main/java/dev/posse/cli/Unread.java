package dev.posse.cli;

import dev.posse.document.DocumentException;
import dev.posse.store.StoreException;

/**
 * A key of which nobody knows what it says.
 *
 * @param key where
 * @param problem why, in words that name the key
 */
record Unread(String key, String problem) {

    /** A document that is corrupt or of a newer format. */
    static Unread of(DocumentException why) {
        return new Unread(why.key(), String.valueOf(why.getMessage()));
    }

    /** A key for which the store gives no answer, while it answers for others. */
    static Unread of(String key, StoreException why) {
        return new Unread(key, "The store answers for other keys and not for " + key + ": " + why.getMessage());
    }
}
