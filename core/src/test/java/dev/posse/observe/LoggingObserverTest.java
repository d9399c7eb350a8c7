package dev.posse.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.posse.observe.PosseEvent.LockResolved.How;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("Logging")
class LoggingObserverTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.posse");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final LoggingObserver observer = new LoggingObserver();

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        logger.setLevel(Level.TRACE);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    @DisplayName("a step is TRACE, with step name, operation, answer and ids")
    void step() {
        assertLogged(Level.TRACE, Events.step(), "n1", "DRIVER", "D3", "add slot/drop/7", "HAPPENED", "purchase=p-1");
    }

    @Test
    @DisplayName("a sale is DEBUG")
    void sale() {
        assertLogged(Level.DEBUG, Events.ended(Events.PURCHASED), "sold", "decided after 5 ms", "9 ms", "slot=7");
    }

    @Test
    @DisplayName("a refusal is DEBUG and names the reason")
    void refusal() {
        assertLogged(Level.DEBUG, Events.ended(Events.SOLD_OUT), "not sold, SOLD_OUT", "campaign=drop");
    }

    @Test
    @DisplayName("a doubt is WARN, carries the purchase id and says what to do")
    void doubt() {
        assertLogged(Level.WARN, Events.ended(Events.IN_DOUBT), "in doubt", "asking again", "purchase=p-1");
    }

    @Test
    @DisplayName("a resolved lock is DEBUG, one that stays is WARN")
    void lock() {
        assertLogged(Level.DEBUG, Events.resolved(How.CLEARED), "CLEARED", "account=anna");
        assertLogged(Level.WARN, Events.resolved(How.STUCK), "STUCK", "account=anna");
    }

    @Test
    @DisplayName(
            "a recovery is DEBUG, with its branch and age; how many a patrol has finished is INFO, and names no buyer")
    void recovery() {
        assertLogged(Level.INFO, Events.patrolRecovered(), "campaign drop", "12 sales", "480 ms");
        assertFalse(lines().get(0).contains("anna"));
        assertLogged(Level.DEBUG, Events.recovered(Duration.ofMillis(120)), "R3b.ii", "120 ms", "slot=7");
    }

    @Test
    @DisplayName("a failed patrol is WARN, with the pause that follows")
    void patrol() {
        assertLogged(Level.WARN, Events.patrolFailed(Optional.of("drop")), "campaign drop", "250 ms", "no answer");
        assertLogged(Level.WARN, Events.patrolFailed(Optional.empty()), "patrol ended early");
    }

    @Test
    @DisplayName("sales that closing has left to the posse are WARN, with how many")
    void settlementsLeft() {
        assertLogged(Level.WARN, Events.settlementsLeft(3), "n1", "3 sales", "left to the posse");
    }

    @Test
    @DisplayName("that the posse patrols is TRACE: it is said every second")
    void heartbeat() {
        assertLogged(Level.TRACE, Events.heartbeat(), "60 campaigns");
    }

    @Test
    @DisplayName("total failure is ERROR, with the keys and versions of what was read; the documents are DEBUG")
    void totalFailure() {
        observer.onEvent(Events.totalFailure());

        assertEquals(
                List.of(Level.ERROR, Level.DEBUG),
                appender.list.stream().map(ILoggingEvent::getLevel).toList());
        assertTrue(lines().get(0).contains("sold and not recorded"));
        assertTrue(lines().get(0).contains("read: account/anna @v9, slot/drop/7 @v7; ./posse show document KEY"));
        assertFalse(lines().get(0).contains("{free}"));
        assertTrue(lines().get(1).contains("account/anna = {free} @v9; slot/drop/7 = {claim} @v7"));
    }

    @Test
    @DisplayName("opening is INFO, in one line with name, version, store and settings; each risk is WARN, closing INFO")
    void openedAndClosed() {
        observer.onEvent(Events.opened(new Events.Node()));
        observer.onEvent(Events.closed());

        assertEquals(
                List.of(
                        "n1: opened, Posse 1.2.3 on Redis 7.0.15: one of 10 nodes",
                        "n1: RISK, PERSISTENCE: appendfsync everysec",
                        "n1: UNKNOWN, REPLICATION: no permission to ask",
                        "n1: closed"),
                lines());
        assertEquals(
                List.of(Level.INFO, Level.WARN, Level.INFO, Level.INFO),
                appender.list.stream().map(ILoggingEvent::getLevel).toList());
    }

    private List<String> lines() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    @DisplayName("data loss is ERROR, with what is stopped")
    void dataLoss() {
        assertLogged(Level.ERROR, Events.dataLoss(Optional.of("drop")), "campaign drop is stopped", "was 9 and is 4");
        assertLogged(Level.ERROR, Events.dataLoss(Optional.empty()), "all campaigns are stopped");
    }

    @Test
    @DisplayName("a lost booking is ERROR, with the account")
    void bookingLost() {
        assertLogged(Level.ERROR, Events.bookingLost(), "BOOKING LOST", "account anna", "the deposit d was");
    }

    @Test
    @DisplayName("an application may give its own logger")
    void ownLogger() {
        Logger own = (Logger) LoggerFactory.getLogger("shop.sales");
        own.addAppender(appender);
        own.setLevel(Level.DEBUG);
        try {
            LoggingObserver mine = new LoggingObserver(own);
            mine.onEvent(Events.step());
            mine.onEvent(Events.ended(Events.PURCHASED));
        } finally {
            own.detachAppender(appender);
        }

        assertEquals(
                List.of("shop.sales"),
                appender.list.stream().map(ILoggingEvent::getLoggerName).toList());
    }

    private void assertLogged(Level level, PosseEvent event, String... parts) {
        appender.list.clear();
        observer.onEvent(event);
        assertEquals(1, appender.list.size());
        assertEquals(level, appender.list.get(0).getLevel());
        String message = appender.list.get(0).getFormattedMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> part + " is missing in: " + message);
        }
    }
}
