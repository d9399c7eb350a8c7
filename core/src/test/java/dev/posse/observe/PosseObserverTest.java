package dev.posse.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

@DisplayName("Several observers")
class PosseObserverTest {

    @ParameterizedTest
    @MethodSource("bugs")
    @DisplayName("each hears every event, also when the one before throws whatever it may be, which is logged")
    void oneThrows(Throwable bug) {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        Logger logger = (Logger) LoggerFactory.getLogger(PosseObserver.class);
        logger.addAppender(appender);
        logger.setAdditive(false);
        List<PosseEvent> heard = new ArrayList<>();
        PosseObserver all =
                PosseObserver.all(List.of(event -> PosseObserverTest.<RuntimeException>fling(bug), heard::add));

        all.onEvent(Events.step());

        logger.detachAppender(appender);
        logger.setAdditive(true);
        assertEquals(List.of(Events.step()), heard);
        assertEquals(Level.WARN, appender.list.get(0).getLevel());
    }

    static Stream<Throwable> bugs() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new NoSuchMethodError("of an old library"),
                new OutOfMemoryError("for a moment"),
                new StackOverflowError(),
                new IOException("that nobody declared"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void fling(Throwable any) throws E {
        throw (E) any;
    }

    @Test
    @DisplayName("one that was interrupted leaves the thread so")
    void interrupted() {
        PosseObserver.all(List.of(event -> PosseObserverTest.<RuntimeException>fling(new InterruptedException())))
                .onEvent(Events.step());

        assertTrue(Thread.interrupted());
    }

    @Test
    @Timeout(30)
    @DisplayName(
            "one that blocks holds sixteen threads at most; everybody else passes it by, and it hears again afterwards")
    void blocks() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger heard = new AtomicInteger();
        AtomicInteger passed = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        PosseObserver all = PosseObserver.all(List.of(
                event -> {
                    heard.incrementAndGet();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                event -> others.incrementAndGet()));
        List<Thread> threads = Stream.generate(() -> new Thread(() -> {
                    all.onEvent(Events.step());
                    passed.incrementAndGet();
                }))
                .limit(40)
                .toList();
        threads.forEach(Thread::start);
        for (long end = System.nanoTime() + 10_000_000_000L; passed.get() < 24 && System.nanoTime() < end; ) {
            Thread.sleep(5);
        }
        assertEquals(24, passed.get());
        assertEquals(16, heard.get());
        assertEquals(24, others.get());

        goOn.countDown();
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        all.onEvent(Events.step());

        assertEquals(17, heard.get());
        assertEquals(41, others.get());
    }

    @Test
    @DisplayName("a subject says only what is known")
    void subject() {
        assertEquals("", Subject.NONE.toString());
        assertEquals("account=anna campaign=drop slot=7 purchase=p-1 attempt=a-1", Events.SUBJECT.toString());
    }
}
