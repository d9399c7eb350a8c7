package dev.posse.document;

import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Reads many keys at once, and one by one where that fails: one key that the store refuses to read, or one server of several
 * that is down, hides nothing but itself. Used by one thread.
 */
public final class KeyReader {

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    /**
     * When a reader gives up.
     *
     * @param mostFailures so many keys in a row without an answer, where one more is to be asked for, are an outage of the store
     * @param patience for how long the keys of one read are asked for one by one; the rest of them gets no answer
     * @param nanoTime tells the time
     * @param mostApart of so many keys it is remembered that they gave no answer: each is asked for by itself until it does, and
     *     spares the others a read that fails. Beyond them they fail together, and are found out anew
     */
    public record Policy(int mostFailures, Duration patience, LongSupplier nanoTime, int mostApart) {

        /**
         * {@return the policy of who has a certain number of keys to read and is done then: all are asked for, however long that
         * takes, and failures in a row are counted from one read to the next}
         *
         * @param mostFailures so many keys in a row without an answer, where one more is to be asked for, are an outage
         */
        public static Policy untilDone(int mostFailures) {
            return new Policy(mostFailures, FOR_EVER, () -> 0, 0);
        }

        /** Of rounds without end: one that ends anyway need not conclude from its failures that nobody answers, once somebody has. */
        private boolean isBounded() {
            return !patience.equals(FOR_EVER);
        }
    }

    private final Function<Collection<String>, Map<String, Entry>> readAll;
    private final Function<String, Optional<Entry>> readOne;
    private final Policy policy;
    private final Set<String> apart = new LinkedHashSet<>();

    /** Those that an outage was concluded from. They are asked for last, for they may be all that is out. */
    private final Set<String> blamed = new HashSet<>();

    private int failuresInARow;

    /**
     * Makes a reader.
     *
     * @param readAll the store's read of several keys
     * @param readOne the store's read of one key
     * @param policy when to give up
     */
    public KeyReader(
            Function<Collection<String>, Map<String, Entry>> readAll,
            Function<String, Optional<Entry>> readOne,
            Policy policy) {
        this.readAll = readAll;
        this.readOne = readOne;
        this.policy = policy;
    }

    /**
     * Reads keys in one operation of the store, or each by itself if that fails.
     *
     * @param keys to be read
     * @return what was found, and for which of them the store did not answer
     * @throws DataLossException if the store itself says that its data is gone: all of it is in question, and not some keys
     * @throws StoreException if the store seems to be out
     */
    public Reading read(Collection<String> keys) {
        Answers answers = new Answers();
        List<String> together = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        keys.forEach(key -> (apart.contains(key) ? alone : together).add(key));
        if (policy.isBounded()) {
            failuresInARow = 0;
        }
        if (!together.isEmpty()) {
            ask(() -> answers.add(together, readAll.apply(together))).ifPresent(trouble -> {
                together.sort(Comparator.comparing(blamed::contains));
                readOneByOne(together, true, trouble, answers);
            });
        }
        readOneByOne(alone, false, new StoreException("There was no time left to ask"), answers);
        return answers.reading();
    }

    private void readOneByOne(List<String> keys, boolean wereTogether, StoreException before, Answers answers) {
        long began = policy.nanoTime().getAsLong();
        StoreException last = before;
        List<String> failed = new ArrayList<>();
        boolean isAnswered = false;
        for (String key : keys) {
            boolean isOver = policy.isBounded() && isAnswered;
            if (wereTogether && !isOver && failuresInARow >= policy.mostFailures()) {
                blame(failed);
                throw before;
            }
            if (policy.nanoTime().getAsLong() - began > policy.patience().toNanos()) {
                answers.failures.put(key, last);
                continue;
            }
            Optional<StoreException> trouble = ask(() -> answers.found.put(key, readOne.apply(key)));
            if (trouble.isEmpty()) {
                isAnswered = true;
                apart.remove(key);
            } else {
                last = trouble.get();
                failuresInARow++;
                answers.failures.put(key, last);
                failed.add(key);
            }
        }
        failed.stream().filter(key -> apart.size() < policy.mostApart()).forEach(apart::add);
    }

    /** Bounded by starting over: who is forgotten is asked for first again. */
    private void blame(List<String> failed) {
        if (blamed.size() + failed.size() > policy.mostApart()) {
            blamed.clear();
        }
        blamed.addAll(failed);
    }

    private Optional<StoreException> ask(Runnable read) {
        try {
            read.run();
            failuresInARow = 0;
            blamed.clear();
            return Optional.empty();
        } catch (DataLossException e) {
            throw e;
        } catch (StoreException e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            if (!policy.isBounded()) {
                // A bug of the store's: whoever waits for the end is to see it as it is.
                throw e;
            }
            return Optional.of(new StoreException("The store did not answer: " + Printable.reason(e), e));
        }
    }

    private static final class Answers {

        private final Map<String, Optional<Entry>> found = new HashMap<>();
        private final Map<String, StoreException> failures = new HashMap<>();

        void add(Collection<String> keys, Map<String, Entry> entries) {
            keys.forEach(key -> found.put(key, Optional.ofNullable(entries.get(key))));
        }

        Reading reading() {
            return new Reading(found, failures);
        }
    }
}
