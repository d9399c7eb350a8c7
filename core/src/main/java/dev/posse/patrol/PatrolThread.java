package dev.posse.patrol;

import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The thread that sends a node's patrols out. Starting twice and stopping twice are harmless; nothing else ends it but closing. */
public final class PatrolThread {

    private static final Duration JOIN = Duration.ofSeconds(10);

    private static final Duration AFTER_A_BUG = Duration.ofMillis(500);

    private static final String INTERRUPTED = "the posse's thread was interrupted and goes on";

    private final String node;
    private final NodePatrols posse;
    private final PosseObserver observer;

    /** A run that waits for its turn looks that often whether it was told to end. */
    private static final Duration WAIT = Duration.ofMillis(100);

    /**
     * A run that was told to end may still be under way when the next one starts: they take turns. However often patrols are stopped and
     * started while one does not come back, no more than that one and the newest stay.
     */
    private final ReentrantLock running = new ReentrantLock();

    private @Nullable Run run;

    private boolean isClosed;

    /**
     * Makes a thread that is not started.
     *
     * @param node its name
     * @param posse what it does
     * @param observer hears of what should not happen
     */
    public PatrolThread(String node, NodePatrols posse, PosseObserver observer) {
        this.node = node;
        this.posse = posse;
        this.observer = observer;
    }

    /** Starts it, unless it is alive or closed. */
    public synchronized void start() {
        if (!isClosed && !isRunning()) {
            Run fresh = new Run();
            fresh.thread.start();
            run = fresh;
        }
    }

    /** Lets the patrol under way end by itself; an interrupted caller does not wait for it. */
    public void stop() {
        Run ending;
        synchronized (this) {
            ending = run;
            run = null;
        }
        if (ending != null) {
            ending.end();
        }
    }

    /** Stops it for good: whoever starts it at the same time comes too late. */
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        stop();
    }

    /** {@return whether it was started, not stopped, and is alive} */
    public synchronized boolean isRunning() {
        return run != null && run.thread.isAlive();
    }

    /** One life of the thread; a stopped one never runs again. */
    private final class Run implements Runnable {

        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread = new Thread(this, "posse-" + node);

        Run() {
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            while (ended.getCount() > 0) {
                await(runDue());
            }
        }

        private Duration runDue() {
            if (!hasTurn()) {
                return Duration.ZERO;
            }
            try {
                return posse.runDue();
            } catch (Throwable e) {
                // A bug, or a heap that is full for a moment, must not end the posse: somebody's money waits for it.
                say(PatrolEvents.problem(e), AFTER_A_BUG);
                return AFTER_A_BUG;
            } finally {
                running.unlock();
            }
        }

        private boolean hasTurn() {
            try {
                return running.tryLock(WAIT.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                say(INTERRUPTED, Duration.ZERO);
                return false;
            }
        }

        private void say(String problem, Duration pause) {
            try {
                observer.onEvent(new PosseEvent.PatrolFailed(node, Optional.empty(), problem, pause));
            } catch (Throwable e) {
                // There is nobody left to be told; to go on is more than to be heard.
                return;
            }
        }

        private void await(Duration wait) {
            try {
                // Whether it was stopped or the time has passed, the loop sees for itself.
                boolean unused = ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // Nobody but stop() ends the posse, and stop() does not interrupt: go on.
                say(INTERRUPTED, Duration.ZERO);
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
