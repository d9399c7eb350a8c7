package dev.posse.recovery;

import dev.posse.document.Document;
import dev.posse.document.DocumentException;
import dev.posse.document.Stored;
import dev.posse.store.Entry;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a node has told its callers, the newest last, until it has been found to stand; the last of those are looked for
 * again, because what a failover loses may have been found before it.
 *
 * <p>Told by any thread; asked by the one that patrols.
 *
 * @param <T> one thing that was told; equal ones are the same thing told again
 */
final class ReportMemory<T> {

    private final int most;
    private final int again;
    private final Set<T> kept = new LinkedHashSet<>();
    private Set<T> asked = Set.of();

    /**
     * Makes an empty memory.
     *
     * @param most are kept between two looks; beyond it the oldest are forgotten
     * @param again that were found are looked for again
     */
    ReportMemory(int most, int again) {
        this.most = most;
        this.again = again;
    }

    synchronized void add(T promise) {
        kept.remove(promise);
        kept.add(promise);
        forgetBeyond(most);
    }

    /** Gives those to be looked for now, in the order in which they were told. */
    synchronized List<T> ask() {
        asked = Set.copyOf(kept);
        return List.copyOf(kept);
    }

    /** Gives those that were asked for and do not stand, in the order in which they were told; they are not asked for again. */
    synchronized List<T> broken(Predicate<T> stands) {
        List<T> broken =
                kept.stream().filter(asked::contains).filter(stands.negate()).collect(Collectors.toUnmodifiableList());
        kept.removeAll(Set.copyOf(broken));
        int fresh =
                (int) kept.stream().filter(promise -> !asked.contains(promise)).count();
        forgetBeyond(again + fresh);
        asked = Set.of();
        return broken;
    }

    /** Tells whether a document still says so. Of one that cannot be read nobody knows; the audit says that it cannot. */
    static <D extends Document> boolean stands(
            Map<String, Entry> found, String key, BiFunction<String, byte[], D> decode, Predicate<D> says) {
        try {
            return Stored.in(found, key, decode)
                    .map(Stored::document)
                    .filter(says)
                    .isPresent();
        } catch (DocumentException e) {
            return true;
        }
    }

    private void forgetBeyond(int size) {
        Iterator<T> oldest = kept.iterator();
        for (int excess = kept.size() - size; excess > 0; excess--) {
            oldest.next();
            oldest.remove();
        }
    }
}
