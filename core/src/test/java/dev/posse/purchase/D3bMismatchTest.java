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
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D3b: somebody was first, or nobody knows")
class D3bMismatchTest {

    private final ScriptedNode node =
            ScriptedNode.selling(40).account("alice", 10_000).account("bob", 1_000);
    private final AttemptBuilder strict = node.attempt("alice");
    private final AttemptBuilder twice = node.attempt("alice").slots(2);

    D3bMismatchTest() {
        node.diesBefore("D4", node.attempt("bob"));
    }

    private void login() {
        Resolution unused = node.somebody().login("alice", LockPolicy.COMPLETE);
    }

    @Test
    @DisplayName("D3b, a deposit came between: the same again, giving up and aiming again")
    void deposit() {
        node.store().at("D3b").before(() -> node.somebody().deposit("alice", 7));

        assertEquals(not(Reason.BEATEN), node.buy(strict));
        assertTrue(node.account("alice").lock().isEmpty());

        node.store().at("D3b", 3).before(() -> node.somebody().deposit("alice", 7));
        assertEquals(bought(2), node.buy(twice));
        assertEquals(10_014 - PRICE, node.account("alice").balance(), "both deposits are kept");
    }

    @Test
    @DisplayName("D3b, giving up: nobody knows, it was done: beaten")
    void giveUpDone() {
        node.store().at("D3b").unknownButDone();

        assertEquals(not(Reason.BEATEN), node.buy(strict));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3b", "D3b.look"), node.steps());
    }

    @Test
    @DisplayName("D3b, giving up: nobody knows, it was not done: the same again")
    void giveUpLost() {
        node.store().at("D3b").unknownAndLost();

        assertEquals(not(Reason.BEATEN), node.buy(strict));
        assertTrue(node.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("D3b, giving up: somebody has cleared the lock: not bought, and not written again")
    void giveUpCleared() {
        node.store().at("D3b").before(this::login);

        assertEquals(not(Reason.BEATEN), node.buy(strict));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3b", "D3b.look"), node.steps());
    }

    @Test
    @DisplayName("D3b, aiming again: nobody knows, it was done: the new aim is found, on with D3")
    void aimDone() {
        node.store().at("D3b").unknownButDone();

        assertEquals(bought(2), node.buy(twice));
        assertEquals(1, node.steps().stream().filter("D3b"::equals).count());
    }

    @Test
    @DisplayName("D3b, aiming again: nobody knows, it was not done: the same again, and no try is lost")
    void aimLost() {
        node.store().at("D3b").unknownAndLost();

        assertEquals(bought(2), node.buy(twice));
        assertEquals(2, node.steps().stream().filter("D3b"::equals).count());
    }

    @Test
    @DisplayName("D3b, aiming again: nobody knows, it is done later: its version is spent")
    void aimLate() {
        node.store().at("D3b").unknownAndLate();

        assertEquals(bought(2), node.buy(twice));
        node.store().land();
        assertTrue(node.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("D3b, refused for ever: in doubt after ten tries, the lock is left")
    void bound() {
        node.store().atEvery("D3b").refuses();

        assertInDoubt(node.buy(twice));
        assertEquals(Bounds.TRIES, node.steps().stream().filter("D3b"::equals).count());
        assertTrue(node.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D3b, aimed again, completed by a login and remembered: purchased")
    void completed() {
        node.store().at("D3b").unknownButDone();
        node.store().at("D3b.look").before(this::login);

        assertEquals(bought(2), node.buy(twice));
        assertEquals(PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName("D3b, aimed again, completed by a login and forgotten again: the slot bears the claim, purchased")
    void completedAndForgotten() {
        node.store().at("D3b").unknownButDone();
        node.store().at("D3b.look").before(() -> {
            login();
            assertEquals(2, node.somebody().patrol().finished().size());
            for (int i = 1; i <= 16; i++) {
                assertEquals(bought(2 + i), node.somebody().buy(strict.id("other-" + i)));
            }
        });

        assertEquals(bought(2), node.buy(twice));
        assertTrue(node.steps().contains("D3b.slot"), node.steps().toString());
        assertEquals(17 * PRICE, node.account("alice").spent());
    }

    @Test
    @DisplayName(
            "D3b, aiming again: somebody has cleared the lock without calling off: account in use, and never fired at the next slot")
    void cleared() {
        node.store().at("D3b").before(this::login);

        assertEquals(not(Reason.ACCOUNT_IN_USE), node.buy(twice));
        assertEquals("free", node.holder(2));
    }

    @Test
    @DisplayName("D3b, a lock of this purchase and another attempt: somebody asked again, in doubt")
    void askedAgain() {
        node.store().at("D3b").before(() -> {
            login();
            node.diesBefore("D3", strict);
        });

        assertInDoubt(node.buy(strict));
        assertTrue(node.account("alice").lock().isPresent(), "the other attempt's lock is none of this driver's");
    }

    @Test
    @DisplayName("D3b, this purchase is in recent by another attempt: purchased, that slot and no other")
    void boughtByAnotherAttempt() {
        node.store().at("D3b").before(() -> {
            login();
            assertEquals(1, node.somebody().patrol().finished().size());
            assertEquals(bought(2), node.somebody().buy(strict));
        });

        assertEquals(bought(2), node.buy(twice));
        assertEquals("free", node.holder(3));
        Invariants.holdAfterRecovery(node);
    }

    @Test
    @DisplayName("D3b, the look fails: looked at again, bounded; then in doubt")
    void lookFails() {
        node.store().at("D3b").unknownButDone();
        node.store().at("D3b.look", 1).fails();
        assertEquals(not(Reason.BEATEN), node.buy(strict));

        node.store().atEvery("D3b").unknownAndLost();
        node.store().atEvery("D3b.look").fails();
        assertInDoubt(node.buy(strict));
        assertEquals(
                2 + Bounds.TRIES,
                node.steps().stream().filter("D3b.look"::equals).count());
    }

    @Test
    @DisplayName("D3b, the slot look fails for ever: in doubt")
    void slotLookFails() {
        node.store().at("D3b").before(this::login);
        node.store().atEvery("D3b.slot").fails();

        assertInDoubt(node.buy(twice));
    }

    @Test
    @DisplayName("D3b, the account is gone or cannot be understood: in doubt, nothing is written")
    void account() {
        node.store().at("D3b").refuses();
        node.store().at("D3b.look").before(() -> node.store().lose(Keys.account("alice")));
        assertInDoubt(node.buy(strict));

        node.store().find(Keys.account("alice"));
        node.account("carl", 1_000);
        node.store().at("D3b", 2).refuses();
        node.store()
                .at("D3b.look", 2)
                .before(() -> node.store().force(Keys.account("carl"), "{}".getBytes(StandardCharsets.UTF_8)));
        assertInDoubt(node.buy(node.attempt("carl")));
        assertEquals("{}", node.store().values().get(Keys.account("carl")));
    }
}
