package dev.posse.patrol;

import dev.posse.dataset.Reading;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Reads many keys in one round trip. Where that fails they are read one by one, so that a key which cannot be read hurts
 * itself alone; it is read apart from the others until it answers. Used by the one thread that patrols.
 */
final class KeyReads {

    /** So many keys in a row that do not answer, and none that does, are an outage of the store. */
    private static final int HOPELESS = 5;

    /** For how long keys are read one by one; the rest is not answered, and is asked for again soon. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Keys that are kept apart; beyond it they fail together with others, and are found out anew. */
    private static final int MOST_APART = 4096;

    private final CasKeyValueStore store;
    private final Set<String> apart = new LinkedHashSet<>();

    KeyReads(CasKeyValueStore store) {
        this.store = store;
    }

    /**
     * Reads.
     *
     * @throws DataLossException if the store itself says that its data is gone
     * @throws StoreException if the store seems to be out: of several keys not one was answered
     */
    Reading read(Collection<String> keys) {
        Reading reading = new Reading();
        List<String> together = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        keys.forEach(key -> (apart.contains(key) ? alone : together).add(key));
        if (!together.isEmpty()) {
            Optional<StoreException> trouble = ask(together, reading);
            if (trouble.isPresent()) {
                readApart(together, true, trouble.get(), reading);
            }
        }
        readApart(alone, false, new StoreException("There was no time left to ask"), reading);
        return reading;
    }

    private void readApart(List<String> keys, boolean wereTogether, StoreException before, Reading reading) {
        long began = System.nanoTime();
        StoreException last = before;
        List<String> failed = new ArrayList<>();
        boolean isAnswered = false;
        for (String key : keys) {
            if (wereTogether && !isAnswered && failed.size() >= HOPELESS) {
                throw before;
            }
            if (System.nanoTime() - began > PATIENCE_NANOS) {
                reading.failed(key, last);
                continue;
            }
            Optional<StoreException> trouble = ask(List.of(key), reading);
            if (trouble.isEmpty()) {
                isAnswered = true;
                apart.remove(key);
            } else {
                last = trouble.get();
                reading.failed(key, last);
                failed.add(key);
            }
        }
        failed.stream().filter(key -> apart.size() < MOST_APART).forEach(apart::add);
    }

    private Optional<StoreException> ask(List<String> keys, Reading reading) {
        try {
            Map<String, Entry> found = store.getAll(keys);
            reading.answered(keys, found);
            return Optional.empty();
        } catch (DataLossException e) {
            throw e;
        } catch (StoreException e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            return Optional.of(new StoreException("The store did not answer: " + e, e));
        }
    }
}
