package dev.posse;

import dev.posse.document.Claim;
import dev.posse.document.DocumentException;
import dev.posse.document.Slot;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.Attempt;
import dev.posse.step.Answer;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches one purchase: measures until its sale was known and until its answer, and tells the posse of a slot above the
 * campaign's last at which it found somebody else.
 */
final class PurchaseTimer implements StepRunner.StepListener {

    private final NodeContext node;
    private boolean beaten;

    private final long began = System.nanoTime();
    private long lastStep = began;
    private Optional<Duration> decided = Optional.empty();

    PurchaseTimer(NodeContext node) {
        this.node = node;
    }

    @Override
    public void on(Step<?> taken, Answer answer) {
        // D4 is taken when, and only when, the sale is known: with the answer to the step before.
        if (decided.isEmpty() && taken.name() == StepName.D4) {
            decided = Optional.of(Duration.ofNanos(lastStep - began));
        }
        // Only the first aim is at the slot after the campaign's last; the later ones are further up.
        if (!beaten && taken.name() == StepName.D3_LOOK) {
            beaten = true;
            claim(answer).ifPresent(node::suspect);
        }
        lastStep = System.nanoTime();
    }

    /** What was read; where it is no claim, or cannot be read, the purchase itself says so. */
    private static Optional<Claim> claim(Answer answer) {
        try {
            return answer instanceof Answer.Found found
                    ? found.entries().entrySet().stream()
                            .map(entry ->
                                    Slot.decode(entry.getKey(), entry.getValue().value()))
                            .filter(Claim.class::isInstance)
                            .map(Claim.class::cast)
                            .findFirst()
                    : Optional.empty();
        } catch (DocumentException e) {
            return Optional.empty();
        }
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
