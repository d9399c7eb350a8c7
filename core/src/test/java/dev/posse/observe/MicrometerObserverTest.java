package dev.posse.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.observe.PosseEvent.LockResolved.How;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Micrometer")
class MicrometerObserverTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerObserver observer = new MicrometerObserver(registry);

    @Test
    @DisplayName("purchases are counted by outcome, and timed to decided and to answered")
    void purchases() {
        observer.onEvent(Events.ended(Events.PURCHASED));
        observer.onEvent(Events.ended(Events.PURCHASED));
        observer.onEvent(Events.ended(Events.SOLD_OUT));

        assertEquals(2, count("posse.purchase", "outcome", "PURCHASED"));
        assertEquals(1, count("posse.purchase", "outcome", "SOLD_OUT"));
        assertEquals(2, registry.get("posse.purchase.decided").timer().count());
        assertEquals(10, registry.get("posse.purchase.decided").timer().totalTime(TimeUnit.MILLISECONDS), 0.001);
        assertEquals(
                9,
                registry.get("posse.purchase.answered")
                        .tag("outcome", "SOLD_OUT")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS),
                0.001);
    }

    @Test
    @DisplayName("recoveries are counted by branch, and their age is timed")
    void recoveries() {
        observer.onEvent(Events.recovered(Duration.ofMillis(120)));

        assertEquals(1, count("posse.recovery", "branch", "R3b.ii"));
        assertEquals(120, registry.get("posse.recovery.age").timer().totalTime(TimeUnit.MILLISECONDS), 0.001);
    }

    @Test
    @DisplayName("A8: an age below zero, by the clocks of two nodes, counts as none")
    void negativeAge() {
        observer.onEvent(Events.recovered(Duration.ofMillis(-5)));

        assertEquals(1, registry.get("posse.recovery.age").timer().count());
        assertEquals(0, registry.get("posse.recovery.age").timer().totalTime(TimeUnit.MILLISECONDS), 0.001);
    }

    @Test
    @DisplayName("steps are timed by actor, name and kind of answer")
    void steps() {
        observer.onEvent(Events.step());
        observer.onEvent(Events.step());

        assertEquals(
                2,
                registry.get("posse.step")
                        .tags("node", "n1", "actor", "driver", "step", "D3", "answer", "happened")
                        .timer()
                        .count());
    }

    @Test
    @DisplayName("locks, failed patrols, total failures and what is lost are counted")
    void others() {
        observer.onEvent(Events.resolved(How.SOLD));
        observer.onEvent(Events.patrolFailed(Optional.empty()));
        observer.onEvent(Events.totalFailure());
        observer.onEvent(Events.dataLoss(Optional.of("drop")));
        observer.onEvent(Events.bookingLost());
        observer.onEvent(Events.heartbeat());

        assertEquals(1, count("posse.lock.resolved", "how", "SOLD"));
        assertEquals(1, count("posse.patrol.failed", "node", "n1"));
        assertEquals(1, count("posse.total.failure", "node", "n1"));
        assertEquals(1, count("posse.data.loss", "node", "n1"));
        assertEquals(1, count("posse.booking.lost", "node", "n1"));
        assertEquals(1, count("posse.patrol.heartbeat", "node", "n1"));
    }

    @Test
    @DisplayName("sales that closing has left to the posse are counted one by one")
    void settlementsLeft() {
        observer.onEvent(Events.settlementsLeft(3));
        observer.onEvent(Events.settlementsLeft(2));

        assertEquals(5, count("posse.settlement.left", "node", "n1"));
    }

    @Test
    @DisplayName("every meter bears the node, and no tag is an id")
    void boundedTags() {
        List.of(
                        Events.step(),
                        Events.ended(Events.PURCHASED),
                        Events.resolved(How.SOLD),
                        Events.recovered(Duration.ZERO),
                        Events.patrolFailed(Optional.of("drop")),
                        Events.totalFailure(),
                        Events.dataLoss(Optional.of("drop")),
                        Events.bookingLost(),
                        Events.settlementsLeft(1),
                        Events.heartbeat())
                .forEach(observer::onEvent);

        assertEquals(13, registry.getMeters().size());
        for (Meter meter : registry.getMeters()) {
            assertEquals("n1", meter.getId().getTag("node"));
            Set<String> values =
                    meter.getId().getTags().stream().map(Tag::getValue).collect(Collectors.toSet());
            for (String id : List.of("anna", "drop", "7", "p-1", "a-1")) {
                assertFalse(values.contains(id), () -> meter.getId() + " is tagged with an id");
            }
            assertTrue(meter.getId().getName().startsWith("posse."));
        }
    }

    private long count(String name, String tag, String value) {
        return (long) registry.get(name).tag(tag, value).counter().count();
    }
}
