package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.observe.PosseEvent.PatrolFailed;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The thread that sends the patrols out, when something goes wrong in it")
class PatrolThreadFailuresTest extends OnePatrolThread {

    @Test
    @DisplayName("An interrupted thread tells of it and goes on")
    void interrupted() {
        patrols.start();
        awaitRun();

        threads().get(0).interrupt();
        awaitRun();
        awaitRun();

        assertTrue(patrols.isRunning());
        assertTrue(events.stream()
                .anyMatch(event ->
                        event instanceof PatrolFailed failed && failed.problem().contains("interrupted")));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    @DisplayName("Whatever is thrown tells of itself, and the thread goes on")
    void unexpected(Throwable bug) throws InterruptedException {
        store.beforeReads(() -> PatrolThreadFailuresTest.<RuntimeException>fling(bug));
        patrols.start();
        for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end && events.isEmpty(); ) {
            Thread.sleep(5);
        }
        store.beforeReads(() -> {});

        awaitRun();

        assertTrue(patrols.isRunning());
        assertTrue(events.stream()
                .anyMatch(event ->
                        event instanceof PatrolFailed failed && failed.problem().contains("a bug")));
    }

    static Stream<Throwable> bugs() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new OutOfMemoryError("a bug"),
                new NoSuchMethodError("a bug"),
                new StackOverflowError("a bug"),
                new IOException("a bug"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void fling(Throwable any) throws E {
        throw (E) any;
    }

    @Test
    @DisplayName("Where nobody can be told either, the thread goes on")
    void observerThrows() {
        PatrolThread deaf = new PatrolThread(NAME, posse(), event -> {
            throw new NoSuchMethodError("an old library");
        });
        CountDownLatch thrown = new CountDownLatch(1);
        store.beforeReads(() -> {
            thrown.countDown();
            throw new OutOfMemoryError("a bug");
        });
        deaf.start();
        await(thrown);

        awaitRun();

        assertTrue(deaf.isRunning());
        deaf.stop();
    }
}
