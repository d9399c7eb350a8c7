package dev.posse.dataset;

import dev.posse.document.Document;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.Stored;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a read of many keys has shown: of each key its entry, or that it is absent, or why nobody knows. A key that was not
 * asked for, or not answered, is never taken for an absent one.
 */
public final class Reading {

    private final Map<String, Entry> found = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Map<String, StoreException> troubles = new HashMap<>();

    /**
     * Takes note of an answer.
     *
     * @param keys that were asked for
     * @param entries of those that are present
     */
    public void answered(Collection<String> keys, Map<String, Entry> entries) {
        answered.addAll(keys);
        found.putAll(entries);
    }

    /**
     * Takes note of what was read later.
     *
     * @param later of other keys
     */
    public void add(Reading later) {
        found.putAll(later.found);
        answered.addAll(later.answered);
        troubles.putAll(later.troubles);
    }

    /**
     * Takes note that a key was not answered.
     *
     * @param key that was asked for
     * @param trouble why nobody knows
     */
    public void failed(String key, StoreException trouble) {
        troubles.put(key, trouble);
    }

    /**
     * Returns whether it is known what stands under a key, or that nothing does.
     *
     * @param key to look for
     * @return true if it was asked for and answered
     */
    public boolean isKnown(String key) {
        return answered.contains(key);
    }

    /**
     * {@return what is present, by key}
     *
     * @param keys to look for
     * @throws StoreException if one of them was not answered
     */
    public Map<String, Entry> found(Collection<String> keys) {
        Map<String, Entry> some = new HashMap<>();
        for (String key : keys) {
            requireKnown(key);
            Optional.ofNullable(found.get(key)).ifPresent(entry -> some.put(key, entry));
        }
        return Map.copyOf(some);
    }

    /**
     * Finds a document.
     *
     * @param <T> kind of document
     * @param key to look for
     * @return the document, or empty if it is absent
     * @throws StoreException if the key was not answered
     * @throws DocumentException if the document cannot be understood
     */
    public <T extends Document> Optional<Stored<T>> document(Key<T> key) {
        requireKnown(key.name());
        return key.in(found);
    }

    /**
     * Returns whether a document is known not to say something. Of one that was not answered, or cannot be understood, nobody
     * knows.
     *
     * @param <T> kind of document
     * @param key to look for
     * @param says what it should say
     * @return true if it is absent, or says something else
     */
    public <T extends Document> boolean denies(Key<T> key, Predicate<T> says) {
        return verdict(key, says).filter(verdict -> !verdict).isPresent();
    }

    /**
     * Returns whether a document is known to say something.
     *
     * @param <T> kind of document
     * @param key to look for
     * @param says what it should say
     * @return true if it is there and says so
     */
    public <T extends Document> boolean confirms(Key<T> key, Predicate<T> says) {
        return verdict(key, says).filter(verdict -> verdict).isPresent();
    }

    /**
     * Returns what is known of whether a document says something.
     *
     * @param <T> kind of document
     * @param key to look for
     * @param says what it should say
     * @return true as in {@link #confirms}, false as in {@link #denies}, or empty
     */
    <T extends Document> Optional<Boolean> verdict(Key<T> key, Predicate<T> says) {
        if (!isKnown(key.name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.in(found).map(Stored::document).filter(says).isPresent());
        } catch (DocumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns what is known of whether a document says something, of which the version is known that it would have.
     *
     * @param <T> kind of document
     * @param key to look for
     * @param written the version of a write that says so, if there is one: then nothing has to be understood
     * @param says what it should say
     * @return as above
     */
    <T extends Document> Optional<Boolean> verdict(Key<T> key, Optional<Version> written, Predicate<T> says) {
        Entry entry = found.get(key.name());
        return entry != null && written.isPresent() && entry.version().equals(written.get())
                ? Optional.of(true)
                : verdict(key, says);
    }

    /**
     * Returns whether a key is known to be present.
     *
     * @param key to look for
     * @return true if something stands there
     */
    public boolean isPresent(String key) {
        return found.containsKey(key);
    }

    /** {@return why keys were not answered, by key} */
    public Map<String, StoreException> troubles() {
        return Map.copyOf(troubles);
    }

    private void requireKnown(String key) {
        if (!isKnown(key)) {
            throw Optional.ofNullable(troubles.get(key))
                    .orElseGet(() -> new StoreException("The key " + key + " was not read"));
        }
    }
}
