package dev.posse.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.Bench;
import dev.posse.bench.Crash;
import dev.posse.bench.Invariants;
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
            int crashes = Crash.everywhere(scene::arrange, Scene::drive, bench -> Scene.recover(bench, policy));
            assertEquals(operations * Crash.Flavour.values().length, crashes, "all of them, not some");
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("then the login comes before the patrol, and 1 to 5 hold")
    void loginFirst(Scene scene) {
        for (LockPolicy policy : LockPolicy.values()) {
            int unused = Crash.everywhere(scene::arrange, Scene::drive, bench -> {
                Resolution unusedToo = bench.somebody().login("alice", policy);
                Invariants.holdNow(bench);
                Scene.recover(bench, policy);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("then the buyer asks again elsewhere: sold at most once, and the answer is true")
    void asksAgain(Scene scene) {
        int unused = Crash.everywhere(scene::arrange, Scene::drive, bench -> {
            PurchaseOutcome verdict = bench.somebody().buy(Scene.wish(bench).again());
            assertTrue(
                    verdict instanceof PurchaseOutcome.Purchased || verdict.equals(Bench.not(Reason.BEATEN)),
                    verdict.toString());
            bench.store().land();
            Scene.recover(bench, LockPolicy.COMPLETE);
        });
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("then the buyer asks for the outcome, or cancels: the answer is final, also for what was under way")
    void asksForOutcome(Scene scene) {
        for (LockPolicy policy : LockPolicy.values()) {
            int unused = Crash.everywhere(scene::arrange, Scene::drive, bench -> {
                PurchaseOutcome first = bench.somebody().ask(bench.wish("alice"), policy);
                bench.store().land();
                assertEquals(first, bench.somebody().ask(bench.wish("alice"), policy));
                Scene.recover(bench, policy);
            });
        }
    }
}
