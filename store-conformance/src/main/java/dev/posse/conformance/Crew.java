package dev.posse.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that begin at one moment. */
final class Crew {

    private Crew() {}

    /** Runs all at once, one thread each, and passes on the first failure. An interruption is handed down to all. */
    static void together(List<Calls.Call> jobs) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (Calls.Call job : jobs) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            start.await();
                            job.run();
                        } catch (Throwable e) {
                            failure.compareAndSet(null, e);
                        }
                    },
                    "posse-conformance-crew-" + threads.size());
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
