package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A walk over all entries of an account")
class EntryWalkTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private final Map<String, Entry> store = new HashMap<>();
    private final Map<String, StoreException> failures = new HashMap<>();
    private final List<List<String>> reads = new ArrayList<>();
    private Account account = Account.opened("alice", 2);

    @Test
    @DisplayName("A11: meets what the windows hold and what they have let go, newest first, each once")
    void all() {
        calledOff("p1")
                .calledOff("p2")
                .deposit("d3")
                .calledOff("p4")
                .deposit("d5")
                .deposit("d6");
        calledOff("p7").deposit("d8");

        assertEquals(List.of("d8", "p7", "d6", "d5", "p4", "d3", "p2", "p1"), ids(walk()));
        assertEquals(
                List.of(
                        List.of("purchase/alice/p2", "movement/alice/d5"),
                        List.of("purchase/alice/p1", "movement/alice/d3")),
                reads);
    }

    @Test
    @DisplayName("an account that has let nothing go is read without its archive")
    void windowsOnly() {
        deposit("d1").calledOff("p2");

        assertEquals(List.of("p2", "d1"), ids(walk()));
        assertEquals(List.of(), reads);
        account = Account.opened("bob", 1);
        assertEquals(List.of(), walk());
    }

    @Test
    @DisplayName("tells what the archive states from what the account holds")
    void archived() {
        calledOff("p1").calledOff("p2").calledOff("p3");

        assertEquals(
                List.of(false, false, true),
                walk().stream().map(item -> ((EntryItem.Met) item).archived()).toList());
    }

    @Test
    @DisplayName("an archive document that is absent ends its chain where its entry should be; the other chain goes on")
    void missing() {
        calledOff("p1")
                .deposit("d2")
                .calledOff("p3")
                .deposit("d4")
                .calledOff("p5")
                .deposit("d6")
                .calledOff("p7")
                .deposit("d8");
        store.remove("purchase/alice/p3");

        List<EntryItem> items = walk();

        assertEquals(List.of("d8", "p7", "d6", "p5", "d4", "3!", "d2"), ids(items));
        assertEquals(
                new EntryItem.BrokenChain(3, "purchase/alice/p3", EntryItem.Broken.MISSING, "it is absent"),
                items.get(5));
    }

    @Test
    @DisplayName("both chains broken: both are told")
    void bothMissing() {
        calledOff("p1")
                .deposit("d2")
                .calledOff("p3")
                .deposit("d4")
                .calledOff("p5")
                .deposit("d6");
        store.remove("purchase/alice/p1");
        store.remove("movement/alice/d2");

        assertEquals(List.of("d6", "p5", "d4", "p3", "2!", "2!"), ids(walk()));
    }

    @Test
    @DisplayName(
            "a document that is corrupt, of another account, not answered for or not numbered below ends its chain")
    void broken() {
        calledOff("p1").calledOff("p2").calledOff("p3").calledOff("p4");
        byte[] right = archived("purchase/alice/p2");
        Map<EntryItem.Broken, byte[]> wrong = Map.of(
                EntryItem.Broken.UNREADABLE, bytes("[]"),
                EntryItem.Broken.NUMBER, bytes(text(right).replace("\"number\":2", "\"number\":3")));
        wrong.forEach((how, value) -> {
            store.put("purchase/alice/p2", entry(value));
            assertEquals(how, ((EntryItem.BrokenChain) walk().get(2)).broken());
        });
        store.put("purchase/alice/p2", entry(bytes(text(right).replace("alice", "bob"))));
        assertEquals(EntryItem.Broken.UNREADABLE, ((EntryItem.BrokenChain) walk().get(2)).broken());
        failures.put("purchase/alice/p2", new StoreException("down"));
        assertEquals(EntryItem.Broken.UNREAD, ((EntryItem.BrokenChain) walk().get(2)).broken());
    }

    @Test
    @DisplayName("a chain that leads back to itself ends")
    void circle() {
        calledOff("p1").calledOff("p2").calledOff("p3").calledOff("p4");
        byte[] first = archived("purchase/alice/p1");
        store.put("purchase/alice/p1", entry(bytes(text(first).replace("{", "{\"before\":\"p2\","))));

        assertEquals(List.of("p4", "p3", "p2", "p1", "0!"), ids(walk()));
    }

    @Test
    @DisplayName("an id that makes no key is no key to be asked for")
    void wildId() {
        calledOff("p1").calledOff("p2").calledOff("p3");
        account = with(new EntryWindow<>(account.purchases().entries(), Optional.of("no id")), 3);

        assertEquals(List.of("p3", "p2", "1!"), ids(walk()));
        assertEquals(List.of(), reads);
    }

    @Test
    @DisplayName("a number that no entry bears is told in its place, with those below it")
    void noEntry() {
        calledOff("p1").deposit("d2").deposit("d3").deposit("d4").deposit("d5");
        account = with(account.purchases(), 7);
        assertEquals(new EntryItem.NoEntry(6, 7), walk().get(0));

        account = with(EntryWindow.empty(), 5);
        assertEquals(new EntryItem.NoEntry(1, 1), walk().get(4));
    }

    @Test
    @DisplayName("a number that two entries bear, or that is beyond the count, is told and its entry met all the same")
    void misnumbered() {
        calledOff("p1").deposit("d2");
        account = with(account.purchases(), 1);
        assertEquals(List.of("2?", "p1"), ids(walk()));

        account = with(
                new EntryWindow<>(
                        List.of(new PurchaseEntry.CalledOff(2, "p1", NOON, UnknownFields.NONE)), Optional.empty()),
                2);
        assertEquals(List.of("p1", "2?", "1..1"), ids(walk()));
    }

    @Test
    @DisplayName("is resumed where it stood, though entries have come and gone from the window since")
    void resumed() {
        calledOff("p1")
                .deposit("d2")
                .calledOff("p3")
                .deposit("d4")
                .calledOff("p5")
                .deposit("d6");
        List<String> all = ids(walk());
        for (int taken = 0; taken <= all.size(); taken++) {
            EntryWalk walk = EntryWalk.of(account);
            List<EntryItem> first = take(walk, taken);
            EntryWalk.Position position = walk.position();
            Account before = account;
            deposit("later-1")
                    .calledOff("later-2")
                    .deposit("later-3")
                    .deposit("later-4")
                    .calledOff("later-5");
            calledOff("later-6");

            List<EntryItem> rest = take(EntryWalk.resumed(account, position), 100);

            List<EntryItem> both = new ArrayList<>(first);
            both.addAll(rest);
            assertEquals(all, ids(both), "after " + taken);
            account = before;
        }
    }

    @Test
    @DisplayName("a walk that is resumed behind a broken chain does not tell again what nobody knows")
    void resumedBehindBreak() {
        calledOff("p1")
                .deposit("d2")
                .calledOff("p3")
                .deposit("d4")
                .calledOff("p5")
                .deposit("d6")
                .calledOff("p7")
                .deposit("d8");
        store.remove("purchase/alice/p3");
        EntryWalk walk = EntryWalk.of(account);
        assertEquals(List.of("d8", "p7", "d6", "p5", "d4", "3!"), ids(take(walk, 6)));

        assertEquals(List.of("d2"), ids(take(EntryWalk.resumed(account, walk.position()), 100)));
        assertTrue(walk.position().purchase().lost());
    }

    private EntryWalkTest calledOff(String id) {
        account.leavingPurchase().ifPresent(this::put);
        account = account.calledOff(id, NOON);
        return this;
    }

    private EntryWalkTest deposit(String id) {
        account.leavingMovement().ifPresent(this::put);
        account = account.moved(new Movement(id, Movement.Kind.DEPOSIT, 1, NOON));
        return this;
    }

    private void put(ArchiveDocument document) {
        store.putIfAbsent(document.key(), entry(document.encode()));
    }

    private Account with(EntryWindow<PurchaseEntry> purchases, long entryCount) {
        return new Account(
                account.id(),
                4,
                0,
                0,
                Optional.empty(),
                2,
                entryCount,
                purchases,
                account.movements(),
                0,
                UnknownFields.NONE);
    }

    private List<EntryItem> walk() {
        reads.clear();
        return take(EntryWalk.of(account), 100);
    }

    private List<EntryItem> take(EntryWalk walk, int most) {
        List<EntryItem> items = new ArrayList<>();
        while (items.size() < most && !walk.isDone()) {
            Optional<EntryItem> item = walk.next();
            item.ifPresent(items::add);
            if (item.isEmpty()) {
                reads.add(walk.keys());
                walk.take(new Reading(
                        Reading.answered(answered(walk.keys()), store).answers(), failures));
            }
        }
        return items;
    }

    private List<String> answered(List<String> keys) {
        return keys.stream().filter(key -> !failures.containsKey(key)).toList();
    }

    private static List<String> ids(List<EntryItem> items) {
        return items.stream()
                .map(item -> item instanceof EntryItem.Met met
                        ? met.entry().id()
                        : item instanceof EntryItem.NoEntry none
                                ? none.from() + ".." + none.number()
                                : item.number() + (item instanceof EntryItem.BrokenChain ? "!" : "?"))
                .toList();
    }

    private byte[] archived(String key) {
        return Optional.ofNullable(store.get(key)).orElseThrow().value();
    }

    private static Entry entry(byte[] value) {
        return new Entry(value, new Version("v"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
