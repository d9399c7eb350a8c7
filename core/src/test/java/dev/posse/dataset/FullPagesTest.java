package dev.posse.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.admin.CampaignListing;
import dev.posse.document.Directory;
import dev.posse.document.Document;
import dev.posse.document.UnknownFields;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The full pages of the directory that a node has seen")
class FullPagesTest {

    private static final Version VERSION = new Version("1");

    private final FullPages pages = new FullPages();
    private final Step<Optional<Entry>> look = CampaignListing.begin("drop");

    private static Directory full(int page, String last) {
        List<String> ids = IntStream.range(0, Directory.PAGE_SIZE)
                .mapToObj(number -> number == Directory.PAGE_SIZE - 1 ? last : "c" + page + "-" + number)
                .toList();
        return new Directory(page, ids, UnknownFields.NONE);
    }

    private void found(Document... documents) {
        Map<String, Entry> entries = new HashMap<>();
        for (Document document : documents) {
            entries.put(document.key(), new Entry(document.encode(), VERSION));
        }
        pages.on(look, look.operation(), new Answer.Found(entries));
    }

    @Test
    @DisplayName("are those that were found full, where the next one is begun")
    void found() {
        found(full(1, "a"), full(2, "b"), Directory.empty(3).with("drop"));

        assertEquals(Set.of(1, 2), pages.without("drop"));
    }

    @Test
    @DisplayName("without those on which a campaign is listed, or may be")
    void listed() {
        // Two ids of one hash.
        found(full(1, "Aa"), full(2, "b"), full(3, "c"), Directory.empty(4));

        assertEquals(Set.of(2, 3), pages.without("Aa"));
        assertEquals(Set.of(2, 3), pages.without("BB"));
        assertEquals(Set.of(1, 2, 3), pages.without("CC"));
    }

    @Test
    @DisplayName(
            "are those as well that the node has filled itself; what was refused, or of which nobody knows, is not")
    void written() {
        Operation fills = new Operation.Swap(full(1, "drop"), VERSION);
        pages.on(look, fills, new Answer.Refused());
        pages.on(look, fills, new Answer.Unknown());
        assertEquals(Set.of(), pages.without("other"));

        pages.on(look, fills, new Answer.Happened(VERSION));
        pages.on(look, new Operation.Swap(Directory.empty(2).with("drop"), VERSION), new Answer.Happened(VERSION));

        assertEquals(Set.of(1), pages.without("other"));
    }

    @Test
    @DisplayName("a page that is not there any more, or lists less, is forgotten; with another data set all of them")
    void forgotten() {
        found(full(1, "a"), full(2, "b"), full(3, "c"), Directory.empty(4));
        pages.noteAbsent(1);
        pages.saw(Directory.empty(3).with("c"));
        assertEquals(Set.of(2), pages.without("drop"));

        pages.forget();

        assertEquals(Set.of(), pages.without("drop"));
    }

    @Test
    @DisplayName("what cannot be understood is not known")
    void corrupt() {
        Map<String, Entry> entries = Map.of(
                "posse/directory/1", new Entry(new byte[] {1}, VERSION),
                "posse/directory/2", new Entry(Directory.empty(2).encode(), VERSION));

        pages.on(look, look.operation(), new Answer.Found(entries));

        assertEquals(Set.of(), pages.without("drop"));
    }
}
