package dev.posse.dataset;

import dev.posse.document.Directory;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import dev.posse.store.Entry;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * The pages of the directory that this node has read, or written, full. A full page does not change any more, so whoever lists a
 * campaign need not read them all again to know that it is listed on none of them.
 *
 * <p>A page that was lost is forgotten when the patrols notice it. Of each campaign four bytes are kept, so that a full page takes 1 kB; a page
 * on which a campaign may be listed, by these, is read. Thread-safe.
 */
public final class FullPages implements StepRunner.StepListener {

    private static final String PREFIX = "posse/directory/";

    /** By page, what it lists: hashes in order. */
    private final ConcurrentMap<Integer, int[]> pages = new ConcurrentHashMap<>();

    /** Takes note of the pages that a step has read or written full. */
    @Override
    public void on(Step<?> taken, Operation operation, Answer answer) {
        if (answer instanceof Answer.Found found) {
            found.entries().keySet().stream()
                    .filter(key -> key.startsWith(PREFIX))
                    .forEach(key -> found(Integer.parseInt(key.substring(PREFIX.length())), found.entries()));
        } else if (answer instanceof Answer.Happened
                && operation instanceof Operation.Swap swap
                && swap.document() instanceof Directory page) {
            saw(page);
        }
    }

    /** A page is begun when the one before is full: one that none follows need not be taken apart to see that it is not. */
    private void found(int number, Map<String, Entry> entries) {
        if (!pages.containsKey(number) && entries.containsKey(Keys.directory(number + 1))) {
            directory(number, entries).ifPresent(this::saw);
        }
    }

    private static Optional<Directory> directory(int number, Map<String, Entry> entries) {
        try {
            return Key.directory(number).in(entries).map(Stored::document);
        } catch (DocumentException e) {
            // Whoever has read it says so.
            return Optional.empty();
        }
    }

    /**
     * Takes note of a page as it was read or written.
     *
     * @param page which one
     */
    public void saw(Directory page) {
        if (page.isFull()) {
            pages.put(
                    page.page(),
                    page.campaigns().stream()
                            .mapToInt(String::hashCode)
                            .sorted()
                            .toArray());
        } else {
            pages.remove(page.page());
        }
    }

    /**
     * Takes note that a page is not there.
     *
     * @param number which one
     */
    public void noteAbsent(int number) {
        pages.remove(number);
    }

    /**
     * Finds the full pages that do not list a campaign.
     *
     * @param campaign its id
     * @return their numbers
     */
    public Set<Integer> without(String campaign) {
        int hash = campaign.hashCode();
        return pages.entrySet().stream()
                .filter(page -> Arrays.binarySearch(page.getValue(), hash) < 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Forgets everything: a person has confirmed the data set as it is. */
    void forget() {
        pages.clear();
    }
}
