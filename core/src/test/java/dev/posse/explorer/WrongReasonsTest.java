package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.admin.DocumentCreation;
import dev.posse.document.Transaction;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.purchase.PurchaseEnd;
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
