package dev.posse.admin;

import static dev.posse.admin.StoreAnswers.end;
import static dev.posse.admin.StoreAnswers.failed;
import static dev.posse.admin.StoreAnswers.found;
import static dev.posse.admin.StoreAnswers.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.document.Keys;
import dev.posse.document.UnknownFields;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import dev.posse.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Listing of a campaign in the directory")
class CampaignListingTest {

    private final Step<Optional<Entry>> look = CampaignListing.begin("drop");

    static Answer[] uncertain() {
        return new Answer[] {StoreAnswers.REFUSED, StoreAnswers.UNKNOWN};
    }

    @Test
    @DisplayName("reads sixteen pages at once, and adds the first if there is none")
    void firstPage() {
        assertEquals(new Operation.Read(Directory.pageKeys(1)), look.operation());

        Step<Optional<Entry>> write = step(look.on(StoreAnswers.NOTHING));

        assertEquals(new Operation.Add(Directory.empty(1).with("drop")), write.operation());
        assertEquals(Optional.empty(), end(write.on(StoreAnswers.HAPPENED)));
    }

    @Test
    @DisplayName("swaps the first page that has room, from the version that was read")
    void pageWithRoom() {
        Directory second = Directory.empty(2).with("ads");

        Step<Optional<Entry>> write = step(look.on(found(full(1), second)));

        assertEquals(new Operation.Swap(second.with("drop"), new Version("7")), write.operation());
    }

    @Test
    @DisplayName("begins a page when the one before is full")
    void overflow() {
        Step<Optional<Entry>> write = step(look.on(found(full(1), full(2))));

        assertEquals(new Operation.Add(Directory.empty(3).with("drop")), write.operation());
    }

    @Test
    @DisplayName("reads the next sixteen pages when all are full")
    void nextPages() {
        Step<Optional<Entry>> next = step(look.on(found(pages(1, 16))));

        assertEquals(new Operation.Read(Directory.pageKeys(17)), next.operation());
        assertEquals(
                new Operation.Add(Directory.empty(17).with("drop")),
                step(next.on(StoreAnswers.NOTHING)).operation());
    }

    @Test
    @DisplayName("begins again at the pages where it was, and ends when it finds itself listed, on a full page too")
    void listedAlready() {
        Step<Optional<Entry>> next = step(look.on(found(pages(1, 16))));
        Step<Optional<Entry>> again = step(step(next.on(StoreAnswers.NOTHING)).on(StoreAnswers.UNKNOWN));

        assertEquals(new Operation.Read(Directory.pageKeys(17)), again.operation());
        assertTrue(
                end(again.on(found(Directory.empty(17).with("x").with("drop")))).isPresent());
        assertTrue(end(look.on(found(fullWith(1, "drop")))).isPresent());
    }

    @Test
    @DisplayName(
            "where sixteen pages are full the next sixteen are read, and the first of them that has room is written")
    void nextSixteen() {
        Step<Optional<Entry>> next = step(look.on(found(pages(1, 16))));
        assertEquals(new Operation.Read(Directory.pageKeys(17)), next.operation());
        Directory room = Directory.empty(17).with("ads");

        assertEquals(
                new Operation.Swap(room.with("drop"), new Version("7")),
                step(next.on(found(room))).operation());
        assertEquals(
                new Operation.Add(Directory.empty(17).with("drop")),
                step(next.on(StoreAnswers.NOTHING)).operation());
    }

    @Test
    @DisplayName("it looks again from the first of the sixteen pages that were read last")
    void looksAgainWhereItWas() {
        Step<Optional<Entry>> sixteenth = step(look.on(found(pages(1, 15))));
        assertEquals(new Operation.Add(Directory.empty(16).with("drop")), sixteenth.operation());
        assertEquals(look.operation(), step(sixteenth.on(StoreAnswers.REFUSED)).operation());

        Step<Optional<Entry>> next = step(look.on(found(pages(1, 16))));
        for (int full : new int[] {0, 15}) {
            Step<Optional<Entry>> write = step(next.on(found(pages(17, full))));
            assertEquals(next.operation(), step(write.on(StoreAnswers.UNKNOWN)).operation());
        }
    }

    @ParameterizedTest
    @MethodSource("uncertain")
    @DisplayName("A10: after any other answer than a success it looks again")
    void looksAgain(Answer answer) {
        Step<Optional<Entry>> write = step(look.on(StoreAnswers.NOTHING));

        assertEquals(look.operation(), step(write.on(answer)).operation());
    }

    @Test
    @DisplayName("a page that cannot be written for certain is thrown; after a write of which nobody knows it is doubt")
    void writeFails() {
        Step<Optional<Entry>> write = step(look.on(StoreAnswers.NOTHING));
        assertThrows(StoreException.class, () -> write.on(failed()));

        Step<Optional<Entry>> second = step(step(write.on(StoreAnswers.UNKNOWN)).on(StoreAnswers.NOTHING));
        assertEquals(look.operation(), step(second.on(failed())).operation());
    }

    @Test
    @DisplayName("a first read that fails is thrown, one after a write is tried again")
    void readFails() {
        Step<Optional<Entry>> again = step(step(look.on(StoreAnswers.NOTHING)).on(StoreAnswers.UNKNOWN));

        assertThrows(StoreException.class, () -> look.on(failed()));
        assertEquals(look.operation(), step(again.on(failed())).operation());
    }

