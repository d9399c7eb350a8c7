package dev.posse;

import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.recovery.NodePatrols;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The thread that sends a node's patrols out. Starting twice and stopping twice are harmless. */
final class PatrolThread {

    private static final Duration JOIN = Duration.ofSeconds(10);

    private final String node;
    private final NodePatrols posse;
    private final PosseObserver observer;

    /** A ride that was told to end may still be under way when the next one starts: they take turns. */
    private final ReentrantLock riding = new ReentrantLock();

    private @Nullable Ride ride;

    PatrolThread(String node, NodePatrols posse, PosseObserver observer) {
        this.node = node;
        this.posse = posse;
        this.observer = observer;
    }

    synchronized void start() {
        if (ride == null) {
            ride = new Ride();
            ride.thread.start();
        }
    }

    /** Lets the patrol under way end by itself; an interrupted caller does not wait for it. */
    void stop() {
        Ride ending;
        synchronized (this) {
            ending = ride;
            ride = null;
        }
        if (ending != null) {
            ending.end();
        }
    }

    synchronized boolean isRunning() {
        return ride != null && ride.thread.isAlive();
    }

    /** One life of the thread; a stopped one never rides again. */
    private final class Ride implements Runnable {

        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread = new Thread(this, "posse-" + node);

        Ride() {
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            while (ended.getCount() > 0) {
                Duration wait;
                riding.lock();
                try {
                    wait = posse.runDue();
                } catch (RuntimeException e) {
                    // A bug must not end the posse: somebody's money waits for it.
                    wait = Duration.ofSeconds(1);
                    observer.onEvent(new PosseEvent.PatrolFailed(node, Optional.empty(), "unexpected: " + e, wait));
                } finally {
                    riding.unlock();
                }
                await(wait);
            }
        }

        private void await(Duration wait) {
            try {
                // Whether it was stopped or the time has passed, the loop sees for itself.
                boolean unused = ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // Nobody but stop() ends the posse, and stop() does not interrupt: go on.
                observer.onEvent(new PosseEvent.PatrolFailed(
                        node, Optional.empty(), "the posse's thread was interrupted and rides on", Duration.ZERO));
            }
        }

        void end() {
            ended.countDown();
            if (Thread.currentThread() == thread) {
                return;
            }
            try {
                thread.join(JOIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
