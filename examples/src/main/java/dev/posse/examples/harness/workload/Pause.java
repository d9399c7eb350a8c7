package dev.posse.examples.harness.workload;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A wait that is part of the story: a think time, the time between two kills. */
public final class Pause {

    private Pause() {}

    /**
     * Waits; an interrupted thread returns at once and stays interrupted.
     *
     * @param duration how long
     */
    public static void of(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
