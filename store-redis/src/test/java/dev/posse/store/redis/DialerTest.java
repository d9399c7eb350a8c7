package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Dialling servers that cannot be reached")
class DialerTest {

    private final AtomicLong reached = new AtomicLong(System.nanoTime());
    private final AtomicInteger attempts = new AtomicInteger();
    private final Dialer lost = dialer(reached, new CompletableFuture<>());

    private Dialer dialer(AtomicLong when, CompletableFuture<StatefulRedisConnection<byte[], byte[]>> answer) {
        return new Dialer("a server", Duration.ofSeconds(5), when, () -> {
            attempts.incrementAndGet();
            return answer.isDone() ? answer : CompletableFuture.failedFuture(new IOException("lost"));
        });
    }

    private void dialUntilPauseIsLong() {
        // The pauses double from 20 ms; the tenth is between 250 and 500 ms.
        for (int failures = 0; failures < 10; ) {
            int before = attempts.get();
            lost.dial().isDone();
            failures += attempts.get() - before;
            Waiting.pause(Duration.ofMillis(1));
        }
        attempts.set(0);
    }

    @Test
    @DisplayName("while it backs off, nobody dials")
    void backsOff() {
        dialUntilPauseIsLong();
        lost.dial().isDone();
        assertEquals(0, attempts.get());
    }

    @Test
    @DisplayName("where another shard is reached, nobody waits for the end of the pause")
    void othersReached() {
        dialUntilPauseIsLong();
        dialer(reached, CompletableFuture.completedFuture(null)).dial().isDone();
        lost.dial().isDone();
        assertEquals(2, attempts.get());
    }
}
