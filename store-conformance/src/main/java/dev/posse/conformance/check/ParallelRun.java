package dev.posse.conformance.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tasks that begin at one moment, each in a thread of its own. */
final class ParallelRun {

    private ParallelRun() {}

    /** Runs all at once, one thread each, and passes on the first failure. An interruption is handed down to all. */
    static void all(List<Task> tasks) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (Task task : tasks) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            start.await();
                            task.run();
                        } catch (Throwable e) {
                            failure.compareAndSet(null, e);
                        }
                    },
                    "posse-conformance-parallel-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
        rethrow(failure.get());
    }

    static void rethrow(@Nullable Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof Exception exception) {
            throw exception;
        }
    }
}
