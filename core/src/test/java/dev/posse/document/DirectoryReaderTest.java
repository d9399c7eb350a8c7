package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.document.DirectoryReader.Absent;
import dev.posse.document.DirectoryReader.Page;
import dev.posse.document.DirectoryReader.Present;
import dev.posse.document.DirectoryReader.Unreadable;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Walking over the pages of the directory")
class DirectoryReaderTest {

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, StoreException> failures = new HashMap<>();
    private final List<Integer> reads = new ArrayList<>();

    @Test
    @DisplayName("ends with the sixteen pages whose last one is absent or has room")
    void ends() {
        IntStream.rangeClosed(1, 17).forEach(this::full);
        put(Directory.empty(18).with("last"));

        List<Page> pages = walk(1);

        assertEquals(List.of(1, 17), reads);
        assertEquals(32, pages.size());
        assertEquals(18, pages.stream().filter(Present.class::isInstance).count());
    }

    @Test
    @DisplayName("begins where it is told to")
    void begins() {
        full(5);

        List<Page> pages = walk(5);

        assertEquals(List.of(5), reads);
        assertEquals(5, pages.get(0).number());
        assertEquals(20, pages.get(15).number());
    }

    @Test
    @DisplayName("a page that is lost, corrupt or unread hides neither the pages after it nor those that are read next")
    void goesOn() {
        IntStream.rangeClosed(1, 17).forEach(this::full);
        entries.remove(Keys.directory(2));
        entries.put(Keys.directory(3), entry("[]"));
        entries.remove(Keys.directory(16));
        StoreException down = new StoreException("down");
        failures.put(Keys.directory(16), down);

        List<Page> pages = walk(1);

        assertEquals(new Absent(2), pages.get(1));
        assertEquals(DocumentException.class, ((Unreadable) pages.get(2)).why().getClass());
        assertEquals(new Unreadable(16, down), pages.get(15));
        assertEquals(17, pages.get(16).number());
        assertEquals(14, pages.stream().filter(Present.class::isInstance).count());
    }

    @Test
    @DisplayName("a page has room if it is absent or not full; nobody knows it of one that cannot be read")
    void room() {
        full(1);
        put(Directory.empty(2).with("c"));
        entries.put(Keys.directory(3), entry("[]"));

        assertEquals(
                List.of(false, true, false, true),
                walk(1).stream().limit(4).map(Page::hasRoom).toList());
    }

    private List<Page> walk(int first) {
        List<Page> pages = new ArrayList<>();
        DirectoryReader.walk(
                first,
                from -> {
                    reads.add(from);
                    return DirectoryReader.pages(read(from), from);
                },
                pages::add);
        return pages;
    }

    private Reading read(int from) {
        List<String> answered = Directory.pageKeys(from).stream()
                .filter(key -> !failures.containsKey(key))
                .toList();
        return new Reading(Reading.answered(answered, entries).answers(), failures);
    }

    private void full(int number) {
        Directory page = Directory.empty(number);
        while (!page.isFull()) {
            page = page.with("c" + number + "-" + page.campaigns().size());
        }
        put(page);
    }

    private void put(Directory page) {
        entries.put(page.key(), new Entry(page.encode(), new Version("v")));
    }

    private static Entry entry(String text) {
        return new Entry(text.getBytes(StandardCharsets.UTF_8), new Version("v"));
    }
}
