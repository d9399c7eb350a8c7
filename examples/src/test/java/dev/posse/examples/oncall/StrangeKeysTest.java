package dev.posse.examples.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.UnreadableDocumentException;
import dev.posse.examples.harness.servers.Database;
import dev.posse.examples.harness.servers.DatabaseKinds;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Something strange under one key of a real Redis hurts what needs that key, and nothing else")
@Timeout(120)
class StrangeKeysTest {

    private static final List<String> KEYS = List.of(
            "account/alice",
            "account/dora",
            "campaign/drop",
            "campaign/half",
            "slot/drop/2",
            "slot/drop/20",
            "slot/drop/21",
            "slot/half/1",
            "transaction/drop/2",
            "transaction/half/1",
            "purchase/alice/p-2",
            "movement/alice/m-2",
            "posse/directory/1",
            "posse/incarnation",
            "posse/wake-ups");

    /** Of these both kinds are tried in each build: what is needed most, and where money or buyers would be stuck. */
    private static final List<String> BOTH =
            List.of("account/alice", "campaign/drop", "slot/drop/21", "posse/directory/1");

    /** A call has ten seconds, in which a key of another type is asked for again. */
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private static final Duration PATROLLED = Duration.ofSeconds(20);
    private static final int SHOPS_AT_ONCE = 4;
    private static final String PREFIX_OF_VERSION = "v0123456789abcdef0123456789abcdef\n";

    /** What an operator puts where nobody has bought. */
    private static final String VOID =
            "{\"format\":1,\"type\":\"slot\",\"state\":\"void\",\"campaign\":\"drop\",\"slot\":21,"
                    + "\"against\":\"nobody\",\"by\":\"on-call\",\"at\":\"2026-11-24T15:00:00Z\"}";

    private static final AtomicInteger SHOPS = new AtomicInteger();

    private static Optional<Database> redis = Optional.empty();

    @TempDir
    private Path directory = Path.of("");

    /** What stands there instead. */
    private enum Strange {
        A_LIST,
        CORRUPT
    }

    @BeforeAll
    static void start() {
        redis = Optional.of(DatabaseKinds.start("redis"));
    }

    @AfterAll
    static void stop() throws Exception {
        redis.orElseThrow().close();
    }

    private record Case(String key, Strange strange) {
        boolean isAbout(String... parts) {
            return Stream.of(parts).anyMatch(key::contains);
        }
    }

    /** A shop with something strange in it, and what stood there before. */
    private record Spoilt(StrangeShop shop, Optional<String> before) {}

    @TestFactory
    @DisplayName(
            "all else is sold, patrolled, listed and audited; whoever needs it hears which key it is; and it can be shown and mended")
    Stream<DynamicTest> each() {
        List<Case> one = new ArrayList<>();
        for (String key : KEYS) {
            one.add(new Case(key, Strange.values()[one.size() % Strange.values().length]));
        }
        BOTH.forEach(key -> Stream.of(Strange.values())
                .map(strange -> new Case(key, strange))
                .filter(spoils -> !one.contains(spoils))
                .forEach(one::add));
        return tests(one);
    }

    @Tag("long")
    @TestFactory
    @DisplayName("whatever it is, under whichever key")
    Stream<DynamicTest> all() {
        return tests(KEYS.stream()
                .flatMap(key -> Stream.of(Strange.values()).map(strange -> new Case(key, strange)))
                .toList());
    }

    private Stream<DynamicTest> tests(List<Case> cases) {
        ExecutorService pool = Executors.newFixedThreadPool(SHOPS_AT_ONCE);
        List<DynamicTest> tests = new ArrayList<>();
        for (Case spoils : cases) {
            Future<Spoilt> shop = pool.submit(() -> spoilt(spoils));
            tests.add(DynamicTest.dynamicTest(spoils.strange() + " under " + spoils.key(), () -> {
                try (StrangeShop ready = shop.get().shop()) {
                    holds(spoils, ready, shop.get().before());
                }
            }));
        }
        pool.shutdown();
        return tests.stream();
    }

    private static Spoilt spoilt(Case spoils) throws IOException {
        URI uri = URI.create(redis.orElseThrow().uri());
        String prefix = "shop-" + SHOPS.incrementAndGet() + ":";
        StrangeShop shop = StrangeShop.open("redis://127.0.0.1:" + uri.getPort() + "?keyPrefix=" + prefix);
        RawRedis raw = new RawRedis(uri.getPort());
        String key = prefix + spoils.key();
        Optional<String> before = raw.get(key);
        raw.delete(key);
        if (spoils.strange() == Strange.A_LIST) {
            raw.push(key, "somebody else's");
        } else {
            raw.set(key, PREFIX_OF_VERSION + "{\"format\":1,\"type\":");
        }
        shop.posse().startPatrols();
        return new Spoilt(shop, before.map(text -> text.substring(text.indexOf('\n') + 1)));
    }

    private void holds(Case spoils, StrangeShop shop, Optional<String> before) throws Exception {
        patrolled(spoils, shop);
        calls(spoils, shop.posse());
        commands(spoils, shop.uri());
        if (before.isPresent() || spoils.isAbout("slot/drop/21")) {
            mended(spoils, shop.uri(), before.orElse(VOID));
        }
    }

