package dev.posse.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One page of the list of all campaigns. A campaign is listed before it is created, so that no patrol ever misses one.
 *
 * @param page its number, from 1; a page is begun when the one before is full
 * @param campaigns their ids, in order of creation
 * @param unknown fields of a newer release
 */
public record Directory(int page, List<String> campaigns, UnknownFields unknown) implements Document {

    /** How many campaigns a page lists: at 64 characters each about 17 KiB. */
    public static final int PAGE_SIZE = 256;

    /** Pages that are read in one round trip. */
    public static final int PAGES_AT_ONCE = 16;

    /** The last page there can be: with {@value #PAGE_SIZE} campaigns on each, a million campaigns. */
    public static final int MAX_PAGES = 4096;

    private static final String TYPE = "directory";

    /**
     * Makes an empty page.
     *
     * @param page its number
     * @return no campaigns
     */
    public static Directory empty(int page) {
        return new Directory(page, List.of(), UnknownFields.NONE);
    }

    /**
     * Names the pages to read at once.
     *
     * @param first number of the first page
     * @return the keys of {@value #PAGES_AT_ONCE} pages, in order
     */
    public static List<String> pageKeys(int first) {
        return IntStream.range(first, first + PAGES_AT_ONCE)
                .mapToObj(Keys::directory)
                .collect(Collectors.toUnmodifiableList());
    }

    /**
     * Returns whether the page has no room left.
     *
     * @return true if the next campaign goes to the next page
     */
    public boolean isFull() {
        return campaigns.size() >= PAGE_SIZE;
    }

    /**
     * Lists one campaign more.
     *
     * @param campaign its id
     * @return the page with it
     */
    public Directory with(String campaign) {
        List<String> all = new ArrayList<>(campaigns);
        all.add(campaign);
        return new Directory(page, List.copyOf(all), unknown);
    }

    @Override
    public String key() {
        return Keys.directory(page);
    }

    @Override
    public byte[] encode() {
        return FieldWriter.ofDocument(TYPE)
                .put("page", page)
                .putStrings("campaigns", campaigns)
                .putRest(unknown)
                .toBytes();
    }

    /**
     * Reads a page.
     *
     * @param key its key
     * @param value its bytes
     * @return the page
     * @throws DocumentException if it cannot be understood
     */
    public static Directory decode(String key, byte[] value) {
        return FieldReader.read(key, value, TYPE, fields -> read(key, fields));
    }

    static Directory read(String key, FieldReader fields) {
        long page = fields.takeLong("page", 1);
        Directory directory =
                new Directory((int) Math.min(page, Integer.MAX_VALUE), fields.takeIds("campaigns"), fields.takeRest());
        if (!directory.key().equals(key)) {
            throw fields.corrupt("it says of itself that it is page " + page);
        }
        return directory;
    }
}
