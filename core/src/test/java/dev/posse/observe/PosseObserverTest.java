package dev.posse.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("Several observers")
class PosseObserverTest {

    @Test
    @DisplayName("each hears every event, also when the one before throws, which is logged")
    void oneThrows() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        Logger logger = (Logger) LoggerFactory.getLogger(PosseObserver.class);
        logger.addAppender(appender);
        logger.setAdditive(false);
        List<PosseEvent> heard = new ArrayList<>();
        PosseObserver all = PosseObserver.all(List.of(
                event -> {
                    throw new IllegalStateException("a bug");
                },
                heard::add));

        all.onEvent(Events.step());

        logger.detachAppender(appender);
        logger.setAdditive(true);
        assertEquals(List.of(Events.step()), heard);
        assertEquals(Level.WARN, appender.list.get(0).getLevel());
    }

    @Test
    @DisplayName("a subject says only what is known")
    void subject() {
        assertEquals("", Subject.NONE.toString());
        assertEquals("account=anna campaign=drop slot=7 purchase=p-1 attempt=a-1", Events.SUBJECT.toString());
    }
}
