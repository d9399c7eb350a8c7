package dev.posse.examples.harness.processes;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes down where the threads of a node stand that does not come to be open: whoever looks later finds it already killed. */
final class SlowOpening implements AutoCloseable {

    private final CountDownLatch ended = new CountDownLatch(1);

    private SlowOpening() {}

    /** Begins to watch; once, after that time, all threads are written down on the standard error. */
    static SlowOpening watch(Duration limit) {
        SlowOpening opening = new SlowOpening();
        Thread watcher = new Thread(() -> opening.await(limit), "slow-opening");
        watcher.setDaemon(true);
        watcher.start();
        return opening;
    }

    /** The node is open. */
    void ended() {
        ended.countDown();
    }

    @Override
    public void close() {
        ended();
    }

    private void await(Duration limit) {
        try {
            if (ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        StringBuilder all = new StringBuilder("not open after " + limit + "; its threads:\n");
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            all.append(thread.getName()).append(' ').append(thread.getState()).append('\n');
            for (StackTraceElement frame : frames) {
                all.append("    at ").append(frame).append('\n');
            }
        });
        System.err.print(all);
    }
}
