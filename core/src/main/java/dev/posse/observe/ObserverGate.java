package dev.posse.observe;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before one observer, so that it neither ends nor holds up those who tell it: what it throws is logged, and while it
 * blocks it is passed by. Thread-safe.
 *
 * <p>Not a thread of its own: what an observer knows of the thread that did the work would be lost, and the events would come
 * after the answer.
 */
final class ObserverGate implements PosseObserver {

    private static final Logger LOGGER = LoggerFactory.getLogger(PosseObserver.class);

    /** Threads that one observer can hold. */
    private static final int PLACES = 16;

    private static final long WAIT_LIMIT_MILLIS = 100;

    private static final long BLOCKED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PosseObserver observer;
    private final Semaphore places = new Semaphore(PLACES);
    private final AtomicLong missed = new AtomicLong();

    /** When somebody last got out. */
    private volatile long lastMoved = System.nanoTime();

    ObserverGate(PosseObserver observer) {
        this.observer = observer;
    }

    @Override
    public void onEvent(PosseEvent event) {
        if (event instanceof PosseEvent.StepTaken && !hearsSteps()) {
            return;
        }
        if (!entered()) {
            if (missed.getAndIncrement() == 0) {
                log("Observer {} blocks: its node passes it by until it returns; first missed: {}", event, null);
            }
            return;
        }
        try {
            observer.onEvent(event);
        } catch (Throwable e) {
            // An observer's bug must not turn a sale into a failure, nor end the posse: a method that an older library
            // does not have no more than an exception.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log("Observer {} failed on {}", event, e);
        } finally {
            lastMoved = System.nanoTime();
            places.release();
        }
        long count = missed.get() == 0 ? 0 : missed.getAndSet(0);
        if (count > 0) {
            log("Observer {} hears again, and has missed " + count + " events before {}", event, null);
        }
    }

    @Override
    public boolean hearsSteps() {
        try {
            return observer.hearsSteps();
        } catch (Throwable e) {
            // A bug there is no reason to keep anything from it.
            return true;
        }
    }

    private boolean entered() {
        if (places.tryAcquire()) {
            return true;
        }
        if (System.nanoTime() - lastMoved > BLOCKED_NANOS) {
            return false;
        }
        try {
            return places.tryAcquire(WAIT_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void log(String text, PosseEvent event, @Nullable Throwable trouble) {
        try {
            LOGGER.warn(text, observer.getClass().getName(), event, trouble);
        } catch (Throwable e) {
            // Where not even that can be said, the work goes on all the same.
            return;
        }
    }
}
