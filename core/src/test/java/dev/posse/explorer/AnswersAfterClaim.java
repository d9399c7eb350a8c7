package dev.posse.explorer;

import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.fixture.WrappedStep;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.purchase.DecidedPurchase;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.TurnResult;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.List;

/**
 * A driver on a node that settles behind the answer: where the purchase is decided the buyer, first of those to whom it is handed
 * back, hears of the sale, and a worker, the second, goes on from there. Before that it takes the driver's steps and no others.
 *
 * @param step where the driver stands
 */
record AnswersAfterClaim(Step<PurchaseEnd> step) implements WrappedStep<PurchaseEnd, List<TurnResult>> {

    /** The buyer who waits to hear, the worker who settles behind the answer, and the driver: the first three actors of a scenario. */
    static List<Actor> cast(Actor driver) {
        return List.of(
                told("buyer", driver),
                told("worker", driver),
                new Actor(
                        driver.name() + " (answers after D3)",
                        at(purchase(driver)),
                        driver.account(),
                        driver.purchaseId(),
                        driver.attemptId(),
                        Promise.NOTHING));
    }

    private static Actor told(String name, Actor driver) {
        return new Actor(
                name,
                new End<>(new Report.Nothing()),
                driver.account(),
                driver.purchaseId(),
                driver.attemptId(),
                driver.promise());
    }

    /** Where a driver begins, who finds out how its purchase ends; the compiler cannot see that it does. */
    @SuppressWarnings("unchecked")
    private static Next<PurchaseEnd> purchase(Actor driver) {
        return (Next<PurchaseEnd>) driver.first();
    }

    /** Where it stands after a step of the driver's. */
    static Next<List<TurnResult>> at(Next<PurchaseEnd> next) {
        return DecidedPurchase.of(next)
                .map(decided -> handed(new End<>(decided.told()), decided.settling()))
                .orElseGet(() ->
                        next instanceof Step<PurchaseEnd> step ? new AnswersAfterClaim(step) : handed(next, next));
    }

    private static Next<List<TurnResult>> handed(Next<PurchaseEnd> buyer, Next<PurchaseEnd> worker) {
        return new End<>(List.of(new TurnResult.At(buyer), new TurnResult.At(worker)));
    }

    @Override
    public Step<PurchaseEnd> inner() {
        return step;
    }

    @Override
    public Next<List<TurnResult>> after(Next<PurchaseEnd> next) {
        return at(next);
    }

    @Override
    public StepName name() {
        return step.name();
    }

    @Override
    public Subject subject() {
        return step.subject();
    }

    @Override
    public Operation operation() {
        return step.operation();
    }

    @Override
    public Next<List<TurnResult>> on(Answer answer) {
        return at(step.on(answer));
    }
}
