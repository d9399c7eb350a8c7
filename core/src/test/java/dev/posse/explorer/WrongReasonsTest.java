package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.admin.DocumentCreation;
import dev.posse.document.Transaction;
import dev.posse.fixture.Mutation;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.recovery.Patrol;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Step;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A wrong variant is found out that")
class WrongReasonsTest {

    @ParameterizedTest(name = "reports {1} instead of {0}")
    @CsvSource({
        "BEATEN, SOLD_OUT",
        "BEATEN, CLOSED",
        "BEATEN, STOPPED",
        "BEATEN, CANCELLED",
        "BEATEN, UNKNOWN_ACCOUNT",
        "BEATEN, UNKNOWN_CAMPAIGN",
        "BEATEN, INSUFFICIENT_FUNDS",
        "BEATEN, ACCOUNT_IN_USE",
        "BEATEN, PRICE_ABOVE_LIMIT",
        "ACCOUNT_IN_USE, BEATEN"
    })
    void mistakesTheReason(Reason right, Reason wrong) {
        Scenario scenario = right == Reason.BEATEN
                ? Scenarios.scenario(
                        "slot absent",
                        Scenarios.start("slot absent"),
                        0,
                        Cast.driver("u", "p", 1),
                        Cast.driver("v", "q", 1))
                : Scenarios.scenario(
                        "half done after D2", Scenarios.start("half done after D2"), 0, Cast.driver("u", "p", 1));

        assertEquals("never: the reason: driver u p has reported " + wrong, found(scenario, mistaking(right, wrong)));
    }

    @Test
    @DisplayName("reports that what was called off was not purchased, as if it might be bought")
    void mistakesACancellation() {
        Scenario scenario = Scenarios.scenario(
                "slot absent", Scenarios.start("slot absent"), 0, Cast.query("u", "p", LockPolicy.CANCEL));

        assertEquals(
                "never: the reason: cancel u p has reported NOT_PURCHASED",
                found(scenario, mistaking(Reason.CANCELLED, Reason.NOT_PURCHASED)));
    }

    @Test
    @DisplayName("leaves a campaign behind that was stopped, when a person has opened it again")
    void passesByWhatWasReopened() {
        Mutation shy = new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return StepNames.of(step).equals("R0")
                                && answer instanceof Answer.Found found
                                && found.entries().containsKey("campaign/c")
                                && found.entries().get("campaign/c").version().equals(Cell.version(3))
                        ? Mutation.instead(new End<>(new Patrol.Report(Patrol.Ending.QUIET, List.of(), 0)))
                        : next;
            }
        };
        Scenario scenario =
                Scenarios.scenario("half done after D4", Scenarios.start("half done after D4"), 0, Admins.stopper());

        assertEquals("nothing", found(scenario, Mutation.NONE));
        assertEquals("invariant 1: after recovery c stands at 0 and has sold 1", found(scenario, shy));
    }

    @Test
    @DisplayName("sells the last slot to nobody")
    void leavesTheLastSlot() {
        List<Scenario> alone = EdgeScenarios.alone().stream()
                .filter(scenario -> scenario.name().startsWith("last slot: "))
                .toList();
        Mutation stingy = new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof Step<R> lock && StepNames.of(lock).equals("D2")
                        ? Mutation.instead(new End<>(PurchaseEnd.of(new NotPurchased("p", Reason.ACCOUNT_IN_USE))))
                        : next;
            }
        };

        assertEquals("a lone driver buys: driver u p does not", found(alone.get(0), stingy));
    }

    @Test
    @DisplayName("repairs what contradicts itself")
    void repairs() {
        Mutation handy = new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return StepNames.of(step).equals("R3b.i")
                        ? Mutation.instead(DocumentCreation.begin(
                                new Transaction(Starts.lock("old", 1).claim("u"), "node", Starts.NOW), Subject.NONE))
                        : next;
            }
        };

        assertTrue(found(EdgeScenarios.contradictions(0).get(0), handy).startsWith("total failure: transaction/c/1"));
    }

    private static Mutation mistaking(Reason right, Reason wrong) {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof End<R> end
                                && end.result() instanceof PurchaseEnd told
                                && told.outcome() instanceof NotPurchased not
                                && not.purchaseId().equals("p")
                                && not.reason() == right
                        ? Mutation.instead(new End<>(PurchaseEnd.of(new NotPurchased("p", wrong))))
                        : next;
            }
        };
    }

    private static String found(Scenario scenario, Mutation mutation) {
        return Explorer.explore(scenario, mutation)
                .violation()
                .map(Violation::what)
                .orElse("nothing");
    }
}
