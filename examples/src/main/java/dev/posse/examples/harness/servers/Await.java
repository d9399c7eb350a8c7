package dev.posse.examples.harness.servers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waiting for something that nobody announces, such as a server that comes up. */
final class Await {

    /** Seconds are usual; ten times as long is for a machine that is busy with other things. */
    static final Duration LONG = Duration.ofSeconds(60);

    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private Await() {}

    /**
     * Looks again and again until it is so.
     *
     * @param what is waited for, as in "waited for …"
     * @param trouble what there is to say when it does not become so
     * @throws IllegalStateException at the bound
     */
    static void until(String what, BooleanSupplier isSo, Supplier<String> trouble) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "Waited " + LONG.toSeconds() + " s in vain for " + what + ": " + trouble.get());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for " + what, e);
            }
        }
    }
}
