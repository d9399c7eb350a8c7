package dev.posse.purchase;

import static dev.posse.bench.Bench.DROP;
import static dev.posse.bench.Bench.PRICE;
import static dev.posse.bench.Bench.assertInDoubt;
import static dev.posse.bench.Bench.assertSays;
import static dev.posse.bench.Bench.bought;
import static dev.posse.bench.Bench.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.bench.AttemptBuilder;
import dev.posse.bench.Bench;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.DocumentException;
import dev.posse.document.Keys;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D0 and D1: what is refused, and what a refusal leaves behind")
class D1RefusalTest {

    private static void refuses(Reason why, Bench bench, AttemptBuilder wish) {
        Map<String, Entry> before = bench.store().content();

        PurchaseOutcome verdict = bench.buy(wish);

        assertEquals(not(why), verdict);
        assertEquals(List.of("D0"), bench.steps());
        assertEquals(before, bench.store().content(), "a refusal writes nothing");
    }

    private static Bench selling(Status status, long last) {
        return Bench.empty()
                .account("alice", 1_000)
                .with(new Campaign(
                        DROP,
                        PRICE,
                        10,
                        status,
                        Optional.empty(),
                        last,
                        Campaign.created(DROP, 1, 1).unknown()));
    }

    @Test
    @DisplayName("D1: an unknown account")
    void unknownAccount() {
        Bench bench = Bench.selling();
        refuses(Reason.UNKNOWN_ACCOUNT, bench, bench.wish("nobody"));
    }

    @Test
    @DisplayName("D1: an unknown campaign")
    void unknownCampaign() {
        Bench bench = Bench.selling().account("alice", 1_000);
        refuses(Reason.UNKNOWN_CAMPAIGN, bench, bench.wish("alice").in("elsewhere"));
    }

    @Test
    @DisplayName("D1: a closed campaign")
    void closed() {
        Bench bench = selling(Status.CLOSED, 0);
        refuses(Reason.CLOSED, bench, bench.wish("alice"));
    }

    @Test
    @DisplayName("D1: a stopped campaign")
    void stopped() {
        Bench bench = selling(Status.STOPPED, 0);
        refuses(Reason.STOPPED, bench, bench.wish("alice"));
    }

    @Test
    @DisplayName("D1: sold out, when s > capacity")
    void soldOut() {
        Bench bench = selling(Status.OPEN, 10);
        refuses(Reason.SOLD_OUT, bench, bench.wish("alice"));
    }

    @Test
    @DisplayName("D1: a price above the request's limit")
    void aboveLimit() {
        Bench bench = selling(Status.OPEN, 0);
        refuses(Reason.PRICE_ABOVE_LIMIT, bench, bench.wish("alice").atMost(PRICE - 1));
    }

    @Test
    @DisplayName("D1: balance < price")
    void insufficientFunds() {
        Bench bench = Bench.selling().account("alice", PRICE - 1);
        refuses(Reason.INSUFFICIENT_FUNDS, bench, bench.wish("alice"));
    }

    @Test
    @DisplayName("D1: the last slot, the whole balance and exactly the limit are no reason to refuse")
    void bounds() {
        Bench bench = Bench.selling(1).account("alice", PRICE);

        assertEquals(bought(1), bench.buy(bench.wish("alice").atMost(PRICE)));
        assertEquals(0, bench.account("alice").balance());
    }

    @Test
    @DisplayName("D0: a read that fails is thrown, for nothing has happened")
    void readFails() {
        Bench bench = Bench.selling().account("alice", 1_000);
        Map<String, Entry> before = bench.store().content();
        bench.store().at("D0").fails();

        assertThrows(StoreException.class, () -> bench.buy(bench.wish("alice")));
        assertEquals(before, bench.store().content());
    }

    @Test
    @DisplayName("D0: a second read that fails is doubt, for something may have happened")
    void secondReadFails() {
        Bench bench = selling(Status.CLOSED, 0);
        bench.store().at("D1.seal").refuses();
        bench.store().at("D0", 2).fails();

        assertInDoubt(bench.buy(bench.wish("alice").again()));
    }

    @Test
    @DisplayName("D0: account or campaign that cannot be understood: an error names the key, nothing is written")
    void unreadable() {
        for (String key : List.of(Keys.account("alice"), Keys.campaign(DROP))) {
            Bench bench = Bench.selling().account("alice", 1_000);
            bench.store().force(key, "{\"format\":2}".getBytes(StandardCharsets.UTF_8));
            Map<String, Entry> before = bench.store().content();

            DocumentException error = assertThrows(DocumentException.class, () -> bench.buy(bench.wish("alice")));

            assertSays(error, key);
            assertEquals(before, bench.store().content());
        }
    }
}