    @Test
    @DisplayName("after a hundred lost races nobody knows, and the error names the campaign")
    void bounded() {
        Step<Optional<Entry>> step = look;
        for (int round = 1; round < 100; round++) {
            step = step(step(step.on(StoreAnswers.NOTHING)).on(StoreAnswers.REFUSED));
        }
        Step<Optional<Entry>> last = step(step.on(StoreAnswers.NOTHING));

        String message = String.valueOf(assertThrows(OutcomeUnknownException.class, () -> last.on(StoreAnswers.REFUSED))
                .getMessage());
        assertTrue(message.contains("drop"), message);
    }

    @Test
    @DisplayName("a directory of 4096 full pages is full")
    void directoryFull() {
        Step<Optional<Entry>> step = look;
        for (int first = 1; first < Directory.MAX_PAGES - Directory.PAGES_AT_ONCE; first += Directory.PAGES_AT_ONCE) {
            step = step(step.on(found(pages(first, Directory.PAGES_AT_ONCE))));
        }
        Step<Optional<Entry>> last = step;
        Answer full = found(pages(Directory.MAX_PAGES - Directory.PAGES_AT_ONCE + 1, Directory.PAGES_AT_ONCE));

        assertThrows(IllegalStateException.class, () -> last.on(full));
    }

    @Test
    @DisplayName("six hundred campaigns fill two pages and begin a third, each listed once, in order")
    void manyCampaigns() {
        InMemoryStore store = new InMemoryStore();
        StepRunner runner = new StepRunner("n", store, PosseObserver.NONE, pause -> {}, () -> 0, Duration.ZERO);
        for (int round = 0; round < 2; round++) {
            IntStream.range(0, 600).forEach(number -> runner.run(Actor.ADMIN, CampaignListing.begin("c" + number)));
        }

        List<String> listed = IntStream.rangeClosed(1, 3)
                .mapToObj(Keys::directory)
                .flatMap(key ->
                        Directory.decode(key, store.get(key).orElseThrow().value()).campaigns().stream())
                .toList();
        assertEquals(IntStream.range(0, 600).mapToObj(number -> "c" + number).toList(), listed);
        assertEquals(Optional.empty(), store.get(Keys.directory(4)));
    }

    @Test
    @DisplayName(
            "full pages of which the node knows that they do not list it are passed by, and the campaign is read with the others")
    void known() {
        Step<Optional<Entry>> knowing = CampaignListing.begin("drop", Set.of(1, 3));

        assertEquals(new Operation.Read(keys("campaign/drop", 2, 4, 18)), knowing.operation());
        assertEquals(
                new Operation.Add(Directory.empty(4).with("drop")),
                step(knowing.on(found(full(2)))).operation());
        Step<Optional<Entry>> write =
                step(knowing.on(found(full(2), Directory.empty(4).with("ads"))));
        assertEquals(
                new Operation.Swap(Directory.empty(4).with("ads").with("drop"), new Version("7")), write.operation());
        assertEquals(knowing.operation(), step(write.on(StoreAnswers.REFUSED)).operation());
        assertTrue(end(knowing.on(found(fullWith(2, "drop")))).isPresent());
    }

    @Test
    @DisplayName("where sixteen that are not known are full, the next sixteen of those are read")
    void nextUnknown() {
        Step<Optional<Entry>> knowing = CampaignListing.begin("drop", Set.of(2, 20));
        Directory[] full =
                Stream.concat(Stream.of(full(1)), Stream.of(pages(3, 15))).toArray(Directory[]::new);

        Step<Optional<Entry>> next = step(knowing.on(found(full)));

        assertEquals(new Operation.Read(keys("campaign/drop", 18, 19, 21, 34)), next.operation());
    }

    @Test
    @DisplayName("one that is there was listed: if it is on none of the pages that were read, all are read")
    void thereAndNotListed() {
        Step<Optional<Entry>> knowing = CampaignListing.begin("drop", Set.of(1));

        Step<Optional<Entry>> all = step(knowing.on(found(Campaign.created("drop", 1, 1))));

        assertEquals(look.operation(), all.operation());
        assertTrue(end(all.on(found(fullWith(1, "drop")))).isPresent());
        assertEquals(
                new Operation.Add(Directory.empty(1).with("drop")),
                step(all.on(StoreAnswers.NOTHING)).operation());
    }

    /** Pages by number, and all up to the last one, and the campaign. */
    private static List<String> keys(String campaign, int... pages) {
        List<String> keys = new ArrayList<>();
        for (int at = 0; at < pages.length - 1; at++) {
            keys.add(Keys.directory(pages[at]));
        }
        for (int page = pages[pages.length - 2] + 1; page <= pages[pages.length - 1]; page++) {
            keys.add(Keys.directory(page));
        }
        keys.add(campaign);
        return keys;
    }

    @Test
    @DisplayName("the steps say which campaign they are about")
    void subject() {
        assertEquals("list.look campaign=drop", look.name() + " " + look.subject());
        Step<Optional<Entry>> write = step(look.on(StoreAnswers.NOTHING));
        assertEquals("list campaign=drop", write.name() + " " + write.subject());
    }

    private static Directory full(int page) {
        return fullWith(page, "last-of-" + page);
    }

    private static Directory fullWith(int page, String last) {
        List<String> campaigns = IntStream.range(0, Directory.PAGE_SIZE)
                .mapToObj(number -> number == Directory.PAGE_SIZE - 1 ? last : "c" + page + "-" + number)
                .toList();
        return new Directory(page, campaigns, UnknownFields.NONE);
    }

    private static Directory[] pages(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(CampaignListingTest::full)
                .toArray(Directory[]::new);
    }
}
