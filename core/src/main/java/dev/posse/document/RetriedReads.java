package dev.posse.document;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads several keys at once, and one by one where that fails: one key that the store refuses to read, or one server of
 * several that is down, hides nothing but itself. Used by one thread.
 */
public final class RetriedReads {

    private final CasKeyValueStore store;
    private final int mostFailures;
    private int failuresInARow;

    /**
     * Makes a reader.
     *
     * @param store to be read
     * @param mostFailures so many keys in a row without an answer mean that the store is down
     */
    public RetriedReads(CasKeyValueStore store, int mostFailures) {
        this.store = store;
        this.mostFailures = mostFailures;
    }

    /**
     * Reads keys in one operation of the store, or each by itself if that fails.
     *
     * @param keys to be read
     * @return what was found, and for which of them the store did not answer
     * @throws StoreException if too many keys in a row, counted over all calls, had no answer
     */
    public FoundEntries read(Collection<String> keys) {
        if (keys.isEmpty()) {
            return new FoundEntries(Map.of(), Map.of());
        }
        try {
            Map<String, Entry> found = store.getAll(keys);
            failuresInARow = 0;
            return new FoundEntries(found, Map.of());
        } catch (DataLossException e) {
            // All of the data is in question, and not some keys.
            throw e;
        } catch (StoreException e) {
            return oneByOne(List.copyOf(keys));
        }
    }

    private FoundEntries oneByOne(List<String> keys) {
        Map<String, Entry> entries = new HashMap<>();
        Map<String, StoreException> failures = new HashMap<>();
        for (String key : keys) {
            try {
                store.get(key).ifPresent(entry -> entries.put(key, entry));
                failuresInARow = 0;
            } catch (StoreException e) {
                failuresInARow++;
                if (failuresInARow >= mostFailures) {
                    throw e;
                }
                failures.put(key, e);
            }
        }
        return new FoundEntries(Map.copyOf(entries), Map.copyOf(failures));
    }
}
