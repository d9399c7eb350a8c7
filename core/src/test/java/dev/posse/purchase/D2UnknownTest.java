package dev.posse.purchase;

import static dev.posse.bench.Bench.PRICE;
import static dev.posse.bench.Bench.assertInDoubt;
import static dev.posse.bench.Bench.bought;
import static dev.posse.bench.Bench.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.AttemptBuilder;
import dev.posse.bench.Bench;
import dev.posse.bench.Invariants;
import dev.posse.document.Keys;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2, nobody knows: found out by looking, and reported as doubt where that is not possible")
class D2UnknownTest {

    private final Bench bench = Bench.selling(40).account("alice", 10_000).account("bob", 1_000);
    private final AttemptBuilder order = bench.wish("alice");

    private void othersPushItOutOfTheWindow() {
        for (int i = 1; i <= 16; i++) {
            PurchaseOutcome verdict =
                    bench.somebody().buy(order.id("other-" + i).slots(40));
            assertEquals(PurchaseOutcome.Purchased.class, verdict.getClass());
        }
    }

    @Test
    @DisplayName("D2: it was done; this attempt's lock is found, on with D3")
    void done() {
        bench.store().at("D2").unknownButDone();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D3", "D4", "D5", "D6"), bench.steps());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D2: it was not done; content as before, the same again")
    void lost() {
        bench.store().at("D2").unknownAndLost();

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D2", "D3", "D4", "D5", "D6"), bench.steps());
    }

    @Test
    @DisplayName("D2: it is done later, when the same was done again already: it finds its version spent")
    void late() {
        bench.store().at("D2").unknownAndLate();

        assertEquals(bought(1), bench.buy(order));
        bench.store().land();

        assertTrue(bench.account("alice").lock().isEmpty());
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D2: lost for ever; in doubt after ten tries")
    void lostForEver() {
        bench.store().atEvery("D2").unknownAndLost();

        assertInDoubt(bench.buy(order));
        assertEquals(Bounds.TRIES, bench.steps().stream().filter("D2"::equals).count());
    }

    @Test
    @DisplayName("D2: in doubt, and it lands after all: asking again tells the one true answer")
    void landsAfterDoubt() {
        bench.store().atEvery("D2").unknownAndLate();
        assertInDoubt(bench.buy(order));
        bench.store().land();

        assertEquals(bought(1), bench.somebody().buy(order.again()));
        assertEquals(PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName("D2: it was done, completed by a login and remembered: answered with that sale")
    void completedByLogin() {
        bench.store().at("D2").unknownButDone();
        bench.store().at("D2.look").before(() -> bench.somebody().login("alice", LockPolicy.COMPLETE));

        assertEquals(bought(1), bench.buy(order));
        assertEquals(PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName("D2: it was done, completed by a login and forgotten again: the slot bears the claim, on with D4")
    void completedAndForgotten() {
        bench.store().at("D2").unknownButDone();
        bench.store().at("D2.look").before(() -> {
            assertEquals(
                    Resolution.Sold.class,
                    bench.somebody().login("alice", LockPolicy.COMPLETE).getClass());
            assertEquals(1, bench.somebody().patrol().finished().size());
            othersPushItOutOfTheWindow();
        });

        assertEquals(bought(1), bench.buy(order));
        assertTrue(bench.steps().contains("D2.slot"), bench.steps().toString());
        assertEquals(17 * PRICE, bench.account("alice").spent(), "not debited again");
        assertEquals("free", bench.holder(18));
    }

    @Test
    @DisplayName("D2: it was done and called off by a login: cancelled, and no claim ever")
    void calledOffByLogin() {
        bench.store().at("D2").unknownButDone();
        bench.store().at("D2.look").before(() -> {
            bench.somebody().login("alice", LockPolicy.CANCEL);
            bench.somebody().deposit("alice", 1);
        });

        assertEquals(not(Reason.CANCELLED), bench.buy(order));
        assertEquals("void", bench.holder(1));
    }

    @Test
    @DisplayName("D2: lost, and a deposit came between: the slot is looked at too, then account in use")
    void lostAndDeposit() {
        bench.store().at("D2").unknownAndLate();
        bench.store().at("D2.look").before(() -> bench.somebody().deposit("alice", 1));

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D2.slot"), bench.steps());
        bench.store().land();
        assertTrue(bench.account("alice").lock().isEmpty(), "the refusal is final: what was under way is dead");
    }

    @Test
    @DisplayName("D2: lost, a deposit came between, and the slot is another's: account in use")
    void lostAndSlotTaken() {
        bench.store().at("D2").unknownAndLost();
        bench.store().at("D2.look").before(() -> {
            bench.somebody().deposit("alice", 1);
            assertEquals(bought(1), bench.somebody().buy(bench.wish("bob")));
        });

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(order));
        assertEquals("bob", bench.holder(1));
    }

    @Test
    @DisplayName("D2: nobody knows, then a definite failure: no failure is thrown while the first may have landed")
    void unknownThenFailure() {
        bench.store().at("D2", 1).unknownAndLate();
        bench.store().at("D2", 2).fails();
        bench.store().at("D2.look", 2).before(bench.store()::land);

        assertEquals(bought(1), bench.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D2", "D2.look", "D3", "D4", "D5", "D6"), bench.steps());
    }

    @Test
    @DisplayName("D2: nobody knows, and the look fails for ever: in doubt")
    void lookFails() {
        bench.store().at("D2").unknownButDone();
        bench.store().atEvery("D2.look").fails();

        assertInDoubt(bench.buy(order));
        assertEquals(bought(1), bench.somebody().buy(order.again()));
    }

    @Test
    @DisplayName("D2: nobody knows, and the account cannot be understood: in doubt, nothing is written over it")
    void unreadable() {
        bench.store().at("D2").unknownAndLost();
        bench.store()
                .at("D2.look")
                .before(() -> bench.store().force(Keys.account("alice"), "{}".getBytes(StandardCharsets.UTF_8)));

        assertInDoubt(bench.buy(order));
        assertTrue(bench.store().text(Keys.account("alice")).startsWith("{}"));
    }

    @Test
    @DisplayName("D2: nobody knows, and the account has vanished: in doubt")
    void vanished() {
        bench.store().at("D2").unknownAndLost();
        bench.store().at("D2.look").before(() -> bench.store().lose(Keys.account("alice")));

        assertInDoubt(bench.buy(order));
    }

    @Test
    @DisplayName("D2: nobody knows, the account has changed, and the slot cannot be read: in doubt")
    void slotLookFails() {
        bench.store().at("D2").unknownAndLost();
        bench.store().at("D2.look").before(() -> bench.somebody().deposit("alice", 1));
        bench.store().atEvery("D2.slot").fails();

        assertInDoubt(bench.buy(order));
    }
}
