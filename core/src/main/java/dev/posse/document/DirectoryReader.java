package dev.posse.document;

import dev.posse.store.StoreException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Walks over the pages of the directory of campaigns, {@value Directory#PAGES_AT_ONCE} at a time. */
public final class DirectoryReader {

    private DirectoryReader() {}

    /** One place in the directory, as it was read. */
    public sealed interface Page {

        /**
         * Names the page.
         *
         * @return its number, from 1
         */
        int number();

        /**
         * Returns whether the next campaign may be listed here, and no later page has been begun.
         *
         * @return true if the page is absent or has room; unknown counts as no
         */
        default boolean hasRoom() {
            return this instanceof Absent
                    || (this instanceof Present present
                            && !present.stored().document().isFull());
        }
    }

    /**
     * A page that lists campaigns.
     *
     * @param stored the page
     */
    public record Present(Stored<Directory> stored) implements Page {
        @Override
        public int number() {
            return stored.document().page();
        }
    }

    /**
     * A page that was not begun, or is lost.
     *
     * @param number its number
     */
    public record Absent(int number) implements Page {}

    /**
     * A page of which nobody knows what it lists.
     *
     * @param number its number
     * @param why a {@link DocumentException}, or what the store said
     */
    public record Unreadable(int number, RuntimeException why) implements Page {}

    /**
     * Understands the pages of one read.
     *
     * @param found what was read under {@link Directory#pageKeys}
     * @param first number of the first page
     * @return the {@value Directory#PAGES_AT_ONCE} pages, in order
     */
    public static List<Page> pages(Reading found, int first) {
        return IntStream.range(first, first + Directory.PAGES_AT_ONCE)
                .mapToObj(number -> page(found, number))
                .collect(Collectors.toUnmodifiableList());
    }

    private static Page page(Reading found, int number) {
        Key<Directory> key = Key.directory(number);
        try {
            return found.document(key).<Page>map(Present::new).orElseGet(() -> new Absent(number));
        } catch (StoreException | DocumentException e) {
            return new Unreadable(number, e);
        }
    }

    /**
     * Reads page after page until none is left. A page that is lost or unreadable does not end the walk as long as one that
     * was read with it follows.
     *
     * @param first number of the first page
     * @param read reads {@value Directory#PAGES_AT_ONCE} pages from a number on; see {@link #pages}
     * @param each is given every page that was read, in order
     */
    public static void walk(int first, IntFunction<List<Page>> read, Consumer<Page> each) {
        // The directory itself is bounded.
        for (int next = first; next <= Directory.MAX_PAGES; next += Directory.PAGES_AT_ONCE) {
            List<Page> pages = read.apply(next);
            pages.forEach(each);
            if (pages.get(pages.size() - 1).hasRoom()) {
                return;
            }
        }
    }
}
