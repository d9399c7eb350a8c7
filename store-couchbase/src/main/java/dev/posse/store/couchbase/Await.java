package dev.posse.store.couchbase;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for answers of the client. */
final class Await {

    // The client ends every operation at its own timeout; this is for the case that its timer is late or dead.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private Await() {}

    /** The client's own error, taken out of the future's wrapping. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final Throwable error;

        Failed(Throwable error) {
            super(error);
            this.error = error;
        }

        Throwable error() {
            return error;
        }
    }

    /**
     * Starts an operation and waits for its answer, interrupted or not.
     *
     * <p>An interruption does not end the wait: it could only turn an answer that is on its way into a doubt, and the
     * wait is bounded. The thread's status is set again at the end (S16).
     */
    static <T> T answer(Supplier<CompletableFuture<T>> operation, Duration timeout) throws Failed {
        CompletableFuture<T> future;
        try {
            future = operation.get();
        } catch (RuntimeException e) {
            throw new Failed(e);
        }
        long deadline = System.nanoTime() + timeout.plus(GRACE).toNanos();
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new Failed(e.getCause() == null ? e : e.getCause());
                } catch (TimeoutException e) {
                    throw new Failed(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
