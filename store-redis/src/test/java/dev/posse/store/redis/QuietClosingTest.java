package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.posse.store.AddResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@DisplayName("A store that is closed has closed each connection once: the client warns of nothing")
class QuietClosingTest {

    private final Logger client = (Logger) LoggerFactory.getLogger("io.lettuce");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final RedisProcess server = RedisProcess.start();

    private final Level before = client.getLevel();

    @BeforeEach
    void listen() {
        // The other tests turn it off, since they cut connections.
        client.setLevel(Level.WARN);
        client.setAdditive(false);
        heard.start();
        client.addAppender(heard);
    }

    @AfterEach
    void stop() {
        client.detachAppender(heard);
        client.setAdditive(true);
        client.setLevel(before);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    void quietly(String swap) {
        try (RedisStore store = RedisStore.open(server.uri("swap=" + swap))) {
            IntStream.range(0, 64).parallel().forEach(i -> {
                AddResult.Added added = (AddResult.Added) store.add("k" + i, new byte[] {1});
                var unused = store.swap("k" + i, new byte[] {2}, added.version());
            });
        }

        assertEquals(
                List.of(),
                heard.list.stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(ILoggingEvent::getFormattedMessage)
                        .toList());
    }
}
