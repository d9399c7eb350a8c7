package dev.posse.store.memcached;

import dev.posse.store.StoreException;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answers to {@code stats}: text under names that differ between versions.
 *
 * @param values by name
 */
record Stats(Map<String, String> values) {

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    long number(String name) {
        String text = values.getOrDefault(name, "");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new StoreException("memcached's " + name + " is no number but \"" + text + '"', e);
        }
    }
}
