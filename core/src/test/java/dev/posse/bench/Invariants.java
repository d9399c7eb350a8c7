package dev.posse.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.outcome.PurchaseOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The invariants 1 to 5 of the protocol, checked on the raw documents: nothing of the code under test is asked. */
public final class Invariants {

    private static final JsonMapper MAPPER = new JsonMapper();
    private final Map<String, JsonNode> documents = new TreeMap<>();
    private final Bench bench;

    private Invariants(Bench bench) {
        this.bench = bench;
        bench.store().content().forEach((key, entry) -> documents.put(key, MAPPER.readTree(entry.value())));
    }

    /** Checks what holds at every moment. */
    public static void holdNow(Bench bench) {
        Invariants now = new Invariants(bench);
        now.claimsHaveNoGaps();
        now.booksAddUpNow();
        now.wordsAreKept();
        assertEquals(List.of(), bench.alarms(), "5: total failure is never raised");
    }

    /** Checks what holds after patrols and logins everywhere. */
    public static void holdAfterRecovery(Bench bench) {
        holdNow(bench);
        Invariants now = new Invariants(bench);
        now.campaignsCaughtUp();
        now.everySaleIsSettledOnce();
    }

    private List<JsonNode> of(String prefix) {
        List<JsonNode> found = new ArrayList<>();
        documents.forEach((key, document) -> {
            if (key.startsWith(prefix)) {
                found.add(document);
            }
        });
        return found;
    }

    private List<JsonNode> claims(String prefix) {
        return of(prefix).stream()
                .filter(slot -> text(slot, "state").equals("claimed"))
                .toList();
    }

    private long claimed(JsonNode campaign) {
        return claims("slot/" + text(campaign, "campaign") + "/").size();
    }

    private void claimsHaveNoGaps() {
        for (JsonNode campaign : of("campaign/")) {
            String id = text(campaign, "campaign");
            long count = claimed(campaign);
            for (long slot = 1; slot <= count; slot++) {
                JsonNode document = documents.get("slot/" + id + "/" + slot);
                assertTrue(
                        document != null && text(document, "state").equals("claimed"),
                        "1: " + count + " slots are claimed and slot " + slot + " is not");
            }
            assertTrue(number(campaign, "lastPurchasedSlot") <= count, "1: the campaign is ahead of its claims");
            assertTrue(count <= number(campaign, "capacity"), "1: more is sold than there is");
        }
    }

    private void campaignsCaughtUp() {
        for (JsonNode campaign : of("campaign/")) {
            assertEquals(claimed(campaign), number(campaign, "lastPurchasedSlot"), "1: campaign.last = m");
            assertEquals("open", text(campaign, "status"), "5: a campaign was stopped");
        }
    }

    private void booksAddUpNow() {
        for (JsonNode account : of("account/")) {
            long spent = number(account, "spent");
            long balance = number(account, "balance");
            assertEquals(number(account, "deposited") - number(account, "withdrawn") - spent, balance, "2: balance");
            assertTrue(balance >= 0, "2: the balance is negative");
            String locked = account.has("lock") ? text(account.get("lock"), "attempt") : "";
            long debited = claimsOf(account).stream()
                    .filter(claim -> !text(claim, "attempt").equals(locked))
                    .mapToLong(claim -> number(claim, "price"))
                    .sum();
            assertEquals(debited, spent, "2: spent is the sum of the debited claims of " + text(account, "account"));
        }
    }

    private List<JsonNode> claimsOf(JsonNode account) {
        return claims("slot/").stream()
                .filter(claim -> text(claim, "account").equals(text(account, "account")))
                .toList();
    }

    private void everySaleIsSettledOnce() {
        for (JsonNode account : of("account/")) {
            assertTrue(!account.has("lock"), "3: still locked: " + account);
            List<JsonNode> claims = claimsOf(account);
            assertEquals(
                    claims.stream().mapToLong(claim -> number(claim, "price")).sum(),
                    number(account, "spent"),
                    "2: each claim is debited exactly once");
            assertEquals(
                    claims.stream().map(Invariants::remembered).sorted().toList(),
                    entries(account, "recentPurchases", "purchase/")
                            .filter(entry -> text(entry, "state").equals("bought"))
                            .map(Invariants::remembered)
                            .sorted()
                            .toList(),
                    "3: each claim is in its buyer's window or archive, once");
            assertEquals(
                    LongStream.rangeClosed(1, number(account, "entries"))
                            .boxed()
                            .toList(),
                    Stream.concat(
                                    entries(account, "recentPurchases", "purchase/"),
                                    entries(account, "recentMovements", "movement/"))
                            .map(entry -> number(entry, "number"))
                            .sorted()
                            .toList(),
                    "A11: no entry of " + text(account, "account") + " is forgotten");
        }
        for (JsonNode claim : claims("slot/")) {
            String key = "transaction/" + text(claim, "campaign") + "/" + number(claim, "slot");
            JsonNode transaction = documents.get(key);
            assertTrue(transaction != null, "3: no " + key);
            for (String fact : List.of("campaign", "slot", "account", "purchase", "attempt", "price", "payload")) {
                assertEquals(claim.get(fact), transaction.get(fact), "3: " + fact + " of " + key);
            }
        }
        assertEquals(claims("slot/").size(), of("transaction/").size(), "3: as many transactions as claims");
    }

    /** Of the window and of the archive. */
    private Stream<JsonNode> entries(JsonNode account, String window, String archive) {
        return Stream.concat(account.get(window).valueStream(), of(archive + text(account, "account") + "/").stream());
    }

    private static String remembered(JsonNode sale) {
        return text(sale, "campaign") + "/" + number(sale, "slot") + " " + text(sale, "purchase") + " "
                + text(sale, "attempt") + " " + number(sale, "price");
    }

    private void wordsAreKept() {
        for (AttemptOutcome told : bench.told()) {
            List<JsonNode> held = claims("slot/").stream()
                    .filter(claim -> text(claim, "account").equals(told.account()))
                    .filter(claim -> text(claim, "purchase").equals(told.purchaseId()))
                    .toList();
            assertTrue(held.size() <= 1, "4: one purchase id holds two slots: " + held);
            if (told.verdict() instanceof PurchaseOutcome.Purchased bought) {
                assertEquals(
                        List.of(bought.slot()),
                        held.stream().map(claim -> number(claim, "slot")).toList(),
                        "4: " + told);
            } else if (told.verdict() instanceof PurchaseOutcome.NotPurchased not
                    && not.reason() == PurchaseOutcome.Reason.CANCELLED) {
                assertEquals(List.of(), held, "A11: called off, and bought all the same: " + told);
            } else if (told.verdict() instanceof PurchaseOutcome.NotPurchased
                    && told.attemptId().isPresent()) {
                assertTrue(
                        held.stream()
                                .noneMatch(claim -> text(claim, "attempt")
                                        .equals(told.attemptId().get())),
                        "4: " + told + " and yet " + held);
            } else if (told.verdict() instanceof PurchaseOutcome.NotPurchased) {
                assertEquals(List.of(), held, "4: " + told);
            }
        }
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).stringValue();
    }

    private static long number(JsonNode node, String field) {
        return node.get(field).longValue();
    }
}
