package dev.posse.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
    private final Events.Node node = new Events.Node();

    private static List<PosseEvent> everything() {
        return List.of(
                Events.step(),
                Events.ended(Events.PURCHASED),
                Events.ended(Events.SOLD_OUT),
                Events.ended(Events.IN_DOUBT),
                Events.resolved(How.SOLD),
                Events.recovered(Duration.ZERO),
                Events.patrolRecovered(),
                Events.patrolFailed(Optional.of("drop")),
                Events.totalFailure(),
                Events.dataLoss(Optional.of("drop")),
                Events.bookingLost(),
                Events.settlementsLeft(1),
                Events.heartbeat());
    }

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
        observer.onEvent(Events.opened(node));
        everything().forEach(observer::onEvent);

        assertTrue(registry.getMeters().size() >= 40);
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

    @Test
    @DisplayName(
            "from the opening of a node on all of its meters are there with zero and a help text, but for those of steps")
    void fromTheStart() {
        observer.onEvent(Events.opened(node));
        Set<Meter.Id> atFirst = ids();
        everything().forEach(observer::onEvent);

        Set<Meter.Id> later = ids();
        later.removeAll(atFirst);
        assertEquals(Set.of("posse.step"), later.stream().map(Meter.Id::getName).collect(Collectors.toSet()));
        for (Meter.Id id : atFirst) {
            if (id.getName().endsWith(".histogram")) {
                // A bucket, which is a gauge of its own in a registry that has no histograms.
                continue;
            }
            assertNotNull(id.getDescription(), () -> id + " has no help text");
        }
    }

    @Test
    @DisplayName(
            "the gauges tell the status of the moment, ask for it once when they are read together, and tell of a closed node that it is")
    void gauges() throws InterruptedException {
        observer.onEvent(Events.opened(node));

        assertEquals(1, gauge("posse.can.sell"));
        assertEquals(0, gauge("posse.fenced"));
        assertEquals(1, gauge("posse.patrol.running"));
        assertEquals(0.5, gauge("posse.patrol.age"));
        assertEquals(5, gauge("posse.unsettled"));
        assertEquals(2, gauge("posse.unsettled.age"));
        assertEquals(7, gauge("posse.settling.behind"));
        assertEquals(0.002, gauge("posse.store.read"));
        assertEquals(3, gauge("posse.store.connections.used"));
        assertEquals(8, gauge("posse.store.connections.most"));
        assertEquals(1, node.asked);

        node.status = Events.Node.fenced();
        Thread.sleep(300); // What was asked is good for a quarter of a second.
        assertEquals(0, gauge("posse.can.sell"));
        assertEquals(1, gauge("posse.fenced"));
        assertEquals(2, gauge("posse.campaigns.stopped"));
        assertEquals(1, problem("DATA_LOSS"));
        assertEquals(1, problem("CAMPAIGN_STOPPED"));
        assertEquals(0, problem("NODE_CLOSED"));

        node.status = Events.Node.closed();
        observer.onEvent(Events.closed());
        int asked = node.asked;
        assertEquals(0, gauge("posse.can.sell"));
        assertEquals(1, problem("NODE_CLOSED"));
        assertEquals(asked, node.asked);
    }

    @Test
    @DisplayName("a node that is opened again under its name has gauges of its own, also with another observer")
    void openedAgain() {
        observer.onEvent(Events.opened(node));
        node.status = Events.Node.closed();
        observer.onEvent(Events.closed());

        new MicrometerObserver(registry).onEvent(Events.opened(new Events.Node()));

        assertEquals(1, gauge("posse.can.sell"));
    }

    private double gauge(String name) {
        return registry.get(name).tag("node", "n1").gauge().value();
    }

    private double problem(String code) {
        return registry.get("posse.problem").tag("code", code).gauge().value();
    }

    private Set<Meter.Id> ids() {
        return registry.getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
    }

    private long count(String name, String tag, String value) {
        return (long) registry.get(name).tag(tag, value).counter().count();
    }
}
