package dev.posse.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.posse.observe.LoggingObserver;
import dev.posse.observe.MicrometerObserver;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.LockResolved.How;
import dev.posse.observe.RecoveryBranch;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.StoreFitness;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One event of each kind, with the line and the meters that the real observers make of it. */
final class Signals {

    private static final String NODE = "shop-1";
    private static final Subject SUBJECT = Subject.NONE
            .withAccount("alice")
            .withCampaign("drop")
            .withSlot(7)
            .withPurchase("order-1")
            .withAttempt("a1");

    static final List<PosseEvent> EVENTS = List.of(
            new PosseEvent.NodeOpened(NODE, "VERSION", "SETTINGS", new StoreFitness("Redis 7.0.15", List.of()), () -> {
                throw new IllegalStateException("nobody asks");
            }),
            new PosseEvent.NodeClosed(NODE),
            new PosseEvent.TotalFailure(NODE, SUBJECT, "FINDING", Map.of("slot/drop/7", "{...} @v1")),
            new PosseEvent.DataLossDetected(NODE, Optional.of("drop"), "FINDING"),
            new PosseEvent.DataLossDetected(NODE, Optional.empty(), "FINDING"),
            new PosseEvent.BookingLost(NODE, "alice", "FINDING"),
            new PosseEvent.ListingLost(NODE, "drop", "FINDING"),
            new PosseEvent.PatrolFailed(NODE, Optional.of("drop"), "PROBLEM", Duration.ZERO),
            new PosseEvent.PatrolFailed(NODE, Optional.empty(), "PROBLEM", Duration.ofMillis(400)),
            new PosseEvent.SettlementsLeft(NODE, 12),
            new PosseEvent.LockResolved(NODE, SUBJECT, How.STUCK),
            new PosseEvent.LockResolved(NODE, SUBJECT, How.SOLD),
            new PosseEvent.PatrolRecovered(NODE, "drop", 12, Duration.ofMillis(480)),
            new PosseEvent.Recovered(NODE, SUBJECT, RecoveryBranch.R3B_II, Duration.ofMillis(480)),
            new PosseEvent.PurchaseEnded(
                    NODE,
                    SUBJECT,
                    new PurchaseOutcome.InDoubt("order-1", "no answer"),
                    Optional.empty(),
                    Duration.ofMillis(2100)),
            new PosseEvent.PurchaseEnded(
                    NODE,
                    SUBJECT,
                    new PurchaseOutcome.Purchased("order-1", "drop", 7, 100),
                    Optional.of(Duration.ofMillis(3)),
                    Duration.ofMillis(6)),
            new PosseEvent.PurchaseEnded(
                    NODE,
                    SUBJECT,
                    new PurchaseOutcome.NotPurchased("order-1", PurchaseOutcome.Reason.STOPPED),
                    Optional.empty(),
                    Duration.ofMillis(1)),
            new PosseEvent.PatrolHeartbeat(NODE, 60),
            new PosseEvent.StepTaken(
                    NODE,
                    PosseEvent.Actor.DRIVER,
                    StepName.D3,
                    SUBJECT,
                    "add slot/drop/7",
                    PosseEvent.Answer.HAPPENED,
                    Duration.ofNanos(310_000)));

    private final Map<String, Set<String>> meters = new TreeMap<>();

    Signals() {
        EVENTS.forEach(event -> registered(event)
                .forEach(meter -> meters.computeIfAbsent(meter.getId().getName(), unused -> new TreeSet<>())
                        .addAll(meter.getId().getTags().stream()
                                .map(Tag::getKey)
                                .collect(Collectors.toSet()))));
    }

    /** The tags of each meter, by its name. */
    Map<String, Set<String>> meters() {
        return meters;
    }

    /** The table of the page. */
    static String table() {
        StringBuilder table = new StringBuilder("| event | level | line | meters |\n|---|---|---|---|\n");
        for (PosseEvent event : EVENTS) {
            ILoggingEvent logged = logged(event);
            table.append(String.format(
                    "| `%s` | %s | `%s` | %s |%n",
                    event.getClass().getSimpleName(),
                    logged.getLevel(),
                    logged.getFormattedMessage(),
                    moved(event).stream().map(Signals::named).sorted().collect(Collectors.joining(" "))));
        }
        return table.toString();
    }

    private static String named(Meter meter) {
        String tags = meter.getId().getTags().stream()
                .filter(tag -> !tag.getKey().equals("node"))
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(","));
        return "`" + meter.getId().getName() + (tags.isEmpty() ? "" : "{" + tags + "}") + "`";
    }

    /** All meters of a node are there from the start; those of an event are the ones that it moves. */
    private static List<Meter> moved(PosseEvent event) {
        return registered(event).stream()
                .filter(meter -> (meter instanceof Counter counter && counter.count() > 0)
                        || (meter instanceof Timer timer && timer.count() > 0))
                .toList();
    }

    private static List<Meter> registered(PosseEvent event) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new MicrometerObserver(registry).onEvent(event);
        // A bucket is a meter of its own in a registry that has no histograms.
        return registry.getMeters().stream()
                .filter(meter -> !meter.getId().getName().endsWith(".histogram"))
                .toList();
    }

    private static ILoggingEvent logged(PosseEvent event) {
        LoggerContext context = new LoggerContext();
        Logger logger = context.getLogger("dev.posse");
        logger.setLevel(Level.TRACE);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        new LoggingObserver(logger).onEvent(event);
        return appender.list.get(0);
    }
}
