package dev.posse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Account;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.document.DocumentException;
import dev.posse.document.Incarnation;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import dev.posse.document.WakeUps;
import dev.posse.fixture.HostileBytes;
import dev.posse.fixture.ScriptedNode;
import dev.posse.purchase.LockPolicy;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName(
        "Whatever somebody else has put in a document's place, every call ends, in an answer or in an exception that has a name")
class HostileStoreTest {

    private static final Map<Pattern, BiFunction<String, byte[], ?>> KINDS = Map.of(
            Pattern.compile("account/[^/]+"), Account::decode,
            Pattern.compile("campaign/[^/]+"), Campaign::decode,
            Pattern.compile("slot/[^/]+/[1-9][0-9]*"), Slot::decode,
            Pattern.compile("transaction/[^/]+/[1-9][0-9]*"), Transaction::decode,
            Pattern.compile("purchase/[^/]+/[^/]+"), ArchivedPurchase::decode,
            Pattern.compile("movement/[^/]+/[^/]+"), ArchivedMovement::decode,
            Pattern.compile("posse/directory/[1-9][0-9]*"), Directory::decode,
            Pattern.compile("posse/incarnation"), Incarnation::decode,
            Pattern.compile("posse/wake-ups"), WakeUps::decode);

    @Test
    @DisplayName("300 shops with one hostile document each, the same ones each time")
    void always() {
        fuzz(4711, 300);
    }

    @Test
    @DisplayName("300 other ones each time")
    void anew() {
        fuzz(System.nanoTime(), 300);
    }

    @Test
    @Tag("long")
    @DisplayName("50,000")
    void many() {
        fuzz(System.nanoTime(), 50_000);
    }

    private static void fuzz(long seed, int rounds) {
        HostileBytes hostile = new HostileBytes(seed);
        for (int round = 0; round < rounds; round++) {
            FrontFixture shop = shop();
            List<String> keys = shop.store.content().keySet().stream().sorted().toList();
            String key = keys.get(round % keys.size());
            byte[] bytes = hostile.of(shop.store.entry(key).value());
            shop.store.force(key, bytes);
            try {
                assertTimeoutPreemptively(Duration.ofSeconds(30), () -> use(shop));
                assertWholesome(shop, key, bytes);
            } catch (Throwable e) {
                throw new AssertionError(
                        "seed " + seed + ", round " + round + ", " + key + ": "
                                + new String(bytes, StandardCharsets.UTF_8),
                        e);
            }
        }
    }

    /** With a settled sale, archived entries, and a sale that its driver left half done. */
    private static FrontFixture shop() {
        ScriptedNode node = ScriptedNode.selling().account("alice", 1_000, 2).account("bob", 1_000);
        FrontFixture shop = new FrontFixture(node, LockPolicy.COMPLETE);
        for (int number = 1; number <= 3; number++) {
            shop.posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("p-" + number));
            shop.posse.accounts().deposit("alice", "m-" + number, 10);
        }
        node.diesBefore("D4", node.attempt("bob"));
        return shop;
    }

    /** Each in its turn, whatever became of the ones before. */
    private static void use(FrontFixture shop) {
        Posse posse = shop.posse;
        List<Runnable> calls = List.of(
                () -> posse.login("bob"),
                () -> posse.login("alice"),
                () -> posse.outcome("alice", "p-1"),
                () -> posse.cancel("alice", "p-9"),
                () -> posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("p-4")),
                () -> posse.purchase(
                        PurchaseRequest.of("bob", "drop").withPurchaseId("p-5").withPayload("x")),
                () -> posse.accounts().deposit("alice", "m-1", 10),
                () -> posse.accounts().deposit("alice", "m-4", 10),
                () -> posse.accounts().withdraw("bob", "w-1", 10),
                () -> posse.accounts().open("carol"),
                () -> posse.accounts().statement("alice"),
                () -> posse.accounts().history("alice", 500),
                () -> posse.campaigns().create("other", 5, 5),
                () -> posse.campaigns().list(),
                () -> posse.campaigns().list(problem -> {}),
                () -> posse.campaigns().find("drop"),
                () -> posse.campaigns().sold("drop", 1, 50),
                () -> posse.campaigns().sold("drop", 1, 50, problem -> {}),
                posse::audit,
                () -> posse.auditCampaign("drop"),
                () -> shop.fixture.runFor(Duration.ofSeconds(30)),
                () -> posse.campaigns().close("drop"),
                () -> posse.campaigns().reopen("drop"),
                () -> Posse.initialize(shop.store),
                () -> Posse.confirm(shop.store),
                posse::audit);
        for (Runnable call : calls) {
            try {
                call.run();
            } catch (StoreException
                    | UnreadableDocumentException
                    | NotInitializedException
                    | IllegalArgumentException e) {
                // Named, and said by the Javadoc of the call.
            }
        }
    }

    /** What cannot be understood stands there still; all else is a document of Posse under a key of its kind. */
    private static void assertWholesome(FrontFixture shop, String key, byte[] bytes) {
        for (Map.Entry<String, Entry> each : shop.store.content().entrySet()) {
            BiFunction<String, byte[], ?> decoder = KINDS.entrySet().stream()
                    .filter(kind -> kind.getKey().matcher(each.getKey()).matches())
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody has such keys: " + each.getKey()));
            try {
                var unused = decoder.apply(each.getKey(), each.getValue().value());
            } catch (DocumentException e) {
                assertTrue(each.getKey().equals(key), () -> "written by Posse: " + e.getMessage());
                assertArrayEquals(bytes, each.getValue().value(), key);
            }
        }
    }
}
