package dev.posse.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.document.Keys;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.memory.InMemoryStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A store behind a prefix")
class PrefixTest {

    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2};
    private static final String LONGEST = "k".repeat(StoreLimits.MAX_KEY_LENGTH);

    private final InMemoryStore whole = new InMemoryStore();
    private final CasKeyValueStore shop = whole.withPrefix("shop/");

    @Test
    @DisplayName("keeps its documents under prefix and key in the store behind, and sees no others")
    void keys() {
        Version added =
                assertInstanceOf(AddResult.Added.class, shop.add("a", ONE)).version();
        whole.add("b", ONE);

        assertEquals(added, whole.get("shop/a").orElseThrow().version());
        assertTrue(shop.get("b").isEmpty());
        assertEquals(SwapResult.missing(), shop.swap("b", TWO, added));
        assertInstanceOf(SwapResult.Swapped.class, shop.swap("a", TWO, added));
        assertArrayEquals(TWO, whole.get("shop/a").orElseThrow().value());
    }

    @Test
    @DisplayName(
            "S14: reads several keys in one call of the store behind, by the caller's names, also when keys repeat")
    void severalKeys() {
        Asked asked = new Asked(whole);
        CasKeyValueStore behind = asked.withPrefix("shop/");
        behind.add("a", ONE);
        behind.add(LONGEST, TWO);

        assertEquals(
                Set.of("a", LONGEST),
                behind.getAll(List.of("a", LONGEST, "a", "absent")).keySet());
        assertEquals(1, asked.several);
    }

    @Test
    @DisplayName("S22: hands a chain on as one, whatever its links are")
    void chains() {
        Version before =
                assertInstanceOf(AddResult.Added.class, shop.add("a", ONE)).version();
        whole.add("b", ONE);
        List<ChainedWrite> links = List.of(
                new Expect("a", before),
                new ExpectAbsent("b"),
                new Add("b", ONE),
                new Swap("a", TWO, before),
                new SwapOf("b", TWO, 2));

        assertInstanceOf(Ending.Complete.class, shop.chain(links).ending());
        assertArrayEquals(TWO, whole.get("shop/b").orElseThrow().value());
        assertEquals(whole.chainLength(), shop.chainLength());
        Asked asked = new Asked(whole);
        asked.withPrefix("other/").chain(links.subList(1, 3));
        assertEquals(1, asked.chains);
    }

    @Test
    @DisplayName(
            "S11: takes the caller's 200 characters behind the longest prefix, told apart in the last one and in the first")
    void longKeys() {
        CasKeyValueStore far = whole.withPrefix("p".repeat(StoreLimits.MAX_PREFIX_LENGTH));
        List<String> keys = List.of(
                LONGEST,
                "x" + LONGEST.substring(1),
                LONGEST.substring(1) + "x",
                LONGEST.substring(1),
                LONGEST.substring(60),
                LONGEST.substring(61));

        keys.forEach(key -> assertInstanceOf(AddResult.Added.class, far.add(key, key.getBytes(US_ASCII)), key));

        keys.forEach(key -> assertArrayEquals(
                key.getBytes(US_ASCII), far.get(key).orElseThrow().value()));
        assertThrows(IllegalArgumentException.class, () -> far.get(LONGEST + "k"));
        assertThrows(IllegalArgumentException.class, () -> far.chain(List.of(new Add(LONGEST + "k", ONE))));
        assertThrows(IllegalArgumentException.class, () -> far.get(""));
        assertThrows(IllegalArgumentException.class, () -> far.add("a b", ONE));
    }

    @Test
    @DisplayName(
            "S11: whoever writes what a shortened key looks like writes another key: the whole of it is shortened again")
    void forgedKeys() {
        Asked asked = new Asked(whole);
        CasKeyValueStore behind = asked.withPrefix("shop/");
        behind.add(LONGEST, ONE);
        String shortened = asked.last;

        assertEquals(StoreLimits.MAX_KEY_LENGTH, shortened.length());
        assertTrue(shortened.startsWith("shop/kkkk"));
        assertInstanceOf(AddResult.Added.class, behind.add(shortened.substring("shop/".length()), TWO));
        assertArrayEquals(ONE, behind.get(LONGEST).orElseThrow().value());
    }

    @Test
    @DisplayName("leaves each key that Posse writes as it is, behind the longest prefix too")
    void ownKeys() {
        String prefix = "p".repeat(StoreLimits.MAX_PREFIX_LENGTH);
        Asked asked = new Asked(whole);
        String id = "i".repeat(64);
        for (String key : List.of(
                Keys.purchase(id, id), Keys.movement(id, id), Keys.transaction(id, Long.MAX_VALUE), Keys.account(id))) {
            asked.withPrefix(prefix).get(key);
            assertEquals(prefix + key, asked.last);
        }
    }

    @Test
    @DisplayName("adds prefixes up: two are the one that they make together, for long keys too")
    void nested() {
        CasKeyValueStore both = shop.withPrefix("eu/");
        both.add("a", ONE);
        both.add(LONGEST, TWO);

        assertArrayEquals(ONE, whole.get("shop/eu/a").orElseThrow().value());
        assertArrayEquals(
                TWO, whole.withPrefix("shop/eu/").get(LONGEST).orElseThrow().value());
        assertTrue(shop.get(LONGEST).isEmpty());
        String rest = "p".repeat(StoreLimits.MAX_PREFIX_LENGTH - "shop/".length());
        assertTrue(shop.withPrefix(rest).get("a").isEmpty());
        assertTrue(refusal(shop, rest + "p").contains("61"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "shop /",
                "shöp/",
                "shop\n",
                "ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp"
            })
    @DisplayName("is refused when the prefix is empty, longer than 60 characters, or has one that no key may have")
    void refused(String prefix) {
        String message = refusal(whole, prefix);
        assertTrue(message.startsWith("A key prefix "), message);
    }

    @Test
    @DisplayName(
            "hands on what is the store's own: fitness, incarnation, connections, what is foreign, and its end (S17)")
    void handedOn() {
        Asked asked = new Asked(whole);
        CasKeyValueStore behind = asked.withPrefix("shop/");

        assertEquals(whole.fitness(), behind.fitness());
        assertEquals(Optional.of("this life"), behind.incarnation());
        assertEquals(Optional.of(new ConnectionUse(1, 2)), behind.connections());
        assertSame(asked.foreign, behind.foreignValue("a").orElseThrow());
        assertEquals("shop/a", asked.last);
        behind.close();
        behind.close();
        assertThrows(IllegalStateException.class, () -> whole.get("a"));
        assertThrows(IllegalStateException.class, () -> behind.get("a"));
    }

    @Test
    @DisplayName("is a data set of its own: two shops of one store sell the same ids, and their books balance")
    void twoDataSets() {
        CasKeyValueStore other = whole.withPrefix("other/");
        for (CasKeyValueStore store : List.of(shop, other)) {
            Posse.initialize(store);
            try (Posse posse = Posse.on(store).open()) {
                posse.accounts().open("alice");
                posse.accounts().deposit("alice", "voucher-7", 10);
                assertTrue(posse.audit().isBalanced());
            }
        }
        Set<String> shown = new TreeSet<>(Set.of("shop/account/alice", "other/account/alice"));
        assertEquals(shown, new TreeSet<>(whole.getAll(shown).keySet()));
        assertTrue(whole.get("account/alice").isEmpty());
    }

    private static String refusal(CasKeyValueStore store, String prefix) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> store.withPrefix(prefix))
                .getMessage());
    }

    /** Remembers what it was asked. */
    private static final class Asked implements CasKeyValueStore {
        private final CasKeyValueStore store;
        private final ForeignValue foreign = new ForeignValue("a list", ONE, new Version("1"));
        private String last = "";
        private int several;
        private int chains;

        Asked(CasKeyValueStore store) {
            this.store = store;
        }

        @Override
        public Optional<Entry> get(String key) {
            last = key;
            return store.get(key);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            last = key;
            return store.add(key, value);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            return store.swap(key, value, expected);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            several++;
            return store.getAll(keys);
        }

        @Override
        public ChainResult chain(List<ChainedWrite> links) {
            chains++;
            return store.chain(links);
        }

        @Override
        public StoreFitness fitness() {
            return store.fitness();
        }

        @Override
        public Optional<String> incarnation() {
            return Optional.of("this life");
        }

        @Override
        public Optional<ForeignValue> foreignValue(String key) {
            last = key;
            return Optional.of(foreign);
        }

        @Override
        public Optional<ConnectionUse> connections() {
            return Optional.of(new ConnectionUse(1, 2));
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
