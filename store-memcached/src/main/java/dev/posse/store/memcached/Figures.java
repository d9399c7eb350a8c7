package dev.posse.store.memcached;

import dev.posse.store.StoreException;
import java.util.Map;

/** Reads the figures that memcached gives as text. */
final class Figures {

    private Figures() {}

    static long number(Map<String, String> figures, String name) {
        String text = figures.getOrDefault(name, "");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new StoreException("memcached's figure " + name + " is no number but \"" + text + '"', e);
        }
    }
}
