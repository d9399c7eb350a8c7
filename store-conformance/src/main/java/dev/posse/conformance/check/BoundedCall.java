package dev.posse.conformance.check;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs what might never end in a thread of its own. */
final class BoundedCall {

    /**
     * How a call ended.
     *
     * @param thrown what it threw, or null
     * @param stuckAt where it stood when the time was up, or null
     */
    record End(@Nullable Throwable thrown, @Nullable List<StackTraceElement> stuckAt) {}

    private BoundedCall() {}

    static End within(Task task, Duration limit) {
        FutureTask<@Nullable Void> future = new FutureTask<>(() -> {
            task.run();
            return null;
        });
        Thread thread = new Thread(future, "posse-conformance");
        thread.setDaemon(true);
        thread.start();
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new End(null, null);
        } catch (ExecutionException e) {
            return new End(e.getCause(), null);
        } catch (TimeoutException e) {
            List<StackTraceElement> where = List.of(thread.getStackTrace());
            thread.interrupt();
            return new End(null, where);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new End(e, null);
        }
    }
}
