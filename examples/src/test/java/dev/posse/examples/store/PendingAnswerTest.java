package dev.posse.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an asynchronous client has promised")
class PendingAnswerTest {

    private static final Duration SOON = Duration.ofMillis(10);

    private static final Future<String> NEVER = new CompletableFuture<>();

    private static String written(Future<String> sent) {
        return PendingAnswer.ofWrite(sent, SOON, cause -> cause instanceof IllegalArgumentException);
    }

    @Test
    @DisplayName("is told as it was answered")
    void answered() {
        assertEquals("1", written(CompletableFuture.completedFuture("1")));
        assertEquals("1", PendingAnswer.ofRead(CompletableFuture.completedFuture("1"), SOON));
    }

    @Test
    @DisplayName(
            "S7: is in doubt without an answer, when it was cancelled, and when it failed for any reason but a refusal")
    void doubt() {
        assertThrows(OutcomeUnknownException.class, () -> written(NEVER));
        assertThrows(OutcomeUnknownException.class, () -> written(failed(new IOException("reset"))));
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        assertTrue(cancelled.cancel(true));
        assertThrows(OutcomeUnknownException.class, () -> written(cancelled));
        assertFalse(NEVER.isDone(), "nobody may take the client's word that what was cancelled was not sent");
    }

    @Test
    @DisplayName("S8: was not made when the database says so; a read without an answer has failed, whatever the reason")
    void definite() {
        assertThrows(StoreException.class, () -> written(failed(new IllegalArgumentException("too large"))));
        assertThrows(StoreException.class, () -> PendingAnswer.ofRead(NEVER, SOON));
        assertThrows(StoreException.class, () -> PendingAnswer.ofRead(failed(new IOException("reset")), SOON));
    }

    @Test
    @DisplayName("S16: interrupted, a write is in doubt, a read has failed, and the thread stays interrupted")
    void interrupted() {
        Thread.currentThread().interrupt();
        assertThrows(OutcomeUnknownException.class, () -> written(NEVER));
        assertTrue(Thread.currentThread().isInterrupted());
        assertThrows(StoreException.class, () -> PendingAnswer.ofRead(NEVER, SOON));
        assertTrue(Thread.interrupted());
    }

    private static Future<String> failed(Throwable cause) {
        return CompletableFuture.failedFuture(cause);
    }
}
