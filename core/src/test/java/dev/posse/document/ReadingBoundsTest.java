package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.document.DirectoryReader.Absent;
import dev.posse.document.DirectoryReader.Unreadable;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is read, and no more: accounts and their archives, several keys, the directory")
class ReadingBoundsTest {

    private final Map<String, Entry> archive = new HashMap<>();
    private final List<List<String>> reads = new ArrayList<>();
    private Account account = Account.opened("alice", 2);

    private void calledOff(String... ids) {
        for (String id : ids) {
            account.leavingPurchase().ifPresent(this::put);
            account = account.calledOff(id, Instant.EPOCH);
        }
    }

    private void deposited(String... ids) {
        for (String id : ids) {
            account.leavingMovement().ifPresent(this::put);
            account = account.moved(new Movement(id, Movement.Kind.DEPOSIT, 1, Instant.EPOCH));
        }
    }

    private void put(ArchiveDocument document) {
        archive.put(document.key(), new Entry(document.encode(), new Version("v")));
    }

    private List<String> walked(EntryWalk walk) {
        List<String> ids = new ArrayList<>();
        while (!walk.isDone()) {
            walk.next()
                    .ifPresentOrElse(
                            item -> ids.add(
                                    item instanceof EntryItem.Met met
                                            ? met.entry().id()
                                            : item.toString()),
                            () -> {
                                reads.add(walk.keys());
                                walk.take(Reading.answered(walk.keys(), archive));
                            });
        }
        return ids;
    }

    @Test
    @DisplayName("a chain of which two entries are known is not read on, though the other one has to be")
    void noMoreThanTwo() {
        calledOff("p1", "p2", "p3");
        deposited("d4", "d5", "d6", "d7");

        assertEquals(List.of("d7", "d6", "d5", "d4", "p3", "p2", "p1"), walked(EntryWalk.of(account)));
        assertEquals(
                List.of(List.of("movement/alice/d5"), List.of("movement/alice/d4"), List.of("purchase/alice/p1")),
                reads);
    }

    @Test
    @DisplayName("a walk that is resumed within the window reads nothing that the window holds")
    void resumedInWindow() {
        calledOff("p1", "p2");
        EntryWalk walk = EntryWalk.of(account);
        assertEquals(2, walk.next().orElseThrow().number());

        assertEquals(List.of("p1"), walked(EntryWalk.resumed(account, walk.position())));
        assertEquals(List.of(), reads);
    }

    @Test
    @DisplayName("the archive of an account whose window holds nothing may bear the highest number")
    void emptyWindow() {
        put(new ArchivedPurchase(
                "alice", new PurchaseEntry.CalledOff(1, "p1", Instant.EPOCH, UnknownFields.NONE), Optional.empty()));
        Account bare = new Account(
                "alice",
                0,
                0,
                0,
                Optional.empty(),
                2,
                1,
                new EntryWindow<>(List.of(), Optional.of("p1")),
                EntryWindow.empty(),
                0,
                UnknownFields.NONE);

        assertEquals(List.of("p1"), walked(EntryWalk.of(bare)));
    }

    @Test
    @DisplayName("several keys: what the store answers at once is what was found; of no keys nothing is found")
    void severalKeys() {
        Entry entry = new Entry(new byte[] {1}, new Version("v"));
        KeyReader answered =
                new KeyReader(keys -> Map.of("a", entry), key -> Optional.empty(), KeyReader.Policy.untilDone(3));

        assertEquals(Reading.answered(List.of("a", "b"), Map.of("a", entry)), answered.read(List.of("a", "b")));
        assertEquals(Reading.NONE, answered.read(List.of()));
    }

    @Test
    @DisplayName("the last page that a directory can have is read, and none after it")
    void lastPage() {
        List<Integer> pages = new ArrayList<>();
        Consumer<DirectoryReader.Page> seen = page -> pages.add(page.number());

        DirectoryReader.walk(
                Directory.MAX_PAGES, from -> List.of(new Unreadable(from, new StoreException("no answer"))), seen);
        DirectoryReader.walk(Directory.MAX_PAGES + 1, from -> List.of(new Absent(from)), seen);

        assertEquals(List.of(Directory.MAX_PAGES), pages);
    }
}
