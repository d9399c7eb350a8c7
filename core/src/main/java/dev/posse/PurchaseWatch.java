package dev.posse;

import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches one purchase: measures until its sale was known and until its answer, and tells the posse of a slot above the
 * campaign's last at which it found somebody else.
 */
final class PurchaseWatch implements StepRunner.Trace {

    private final Node node;
    private boolean beaten;

    private final long began = System.nanoTime();
    private long lastStep = began;
    private Optional<Duration> decided = Optional.empty();

    PurchaseWatch(Node node) {
        this.node = node;
    }

    @Override
    public void on(Step<?> taken, Answer answer) {
        // D4 is taken when, and only when, the sale is known: with the answer to the step before.
        if (decided.isEmpty() && taken.name().equals("D4")) {
            decided = Optional.of(Duration.ofNanos(lastStep - began));
        }
        // Only the first aim is at the slot after the campaign's last; the later ones are further up.
        if (!beaten && taken.name().equals("D3.look")) {
            beaten = true;
            Subject subject = taken.subject();
            subject.campaign()
                    .ifPresent(campaign -> node.suspect(campaign, subject.slot().orElse(0)));
        }
        lastStep = System.nanoTime();
    }

    Optional<Duration> decided() {
        return decided;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
