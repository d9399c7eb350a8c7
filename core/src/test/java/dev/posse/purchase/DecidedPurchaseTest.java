package dev.posse.purchase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Lock;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A purchase is decided from D3 on, once the claim is known to stand")
class DecidedPurchaseTest {

    private static final Answer HAPPENED = new Answer.Happened(new Version("2"));

    private final Attempt attempt =
            ScriptedNode.selling().attempt("alice").id("p").attempt("a1", "here");
    private final Campaign campaign = Campaign.created("drop", 100, 10);
    private final Account account =
            Account.opened("alice").moved(new Movement("in", Kind.DEPOSIT, 1_000, ScriptedNode.NOON));
    private final Lock lock = attempt.lock(1, 100);
    private final Next<PurchaseEnd> d2 = on(PurchaseDriver.begin(attempt), found(campaign, account));

    private static Answer found(Document... documents) {
        Map<String, Entry> entries = new HashMap<>();
        for (Document document : documents) {
            entries.put(document.key(), new Entry(document.encode(), new Version("1")));
        }
        return new Answer.Found(entries);
    }

    private static Next<PurchaseEnd> on(Next<PurchaseEnd> next, Answer answer) {
        return ((Step<PurchaseEnd>) next).on(answer);
    }

    @Test
    @DisplayName("by an answer that D3 has happened: what is told is what the driver tells at its end, and D4 goes on")
    void happened() {
        assertEquals(Optional.empty(), DecidedPurchase.of(d2));
        Next<PurchaseEnd> d3 = on(d2, HAPPENED);
        assertEquals(Optional.empty(), DecidedPurchase.of(d3), "locked is not bought");

        DecidedPurchase decided = DecidedPurchase.of(on(d3, HAPPENED)).orElseThrow();

        assertEquals(new Purchased("p", "drop", 1, 100), decided.told().outcome());
        assertEquals(lock.claim("alice"), decided.sale());
        assertInstanceOf(Settlement.D4.class, ((NestedStep<?, ?>) decided.settling()).inner());
    }

    @Test
    @DisplayName(
            "A10: not by a D3 of which nobody knows, nor by one that was refused; by the read that finds the claim")
    void unknown() {
        for (Answer answer : new Answer[] {new Answer.Unknown(), new Answer.Refused()}) {
            Next<PurchaseEnd> look = on(on(d2, HAPPENED), answer);
            assertEquals(Optional.empty(), DecidedPurchase.of(look));
            assertEquals(Optional.empty(), DecidedPurchase.of(on(look, found())), "it is fired again");
            assertEquals(
                    1,
                    DecidedPurchase.of(on(look, found(lock.claim("alice"))))
                            .orElseThrow()
                            .sale()
                            .slot());
        }
    }

    @Test
    @DisplayName("not while somebody else's sale is settled, nor an earlier call's of the same purchase")
    void others() {
        Claim other = attempt.lock(1, 100).claim("alice");
        Account locked = account.locked(lock);
        Attempt second = ScriptedNode.selling().attempt("alice").id("second").attempt("a2", "here");
        Next<PurchaseEnd> look = on(PurchaseDriver.begin(second), found(campaign, locked));
        assertEquals(Optional.empty(), DecidedPurchase.of(on(look, found(other))));

        Attempt again = ScriptedNode.selling().attempt("alice").id("p").attempt("a3", "here");
        Next<PurchaseEnd> fired = on(PurchaseDriver.begin(again), found(campaign, locked));
        Next<PurchaseEnd> resumed = on(on(fired, new Answer.Refused()), found(other));
        assertEquals(Optional.empty(), DecidedPurchase.of(resumed));
    }
}
