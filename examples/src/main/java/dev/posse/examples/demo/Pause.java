package dev.posse.examples.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A wait that is part of the story: a think time, the time between two kills. */
final class Pause {

    private Pause() {}

    static void of(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
