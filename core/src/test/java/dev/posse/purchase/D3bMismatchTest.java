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
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D3b: somebody was first, or nobody knows")
class D3bMismatchTest {

    private final Bench bench = Bench.selling(40).account("alice", 10_000).account("bob", 1_000);
    private final AttemptBuilder strict = bench.wish("alice");
    private final AttemptBuilder twice = bench.wish("alice").slots(2);

    D3bMismatchTest() {
        bench.diesBefore("D4", bench.wish("bob"));
    }

    private void login() {
        Resolution unused = bench.somebody().login("alice", LockPolicy.COMPLETE);
    }

    @Test
    @DisplayName("D3b, a deposit came between: the same again, giving up and aiming again")
    void deposit() {
        bench.store().at("D3b").before(() -> bench.somebody().deposit("alice", 7));

        assertEquals(not(Reason.BEATEN), bench.buy(strict));
        assertTrue(bench.account("alice").lock().isEmpty());

        bench.store().at("D3b", 3).before(() -> bench.somebody().deposit("alice", 7));
        assertEquals(bought(2), bench.buy(twice));
        assertEquals(10_014 - PRICE, bench.account("alice").balance(), "both deposits are kept");
    }

    @Test
    @DisplayName("D3b, giving up: nobody knows, it was done: beaten")
    void giveUpDone() {
        bench.store().at("D3b").unknownButDone();

        assertEquals(not(Reason.BEATEN), bench.buy(strict));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3b", "D3b.look"), bench.steps());
    }

    @Test
    @DisplayName("D3b, giving up: nobody knows, it was not done: the same again")
    void giveUpLost() {
        bench.store().at("D3b").unknownAndLost();

        assertEquals(not(Reason.BEATEN), bench.buy(strict));
        assertTrue(bench.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("D3b, giving up: somebody has cleared the lock: not bought, and not written again")
    void giveUpCleared() {
        bench.store().at("D3b").before(this::login);

        assertEquals(not(Reason.BEATEN), bench.buy(strict));
        assertEquals(List.of("D0", "D2", "D3", "D3.look", "D3b", "D3b.look"), bench.steps());
    }

    @Test
    @DisplayName("D3b, aiming again: nobody knows, it was done: the new aim is found, on with D3")
    void aimDone() {
        bench.store().at("D3b").unknownButDone();

        assertEquals(bought(2), bench.buy(twice));
        assertEquals(1, bench.steps().stream().filter("D3b"::equals).count());
    }

    @Test
    @DisplayName("D3b, aiming again: nobody knows, it was not done: the same again, and no try is lost")
    void aimLost() {
        bench.store().at("D3b").unknownAndLost();

        assertEquals(bought(2), bench.buy(twice));
        assertEquals(2, bench.steps().stream().filter("D3b"::equals).count());
    }

    @Test
    @DisplayName("D3b, aiming again: nobody knows, it is done later: its version is spent")
    void aimLate() {
        bench.store().at("D3b").unknownAndLate();

        assertEquals(bought(2), bench.buy(twice));
        bench.store().land();
        assertTrue(bench.account("alice").lock().isEmpty());
    }

    @Test
    @DisplayName("D3b, refused for ever: in doubt after ten tries, the lock is left")
    void bound() {
        bench.store().atEvery("D3b").refuses();

        assertInDoubt(bench.buy(twice));
        assertEquals(Bounds.TRIES, bench.steps().stream().filter("D3b"::equals).count());
        assertTrue(bench.account("alice").lock().isPresent());
    }

    @Test
    @DisplayName("D3b, aimed again, completed by a login and remembered: purchased")
    void completed() {
        bench.store().at("D3b").unknownButDone();
        bench.store().at("D3b.look").before(this::login);

        assertEquals(bought(2), bench.buy(twice));
        assertEquals(PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName("D3b, aimed again, completed by a login and forgotten again: the slot bears the claim, purchased")
    void completedAndForgotten() {
        bench.store().at("D3b").unknownButDone();
        bench.store().at("D3b.look").before(() -> {
            login();
            assertEquals(2, bench.somebody().patrol().finished().size());
            for (int i = 1; i <= 16; i++) {
                assertEquals(bought(2 + i), bench.somebody().buy(strict.id("other-" + i)));
            }
        });

        assertEquals(bought(2), bench.buy(twice));
        assertTrue(bench.steps().contains("D3b.slot"), bench.steps().toString());
        assertEquals(17 * PRICE, bench.account("alice").spent());
    }

    @Test
    @DisplayName(
            "D3b, aiming again: somebody has cleared the lock without calling off: account in use, and never fired at the next slot")
    void cleared() {
        bench.store().at("D3b").before(this::login);

        assertEquals(not(Reason.ACCOUNT_IN_USE), bench.buy(twice));
        assertEquals("free", bench.holder(2));
    }

    @Test
    @DisplayName("D3b, a lock of this purchase and another attempt: somebody asked again, in doubt")
    void askedAgain() {
        bench.store().at("D3b").before(() -> {
            login();
            bench.diesBefore("D3", strict);
        });

        assertInDoubt(bench.buy(strict));
        assertTrue(bench.account("alice").lock().isPresent(), "the other attempt's lock is none of this driver's");
    }

    @Test
    @DisplayName("D3b, this purchase is in recent by another attempt: purchased, that slot and no other")
    void boughtByAnotherAttempt() {
        bench.store().at("D3b").before(() -> {
            login();
            assertEquals(1, bench.somebody().patrol().finished().size());
            assertEquals(bought(2), bench.somebody().buy(strict));
        });

        assertEquals(bought(2), bench.buy(twice));
        assertEquals("free", bench.holder(3));
        Invariants.holdAfterRecovery(bench);
    }

    @Test
    @DisplayName("D3b, the look fails: looked at again, bounded; then in doubt")
    void lookFails() {
        bench.store().at("D3b").unknownButDone();
        bench.store().at("D3b.look", 1).fails();
        assertEquals(not(Reason.BEATEN), bench.buy(strict));

        bench.store().atEvery("D3b").unknownAndLost();
        bench.store().atEvery("D3b.look").fails();
        assertInDoubt(bench.buy(strict));
        assertEquals(
                2 + Bounds.TRIES,
                bench.steps().stream().filter("D3b.look"::equals).count());
    }

    @Test
    @DisplayName("D3b, the slot look fails for ever: in doubt")
    void slotLookFails() {
        bench.store().at("D3b").before(this::login);
        bench.store().atEvery("D3b.slot").fails();

        assertInDoubt(bench.buy(twice));
    }

    @Test
    @DisplayName("D3b, the account is gone or cannot be understood: in doubt, nothing is written")
    void account() {
        bench.store().at("D3b").refuses();
        bench.store().at("D3b.look").before(() -> bench.store().lose(Keys.account("alice")));
        assertInDoubt(bench.buy(strict));

        bench.store().find(Keys.account("alice"));
        bench.account("carl", 1_000);
        bench.store().at("D3b", 2).refuses();
        bench.store()
                .at("D3b.look", 2)
                .before(() -> bench.store().force(Keys.account("carl"), "{}".getBytes(StandardCharsets.UTF_8)));
        assertInDoubt(bench.buy(bench.wish("carl")));
        assertEquals("{}", bench.store().values().get(Keys.account("carl")));
    }
}
