package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.PRICE;
import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.bought;
import static dev.posse.fixture.ScriptedNode.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2, nobody knows: found out by looking, and reported as doubt where that is not possible")
class D2UnknownTest {

    private final ScriptedNode node =
            ScriptedNode.selling(40).account("alice", 10_000).account("bob", 1_000);
    private final AttemptBuilder order = node.attempt("alice");

    private void othersPushItOutOfTheWindow() {
        for (int i = 1; i <= 16; i++) {
            PurchaseOutcome outcome = node.somebody().buy(order.id("other-" + i).slots(40));
            assertEquals(PurchaseOutcome.Purchased.class, outcome.getClass());
        }
    }

    @Test
    @DisplayName("D2: it was done; this attempt's lock is found, on with D3")
    void done() {
        node.store().at("D2").unknownButDone();

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D3", "D4", "D5", "D6"), node.steps());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D2: it was not done; content as before, the same again")
    void lost() {
        node.store().at("D2").unknownAndLost();

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D2", "D3", "D4", "D5", "D6"), node.steps());
    }

    @Test
    @DisplayName("D2: it is done later, when the same was done again already: it finds its version spent")
    void late() {
        node.store().at("D2").unknownAndLate();

        assertEquals(bought(1), node.buy(order));
        node.store().land();

        assertTrue(node.account("alice").lock().isEmpty());
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D2: lost for ever; in doubt after ten tries")
    void lostForEver() {
        node.store().atEvery("D2").unknownAndLost();

        assertInDoubt(node.buy(order));
        assertEquals(Bounds.TRIES, node.steps().stream().filter("D2"::equals).count());
    }

    @Test
    @DisplayName("D2: in doubt, and it lands after all: asking again tells the one true answer")
    void landsAfterDoubt() {
        node.store().atEvery("D2").unknownAndLate();
        assertInDoubt(node.buy(order));
        node.store().land();

        assertEquals(bought(1), node.somebody().buy(order.again()));
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("D2: it was done, completed by a login and remembered: answered with that sale")
    void completedByLogin() {
        node.store().at("D2").unknownButDone();
        node.store().at("D2.look").before(() -> node.somebody().login("alice", LockPolicy.COMPLETE));

        assertEquals(bought(1), node.buy(order));
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("D2: it was done, completed by a login and forgotten again: the slot bears the claim, on with D4")
    void completedAndForgotten() {
        node.store().at("D2").unknownButDone();
        node.store().at("D2.look").before(() -> {
            assertEquals(
                    Resolution.Sold.class,
                    node.somebody().login("alice", LockPolicy.COMPLETE).getClass());
            assertEquals(1, node.somebody().patrol().finished().size());
            othersPushItOutOfTheWindow();
        });

        assertEquals(bought(1), node.buy(order));
        assertTrue(node.steps().contains("D2.slot"), node.steps().toString());
        assertEquals(17 * PRICE, node.account("alice").spent(), "not debited again");
        assertEquals("free", node.holder(18));
    }

    @Test
    @DisplayName("D2: it was done and called off by a login: cancelled, and no claim ever")
    void calledOffByLogin() {
        node.store().at("D2").unknownButDone();
        node.store().at("D2.look").before(() -> {
            node.somebody().login("alice", LockPolicy.CANCEL);
            node.somebody().deposit("alice", 1);
        });

        assertEquals(not(Reason.CANCELLED), node.buy(order));
        assertEquals("void", node.holder(1));
    }

    @Test
    @DisplayName("D2: lost, and a deposit came between: the slot is looked at too, then account in use")
    void lostAndDeposit() {
        node.store().at("D2").unknownAndLate();
        node.store().at("D2.look").before(() -> node.somebody().deposit("alice", 1));

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D2.slot"), node.steps());
        node.store().land();
        assertTrue(node.account("alice").lock().isEmpty(), "the refusal is final: what was under way is dead");
    }

    @Test
    @DisplayName("D2: lost, a deposit came between, and the slot is another's: account in use")
    void lostAndSlotTaken() {
        node.store().at("D2").unknownAndLost();
        node.store().at("D2.look").before(() -> {
            node.somebody().deposit("alice", 1);
            assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        });

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(order));
        assertEquals("bob", node.holder(1));
    }

    @Test
    @DisplayName("D2: nobody knows, then a definite failure: no failure is thrown while the first may have landed")
    void unknownThenFailure() {
        node.store().at("D2", 1).unknownAndLate();
        node.store().at("D2", 2).fails();
        node.store().at("D2.look", 2).before(node.store()::land);

        assertEquals(bought(1), node.buy(order));
        assertEquals(List.of("D0", "D2", "D2.look", "D2", "D2.look", "D3", "D4", "D5", "D6"), node.steps());
    }

    @Test
    @DisplayName("D2: nobody knows, and the look fails for ever: in doubt")
    void lookFails() {
        node.store().at("D2").unknownButDone();
        node.store().atEvery("D2.look").fails();

        assertInDoubt(node.buy(order));
        assertEquals(bought(1), node.somebody().buy(order.again()));
    }

    @Test
    @DisplayName("D2: nobody knows, and the account cannot be understood: in doubt, nothing is written over it")
    void unreadable() {
        node.store().at("D2").unknownAndLost();
        node.store()
                .at("D2.look")
                .before(() -> node.store().force(Keys.account("alice"), "{}".getBytes(StandardCharsets.UTF_8)));

        assertInDoubt(node.buy(order));
        assertTrue(node.store().text(Keys.account("alice")).startsWith("{}"));
    }

    @Test
    @DisplayName("D2: nobody knows, and the account has vanished: in doubt")
    void vanished() {
        node.store().at("D2").unknownAndLost();
        node.store().at("D2.look").before(() -> node.store().lose(Keys.account("alice")));

        assertInDoubt(node.buy(order));
    }

    @Test
    @DisplayName("D2: nobody knows, the account has changed, and the slot cannot be read: in doubt")
    void slotLookFails() {
        node.store().at("D2").unknownAndLost();
        node.store().at("D2.look").before(() -> node.somebody().deposit("alice", 1));
        node.store().atEvery("D2.slot").fails();

        assertInDoubt(node.buy(order));
    }
}
