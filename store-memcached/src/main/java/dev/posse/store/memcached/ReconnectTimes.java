package dev.posse.store.memcached;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * When each server was last put into the library's queue of those to connect to. Neither the number of attempts nor the
 * channel tells whether it is still there: a server that accepts a connection and drops it at once has the same number
 * again, and no channel, between any two looks. The I/O thread alone uses this.
 */
final class ReconnectTimes {

    /** An attempt follows a second after; who was not put there for so long was forgotten. */
    static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Map<Object, Long> queued = new HashMap<>();

    void queued(Object node, long nanos) {
        queued.put(node, nanos);
    }

    /** Whether a server that has no channel waits for nothing. */
    boolean isForgotten(Object node, long nanos) {
        return nanos - queued.computeIfAbsent(node, unknown -> nanos) > FORGOTTEN_NANOS;
    }
}
