package dev.posse;

import dev.posse.step.Answer;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import java.time.Duration;
import java.util.Optional;

/** Measures one purchase: until its sale was known, and until its answer. */
final class Stopwatch implements StepRunner.Trace {

    private final long began = System.nanoTime();
    private long lastStep = began;
    private Optional<Duration> decided = Optional.empty();

    @Override
    public void on(Step<?> taken, Answer answer) {
        // D4 is taken when, and only when, the sale is known: with the answer to the step before.
        if (decided.isEmpty() && taken.name().equals("D4")) {
            decided = Optional.of(Duration.ofNanos(lastStep - began));
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
