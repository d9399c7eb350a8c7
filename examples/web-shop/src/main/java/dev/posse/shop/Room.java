package dev.posse.shop;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** For so many calls at once there is room: in an outage each holds its thread for ten seconds, and pages and health have the others. */
@Component
class Room {

    private static final int MOST_AT_ONCE = 100;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /**
     * Calls, if there is room.
     *
     * @param <T> of the answer
     * @param call of the node
     * @return its answer
     * @throws BusyException if there is none
     */
    <T> T taken(Supplier<T> call) {
        if (!places.tryAcquire()) {
            throw new BusyException();
        }
        try {
            return call.get();
        } finally {
            places.release();
        }
    }

    /** As many calls as there is room for are under way. */
    static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
