package dev.posse.store.memcached;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who waits to be connected again, and who was forgotten. */
class ReconnectTimesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ReconnectTimes times = new ReconnectTimes();
    private final Object node = new Object();

    @Test
    @DisplayName("A server that is tried every second is not forgotten, however often it drops the connection")
    void triedAgain() {
        for (int second = 0; second < 60; second++) {
            times.queued(node, second * SECOND);
            assertFalse(times.isForgotten(node, second * SECOND), "just queued, " + second);
            assertFalse(times.isForgotten(node, (second + 1) * SECOND - 1), "the attempt is due, " + second);
        }
    }

    @Test
    @DisplayName("A server that was put into the queue long ago is forgotten; another one is not")
    void longAgo() {
        Object other = new Object();
        times.queued(node, 0);
        times.queued(other, 2 * SECOND);
        assertFalse(times.isForgotten(node, ReconnectTimes.FORGOTTEN_NANOS), "at the bound");
        assertTrue(times.isForgotten(node, ReconnectTimes.FORGOTTEN_NANOS + 1), "beyond");
        assertFalse(times.isForgotten(other, ReconnectTimes.FORGOTTEN_NANOS + 1), "the other one");
    }

    @Test
    @DisplayName("A server that was never in the queue counts from the first look")
    void neverQueued() {
        assertFalse(times.isForgotten(node, 100 * SECOND));
        assertFalse(times.isForgotten(node, 100 * SECOND + ReconnectTimes.FORGOTTEN_NANOS));
        assertTrue(times.isForgotten(node, 100 * SECOND + ReconnectTimes.FORGOTTEN_NANOS + 1));
    }
}
