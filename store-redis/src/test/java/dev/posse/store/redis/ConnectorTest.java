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

@DisplayName("Connecting to servers that cannot be reached")
class ConnectorTest {

    private final AtomicLong reached = new AtomicLong(System.nanoTime());
    private final AtomicInteger attempts = new AtomicInteger();
    private final Connector lost = connector(reached, new CompletableFuture<>());

    private Connector connector(AtomicLong when, CompletableFuture<StatefulRedisConnection<byte[], byte[]>> answer) {
        return new Connector("a server", Duration.ofSeconds(5), when, () -> {
            attempts.incrementAndGet();
            return answer.isDone() ? answer : CompletableFuture.failedFuture(new IOException("lost"));
        });
    }

    private void dialUntilPauseIsLong() {
        // The pauses double from 20 ms; the tenth is between 250 and 500 ms.
        for (int failures = 0; failures < 10; ) {
            int before = attempts.get();
            lost.connect().isDone();
            failures += attempts.get() - before;
            Waiting.pause(Duration.ofMillis(1));
        }
        attempts.set(0);
    }

    @Test
    @DisplayName("while it backs off, nobody connects")
    void backsOff() {
        dialUntilPauseIsLong();
        lost.connect().isDone();
        assertEquals(0, attempts.get());
    }

    @Test
    @DisplayName("where another shard is reached, nobody waits for the end of the pause")
    void othersReached() {
        dialUntilPauseIsLong();
        connector(reached, CompletableFuture.completedFuture(null)).connect().isDone();
        lost.connect().isDone();
        assertEquals(2, attempts.get());
    }
}
