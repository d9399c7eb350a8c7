package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.ReportedOutcome;
import dev.posse.document.Printable;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.Entry;
import dev.posse.store.memory.InMemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName(
        "A text that is no id is refused by the front door in a short and printable sentence, and nothing is written")
class HostileCallsTest {

    private static final int LONGEST_SENTENCE = 700;

    private final FrontFixture front = FrontFixture.selling();

    /** What is called, and which texts it rightly takes. */
    private record Call(String name, Predicate<String> takes, BiConsumer<FrontFixture, String> with) {

        Call(String name, BiConsumer<FrontFixture, String> with) {
            this(name, HostileCallsTest::isId, with);
        }
    }

    private static final List<Call> CALLS = List.of(
            new Call("node", (front, text) -> Posse.on(new InMemoryStore()).node(text)),
            new Call("of account", (front, text) -> PurchaseRequest.of(text, "drop")),
            new Call("of campaign", (front, text) -> PurchaseRequest.of("alice", text)),
            new Call(
                    "withPurchaseId",
                    (front, text) -> PurchaseRequest.of("alice", "drop").withPurchaseId(text)),
            new Call("outcome account", (front, text) -> front.posse.outcome(text, "order-1")),
            new Call("outcome purchase", (front, text) -> front.posse.outcome("alice", text)),
            new Call("cancel account", (front, text) -> front.posse.cancel(text, "order-1")),
            new Call("cancel purchase", (front, text) -> front.posse.cancel("alice", text)),
            new Call("login", (front, text) -> front.posse.login(text)),
            new Call("audit", (front, text) -> front.posse.audit(text)),
            new Call("audit told", (front, text) -> front.posse.audit(List.of(), text)),
            new Call("auditCampaign", (front, text) -> front.posse.auditCampaign(text)),
            new Call("open", (front, text) -> front.posse.accounts().open(text)),
            new Call("deposit account", (front, text) -> front.posse.accounts().deposit(text, "d", 1)),
            new Call("deposit", (front, text) -> front.posse.accounts().deposit("alice", text, 1)),
            new Call("withdraw account", (front, text) -> front.posse.accounts().withdraw(text, "w", 1)),
            new Call("withdraw", (front, text) -> front.posse.accounts().withdraw("alice", text, 1)),
            new Call("statement", (front, text) -> front.posse.accounts().statement(text)),
            new Call("history", (front, text) -> front.posse.accounts().history(text)),
            new Call(
                    "history next",
                    HostileCallsTest::isNext,
                    (front, text) -> front.posse.accounts().history("alice", 1, text)),
            new Call("create", (front, text) -> front.posse.campaigns().create(text, 1, 1)),
            new Call("close", (front, text) -> front.posse.campaigns().close(text)),
            new Call("reopen", (front, text) -> front.posse.campaigns().reopen(text)),
            new Call("find", (front, text) -> front.posse.campaigns().find(text)),
            new Call("sold", (front, text) -> front.posse.campaigns().sold(text, 1, 1)),
            new Call(
                    "sold, unreadable", (front, text) -> front.posse.campaigns().sold(text, 1, 1, e -> {})),
            new Call("decode", (front, text) -> IdEncoding.decode(text)),
            new Call("told purchase", (front, text) -> new ReportedOutcome.Purchase("alice", text, "drop", 1)),
            new Call("told account", (front, text) -> new ReportedOutcome.Deposit(text, "d", 1)));

    @Test
    @DisplayName("each sample in each place")
    void samples() {
        for (Call call : CALLS) {
            HostileTexts.SAMPLES.forEach(text -> assertRefused(call, text, "a sample"));
        }
    }

    @Test
    @DisplayName("5,000 calls with texts at random, the same ones each time")
    void always() {
        fuzz(4711, 5_000);
    }

    @Test
    @DisplayName("5,000 other ones each time")
    void anew() {
        fuzz(System.nanoTime(), 5_000);
    }

    @Test
    @Tag("long")
    @DisplayName("a million")
    void many() {
        fuzz(System.nanoTime(), 1_000_000);
    }

    @Test
    @DisplayName("a payload is any Unicode text, which comes back as it went in, or is refused")
    void payloads() {
        HostileTexts hostile = new HostileTexts(4711);
        for (int round = 1; round <= 500; round++) {
            String text = hostile.any();
            boolean fits = text.getBytes(StandardCharsets.UTF_8).length <= 4096
                    && StandardCharsets.UTF_8.newEncoder().canEncode(text);
            if (fits) {
                assertSold(text);
            } else {
                Call refused = new Call(
                        "withPayload",
                        (front, payload) -> PurchaseRequest.of("alice", "drop").withPayload(payload));
                assertRefused(refused, text, "round " + round);
            }
        }
    }

    /** A foreign key becomes an id that every method takes, or is refused. */
    @Test
    @DisplayName("what is encoded is an id")
    void encoded() {
        HostileTexts hostile = new HostileTexts(4711);
        for (int round = 1; round <= 2_000; round++) {
            String text = hostile.any();
            if (!text.isEmpty() && StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                assertTrue(isId(IdEncoding.encode(text)), text);
            } else {
                assertRefused(new Call("encode", (front, key) -> IdEncoding.encode(key)), text, "round " + round);
            }
        }
    }

    private static boolean isId(String text) {
        return text.matches("[A-Za-z0-9._@+:~-]{1,64}");
    }

    private static boolean isNext(String text) {
        return text.matches("[1-9][0-9]{0,18}/[^/]*/[^/]*");
    }

    private void fuzz(long seed, int rounds) {
        HostileTexts hostile = new HostileTexts(seed);
        assertTimeoutPreemptively(Duration.ofSeconds(60L + rounds / 1_000), () -> {
            for (int round = 0; round < rounds; round++) {
                Call call = CALLS.get(round % CALLS.size());
                assertRefused(call, hostile.not(call.takes()), "seed " + seed + ", round " + round);
            }
        });
    }

    private void assertRefused(Call call, String text, String when) {
        String what = call.name() + ", " + when + ", \"" + Printable.of(text, 200) + '"';
        Map<String, Entry> before = front.store.content();
        try {
            call.with().accept(front, text);
        } catch (IllegalArgumentException e) {
            String sentence = String.valueOf(e.getMessage());
            assertTrue(sentence.length() <= LONGEST_SENTENCE, () -> what + ": " + Printable.of(sentence, 2_000));
            assertTrue(
                    sentence.codePoints().allMatch(Printable::isHarmless),
                    () -> what + ": " + Printable.of(sentence, LONGEST_SENTENCE));
            assertEquals(before, front.store.content(), what);
            return;
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        throw new AssertionError(what + ": was taken");
    }

    private static void assertSold(String payload) {
        FrontFixture shop = FrontFixture.selling();
        PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPayload(payload);
        assertTrue(shop.posse.purchase(request) instanceof PurchaseOutcome.Purchased);
        assertEquals(
                Optional.of(payload),
                shop.posse.campaigns().sold("drop", 1, 1).get(0).payload());
    }
}
