package dev.posse.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.Crash;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.Resolution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A driver dies at each of its store operations, the operation done, not done, or under way")
class DriverCrashTest {

    @ParameterizedTest(name = "{0}: {1} operations")
    @CsvSource({
        "FRESH_SLOT, 6",
        "SECOND_SLOT, 6",
        "VOID_SLOT, 9",
        "LOST_RACE, 10",
        "LOST_RACE_THEN_VOID, 13",
        "BEATEN, 10",
        "ASKED_AGAIN, 5"
    })
    @DisplayName("then patrol and login, and 1 to 5 hold")
    void recovers(Scene scene, int operations) {
        for (LockPolicy policy : LockPolicy.values()) {
            int crashes = Crash.everywhere(scene::arrange, Scene::drive, node -> Scene.recover(node, policy));
            assertEquals(operations * Crash.Flavour.values().length, crashes, "all of them, not some");
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("then the login comes before the patrol, and 1 to 5 hold")
    void loginFirst(Scene scene) {
        for (LockPolicy policy : LockPolicy.values()) {
            int unused = Crash.everywhere(scene::arrange, Scene::drive, node -> {
                Resolution unusedToo = node.somebody().login("alice", policy);
                Invariants.holdNow(node);
                Scene.recover(node, policy);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("then the buyer asks again elsewhere: sold at most once, and the answer is true")
    void asksAgain(Scene scene) {
        int unused = Crash.everywhere(scene::arrange, Scene::drive, node -> {
            PurchaseOutcome outcome = node.somebody().buy(Scene.attempt(node).again());
            assertTrue(
                    outcome instanceof PurchaseOutcome.Purchased || outcome.equals(ScriptedNode.not(Reason.BEATEN)),
                    outcome.toString());
            node.store().land();
            Scene.recover(node, LockPolicy.COMPLETE);
        });
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("then the buyer asks for the outcome, or cancels: the answer is final, also for what was under way")
    void asksForOutcome(Scene scene) {
        for (LockPolicy policy : LockPolicy.values()) {
            int unused = Crash.everywhere(scene::arrange, Scene::drive, node -> {
                PurchaseOutcome first = node.somebody().ask(node.attempt("alice"), policy);
                node.store().land();
                assertEquals(first, node.somebody().ask(node.attempt("alice"), policy));
                Scene.recover(node, policy);
            });
        }
    }
}
