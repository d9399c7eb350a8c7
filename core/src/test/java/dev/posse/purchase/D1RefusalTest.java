package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.DROP;
import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.assertSays;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.DocumentException;
import dev.posse.document.Keys;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.ScriptedNode;
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

    private static void refuses(Reason why, ScriptedNode node, AttemptBuilder builder) {
        Map<String, Entry> before = node.store().content();

        PurchaseOutcome outcome = node.buy(builder);

        assertEquals(not(why), outcome);
        assertEquals(List.of("D0"), node.steps());
        assertEquals(before, node.store().content(), "a refusal writes nothing");
    }

    private static ScriptedNode selling(Status status, long last) {
        return ScriptedNode.empty()
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
        ScriptedNode node = ScriptedNode.selling();
        refuses(Reason.UNKNOWN_ACCOUNT, node, node.attempt("nobody"));
    }

    @Test
    @DisplayName("D1: an unknown campaign")
    void unknownCampaign() {
        ScriptedNode node = ScriptedNode.selling().account("alice", 1_000);
        refuses(Reason.UNKNOWN_CAMPAIGN, node, node.attempt("alice").in("elsewhere"));
    }

    @Test
    @DisplayName("D1: a closed campaign")
    void closed() {
        ScriptedNode node = selling(Status.CLOSED, 0);
        refuses(Reason.CLOSED, node, node.attempt("alice"));
    }

    @Test
    @DisplayName("D1: a stopped campaign")
    void stopped() {
        ScriptedNode node = selling(Status.STOPPED, 0);
        refuses(Reason.STOPPED, node, node.attempt("alice"));
    }

    @Test
    @DisplayName("D1: sold out, when s > capacity")
    void soldOut() {
        ScriptedNode node = selling(Status.OPEN, 10);
        refuses(Reason.SOLD_OUT, node, node.attempt("alice"));
    }

    @Test
    @DisplayName("D1: a price above the request's limit")
    void aboveLimit() {
        ScriptedNode node = selling(Status.OPEN, 0);
        refuses(Reason.PRICE_ABOVE_LIMIT, node, node.attempt("alice").atMost(PRICE - 1));
    }

    @Test
    @DisplayName("D1: balance < price")
    void insufficientFunds() {
        ScriptedNode node = ScriptedNode.selling().account("alice", PRICE - 1);
        refuses(Reason.INSUFFICIENT_FUNDS, node, node.attempt("alice"));
    }

    @Test
    @DisplayName("D1: the last slot, the whole balance and exactly the limit are no reason to refuse")
    void bounds() {
        ScriptedNode node = ScriptedNode.selling(1).account("alice", PRICE);

        assertEquals(bought(1), node.buy(node.attempt("alice").atMost(PRICE)));
        assertEquals(0, node.account("alice").balance());
    }

    @Test
    @DisplayName("D0: a read that fails is thrown, for nothing has happened")
    void readFails() {
        ScriptedNode node = ScriptedNode.selling().account("alice", 1_000);
        Map<String, Entry> before = node.store().content();
        node.store().at("D0").fails();

        assertThrows(StoreException.class, () -> node.buy(node.attempt("alice")));
        assertEquals(before, node.store().content());
    }

    @Test
    @DisplayName("D0: a second read that fails is doubt, for something may have happened")
    void secondReadFails() {
        ScriptedNode node = selling(Status.CLOSED, 0);
        node.store().at("D1.seal").refuses();
        node.store().at("D0", 2).fails();

        assertInDoubt(node.buy(node.attempt("alice").again()));
    }

    @Test
    @DisplayName("D0: account or campaign that cannot be understood: an error names the key, nothing is written")
    void unreadable() {
        for (String key : List.of(Keys.account("alice"), Keys.campaign(DROP))) {
            ScriptedNode node = ScriptedNode.selling().account("alice", 1_000);
            node.store().force(key, "{\"format\":2}".getBytes(StandardCharsets.UTF_8));
            Map<String, Entry> before = node.store().content();

            DocumentException error = assertThrows(DocumentException.class, () -> node.buy(node.attempt("alice")));

            assertSays(error, key);
            assertEquals(before, node.store().content());
        }
    }
}
