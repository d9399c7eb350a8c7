package dev.posse.conformance.check;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs what might never end in a thread of its own. */
final class BoundedCall {

    /**
     * How a call ended.
     *
     * @param thrown what it threw, or null
     * @param stuckAt where it stood when the time was up, or null
     * @param went whether it went on to the end of its time, only too slowly
     */
    record End(@Nullable Throwable thrown, @Nullable List<StackTraceElement> stuckAt, boolean went) {
        End(@Nullable Throwable thrown, @Nullable List<StackTraceElement> stuckAt) {
            this(thrown, stuckAt, false);
        }
    }

    private static final long LOOK_NANOS = 200_000_000;

    private BoundedCall() {}

    static End within(Task task, Duration limit) {
        return within(task, limit, limit, () -> 0);
    }

    /**
     * Runs a task as long as there is progress.
     *
     * @param still after so long without any it hangs
     * @param limit after so long it is ended in any case
     * @param progress a number that is another one when something has gone on
     */
    static End within(Task task, Duration still, Duration limit, LongSupplier progress) {
        FutureTask<@Nullable Void> future = new FutureTask<>(() -> {
            task.run();
            return null;
        });
        Thread thread = new Thread(future, "posse-conformance");
        thread.setDaemon(true);
        thread.start();
        try {
            return awaited(future, thread, still, limit, progress);
        } catch (ExecutionException e) {
            return new End(e.getCause(), null);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new End(e, null);
        }
    }

    private static End awaited(
            FutureTask<@Nullable Void> future, Thread thread, Duration still, Duration limit, LongSupplier progress)
            throws ExecutionException, InterruptedException {
        long started = BusyMachineClock.nanoTime();
        long lastProgress = started;
        long seen = progress.getAsLong();
        while (true) {
            long now = BusyMachineClock.nanoTime();
            if (progress.getAsLong() != seen) {
                seen = progress.getAsLong();
                lastProgress = now;
            }
            long left = Math.min(started + limit.toNanos() - now, lastProgress + still.toNanos() - now);
            if (left <= 0) {
                List<StackTraceElement> where = List.of(thread.getStackTrace());
                thread.interrupt();
                return new End(null, where, now - lastProgress < still.toNanos());
            }
            try {
                future.get(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
                return new End(null, null);
            } catch (TimeoutException e) {
                // Not yet: is there progress?
            }
        }
    }
}
