package dev.posse;

import dev.posse.observe.PosseEvent;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.CombinedPurchases;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.step.Answer;
import dev.posse.step.Deadline;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import java.time.Duration;
import java.util.Optional;

/** Measures one purchase, until its sale was known and until its answer, and knows until when it may ask the store. */
final class PurchaseTimer implements StepRunner.StepListener {

    private final long began = System.nanoTime();
    private long lastStep = began;
    private Optional<Duration> decided = Optional.empty();
    private volatile Deadline deadline;

    PurchaseTimer(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public void on(Step<?> taken, Operation operation, Answer answer) {
        // Who settles knows the sale: since the answer to the step before.
        if (decided.isEmpty() && PurchaseDriver.isSettlingItsSale(CombinedPurchases.ofOnePurchase(taken))) {
            decided = Optional.of(Duration.ofNanos(lastStep - began));
        }
        lastStep = System.nanoTime();
    }

    /** Its time runs from now on, for it has waited for its turn until now. */
    void turnBegan(Deadline turn) {
        deadline = turn;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Its caller hears now that it is decided; somebody else settles it. */
    void decidedNow() {
        decided = Optional.of(Duration.ofNanos(System.nanoTime() - began));
    }

    /** Tells how the purchase has ended. */
    PosseEvent ended(Attempt attempt, PurchaseOutcome outcome) {
        Subject subject = Subject.NONE
                .withAccount(attempt.account())
                .withCampaign(attempt.campaign())
                .withPurchase(attempt.purchaseId());
        return new PosseEvent.PurchaseEnded(
                attempt.node(),
                outcome instanceof PurchaseOutcome.Purchased bought ? subject.withSlot(bought.slot()) : subject,
                outcome,
                decided,
                Duration.ofNanos(System.nanoTime() - began));
    }
}
