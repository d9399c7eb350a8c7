package dev.posse.store.memcached;

import java.time.Duration;

/**
 * When a call must have ended.
 *
 * @param nanoTime by {@link System#nanoTime}
 */
record Deadline(long nanoTime) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    long remainingNanos() {
        return Math.max(0, nanoTime - System.nanoTime());
    }
}
