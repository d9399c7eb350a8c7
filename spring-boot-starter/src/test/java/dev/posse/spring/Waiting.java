package dev.posse.spring;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what happens in other threads and processes. */
final class Waiting {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private Waiting() {}

    /** Fails after twenty seconds, which is more than any of it takes. */
    static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + BOUND.toSeconds() + " s: " + what);
            }
            aMoment();
        }
    }

    static void aMoment() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
