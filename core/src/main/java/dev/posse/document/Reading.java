package dev.posse.document;

import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a read of many keys has shown: of each key its entry, or that it is absent, or why nobody knows. A key that was not
 * asked for, or not answered, is never taken for an absent one (law A13).
 *
 * @param answers what the store said, by key; empty for one that is absent
 * @param failures what the store said instead of an answer, by key
 */
public record Reading(Map<String, Optional<Entry>> answers, Map<String, StoreException> failures) {

    /** Nothing was asked for. */
    public static final Reading NONE = new Reading(Map.of(), Map.of());

    /**
     * Puts a reading together.
     *
     * @param answers what the store said, by key; empty for one that is absent
     * @param failures what the store said instead of an answer, by key
     */
    public Reading {
        answers = Map.copyOf(answers);
        failures = Map.copyOf(failures);
    }

    /**
     * {@return a read that the store has answered as a whole}
     *
     * @param keys that were asked for
     * @param found those of them that are present
     */
    public static Reading answered(Collection<String> keys, Map<String, Entry> found) {
        Map<String, Optional<Entry>> answers = new HashMap<>();
        keys.forEach(key -> answers.put(key, Optional.ofNullable(found.get(key))));
        return new Reading(answers, Map.of());
    }

    /**
     * {@return both readings together}
     *
     * @param later what was read after this; of a key that both know it counts
     */
    public Reading and(Reading later) {
        if (equals(NONE)) {
            return later;
        }
        Map<String, Optional<Entry>> both = new HashMap<>(answers);
        both.putAll(later.answers);
        Map<String, StoreException> unanswered = new HashMap<>(failures);
        unanswered.putAll(later.failures);
        unanswered.keySet().removeAll(both.keySet());
        return new Reading(both, unanswered);
    }

    /**
     * Returns whether it is known what stands under a key, or that nothing does.
     *
     * @param key to look for
     * @return true if it was asked for and answered
     */
    public boolean isKnown(String key) {
        return answers.containsKey(key);
    }

    /**
     * Returns whether a key is known to be present.
     *
     * @param key to look for
     * @return true if something stands there
     */
    public boolean isPresent(String key) {
        return isKnown(key) && entry(key).isPresent();
    }

    /**
     * Returns whether a key is known to be absent.
     *
     * @param key to look for
     * @return true if the store said so
     */
    public boolean isAbsent(String key) {
        return isKnown(key) && entry(key).isEmpty();
    }

    /**
     * Finds what the store said instead of an answer.
     *
     * @param key to look for
     * @return the failure, or empty if there was an answer, or the key was not asked for
     */
    public Optional<StoreException> failure(String key) {
        return Optional.ofNullable(failures.get(key));
    }

    /**
     * Finds an entry.
     *
     * @param key to look for
     * @return the entry, or empty if it is absent
     * @throws StoreException if the key was not answered
     */
    public Optional<Entry> entry(String key) {
        Optional<Entry> answer = answers.get(key);
        if (answer == null) {
            throw failure(key).orElseGet(() -> new StoreException("The key " + key + " was not read"));
        }
        return answer;
    }

    /**
     * {@return what is present, by key}
     *
     * @param keys to look for
     * @throws StoreException if one of them was not answered
     */
    public Map<String, Entry> found(Collection<String> keys) {
        Map<String, Entry> some = new HashMap<>();
        keys.forEach(key -> entry(key).ifPresent(entry -> some.put(key, entry)));
        return Map.copyOf(some);
    }

    /** {@return all that is present, by key} */
    public Map<String, Entry> found() {
        return answers.keySet().stream()
                .filter(this::isPresent)
                .collect(Collectors.toUnmodifiableMap(
                        key -> key, key -> entry(key).orElseThrow()));
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
        return entry(key.name()).map(key::of);
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
    public <T extends Document> Optional<Boolean> verdict(Key<T> key, Predicate<T> says) {
        if (!isKnown(key.name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(document(key).map(Stored::document).filter(says).isPresent());
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
    public <T extends Document> Optional<Boolean> verdict(Key<T> key, Optional<Version> written, Predicate<T> says) {
        boolean isThatWrite = written.isPresent()
                && isKnown(key.name())
                && entry(key.name()).map(Entry::version).equals(written);
        return isThatWrite ? Optional.of(true) : verdict(key, says);
    }
}
