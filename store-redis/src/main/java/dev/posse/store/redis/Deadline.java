package dev.posse.store.redis;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The moment by which a call must have ended, whatever it waits for on the way (S15).
 *
 * @param nanoTime on the clock of {@link System#nanoTime}
 * @param whole the time that the call was given, for messages
 */
record Deadline(long nanoTime, Duration whole) {

    static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos(), time);
    }

    /** What is left; zero when the time is up. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /**
     * Waits for the future, however it ends.
     *
     * <p>An interrupt does not end the waiting (S16): the truth is a moment away, and giving up would turn a known answer
     * into doubt. The status is there again when this returns.
     *
     * @return false if the time was up first
     */
    boolean await(Future<?> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get(left().toNanos(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | CancellationException e) {
                    return true;
                } catch (TimeoutException e) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