    private static void patrolled(Case spoils, StrangeShop shop) throws InterruptedException {
        Set<String> needed = spoils.isAbout("half", "dora") ? Set.of("good") : Set.of("good", "half");
        long end = System.nanoTime() + PATROLLED.toNanos();
        while (!shop.recovered().containsAll(needed) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertTrue(shop.recovered().containsAll(needed), () -> "patrolled only " + shop.recovered());
    }

    private static void calls(Case spoils, Posse posse) {
        goesOn("buy in another campaign", () -> {
            PurchaseOutcome outcome =
                    posse.purchase(PurchaseRequest.of("bob", "other").withPurchaseId("p-2"));
            assertEquals(PurchaseOutcome.Purchased.class, outcome.getClass());
            return outcome;
        });
        goesOn("ask", () -> posse.outcome("bob", "p-1"));
        goesOn("log in", () -> posse.login("bob"));
        goesOn("deposit", () -> posse.accounts().deposit("bob", "m-new", 100));
        goesOn("withdraw", () -> posse.accounts().withdraw("bob", "w-new", 100));
        goesOn("history", () -> posse.accounts().history("bob"));
        goesOn("close another", () -> posse.campaigns().close("other"));
        goesOn("reopen another", () -> posse.campaigns().reopen("other"));
        List<RuntimeException> unread = new ArrayList<>();
        goesOn("list", () -> posse.campaigns().list(unread::add));
        goesOn("sold", () -> posse.campaigns().sold("drop", 1, 30, unread::add));
        goesOn("audit of another", () -> posse.auditCampaign("other"));
        unread.forEach(problem -> named(spoils, "list or sold", problem));
        fails(spoils, "create", () -> {
            posse.campaigns().create("new", 1, 1);
            return "";
        });
        fails(spoils, "open", () -> {
            posse.accounts().open("carol");
            return "";
        });
        fails(
                spoils,
                "buy there",
                () -> posse.purchase(PurchaseRequest.of("bob", "drop").withPurchaseId("p-3")));
        fails(spoils, "buy there too", () -> {
            PurchaseOutcome told =
                    posse.purchase(PurchaseRequest.of("fred", "drop").withPurchaseId("p-3"));
            assertFalse(told instanceof PurchaseOutcome.InDoubt, "one buyer after the other is locked");
            return told;
        });
        fails(
                spoils,
                "buy",
                () -> posse.purchase(PurchaseRequest.of("alice", "other").withPurchaseId("p-99")));
        fails(
                spoils,
                "buy again",
                () -> posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("p-2")));
        fails(spoils, "ask for an old one", () -> posse.outcome("alice", "p-2"));
        fails(spoils, "ask for the half-done", () -> posse.outcome("dora", "half-done"));
        fails(spoils, "cancel", () -> posse.cancel("alice", "p-new"));
        fails(spoils, "log in there", () -> posse.login("dora"));
        fails(spoils, "deposit again", () -> posse.accounts().deposit("alice", "m-2", 10));
        fails(spoils, "history there", () -> posse.accounts().history("alice"));
        fails(spoils, "list strictly", () -> posse.campaigns().list());
        fails(spoils, "sold strictly", () -> posse.campaigns().sold("drop", 1, 30));
        fails(spoils, "close", () -> posse.campaigns().close("drop"));
        fails(spoils, "reopen", () -> posse.campaigns().reopen("drop"));
        fails(spoils, "audit", () -> posse.audit("alice", "bob"));
    }

    private static void goesOn(String what, Callable<?> call) {
        timed(what, () -> {
            try {
                Object unused = call.call();
            } catch (Exception e) {
                throw new AssertionError(what + " does not need the key", e);
            }
        });
    }

    private static void fails(Case spoils, String what, Callable<?> call) {
        timed(what, () -> {
            try {
                Object said = call.call();
                assertTrue(
                        !(said instanceof PurchaseOutcome.InDoubt doubt)
                                || doubt.why().contains(spoils.key()),
                        () -> what + ": " + said);
            } catch (Exception e) {
                named(spoils, what, e);
            }
        });
    }

    private static void named(Case spoils, String what, Exception problem) {
        assertTrue(
                problem instanceof StoreException || problem instanceof UnreadableDocumentException,
                () -> what + ": " + problem);
        assertTrue(String.valueOf(problem.getMessage()).contains(spoils.key()), () -> what + ": " + problem);
    }

    private static void timed(String what, Runnable call) {
        long began = System.nanoTime();
        call.run();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(LONGEST) < 0, () -> what + " took " + took);
    }

    private static void commands(Case spoils, String uri) {
        for (String command : List.of(
                "show campaigns",
                "show sold drop --last 30",
                "show account alice --history",
                "audit",
                "resolve alice",
                "create newer --price 1 --capacity 1",
                "close drop",
                "reopen drop")) {
            Typed typed = Typed.posse(uri, command.split(" "));
            assertNotEquals(70, typed.code(), () -> command + ": " + typed.said());
            assertTrue(typed.code() == 0 || typed.said().contains(spoils.key()), () -> command + ": " + typed);
        }
    }

    private void mended(Case spoils, String uri, String document) throws IOException {
        Typed shown = Typed.posse(uri, "show", "document", spoils.key());
        assertEquals(1, shown.code(), shown::said);
        String head = shown.said().lines().findFirst().orElseThrow();
        assertTrue(head.startsWith(spoils.key() + " @"), head);
        Path file = Files.writeString(directory.resolve("mend.txt"), head + "\n" + document);

        Typed mended = Typed.posse(uri, "mend", file.toString());
        Typed audited = Typed.posse(uri, "audit");

        assertEquals(0, mended.code(), mended::said);
        assertEquals(0, audited.code(), audited::said);
    }
}
