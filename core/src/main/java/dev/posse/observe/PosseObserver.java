package dev.posse.observe;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the events. Called on the thread that did the work, so it must be quick and must not block; what it throws is
 * logged and goes no further.
 */
@FunctionalInterface
public interface PosseObserver {

    /** Hears nothing. */
    PosseObserver NONE = event -> {};

    /**
     * Takes one event.
     *
     * @param event what happened
     */
    void onEvent(PosseEvent event);

    /**
     * Makes one observer of several; each hears every event, also when another one throws.
     *
     * @param observers in the order in which they hear
     * @return the observer of them all, which never throws
     */
    static PosseObserver all(List<PosseObserver> observers) {
        List<PosseObserver> copy = List.copyOf(observers);
        Logger logger = LoggerFactory.getLogger(PosseObserver.class);
        return event -> {
            for (PosseObserver observer : copy) {
                try {
                    observer.onEvent(event);
                } catch (Throwable e) {
                    // An observer's bug must not turn a sale into a failure, nor end the posse: a method that an older
                    // library does not have no more than an exception.
                    if (e instanceof InterruptedException) {
                        Thread.currentThread().interrupt();
                    }
                    log(logger, observer, event, e);
                }
            }
        };
    }

    private static void log(Logger logger, PosseObserver observer, PosseEvent event, Throwable trouble) {
        try {
            logger.warn("Observer {} failed on {}", observer.getClass().getName(), event, trouble);
        } catch (Throwable e) {
            // Where not even that can be said, the work goes on all the same.
            return;
        }
    }
}
