package dev.posse.observe;

import dev.posse.observe.NodeProblem.Code;
import dev.posse.store.ConnectionUse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one node: its status in figures, asked for when somebody reads them. They stay when the node is closed, and say so: an
 * application that goes on without its node sells nothing.
 */
final class NodeGauges {

    /** Those that are read together tell of one moment. */
    private static final Duration FRESH = Duration.ofMillis(250);

    private final MeterRegistry registry;
    private final Tag node;
    private final ReentrantLock turn = new ReentrantLock();
    private Supplier<NodeStatus> source;
    private @Nullable NodeStatus last;
    private long asked;

    NodeGauges(MeterRegistry registry, String node, Supplier<NodeStatus> source) {
        this.registry = registry;
        this.node = Tag.of("node", node);
        this.source = source;
        gauge("posse.can.sell", "1 if a purchase on this node can succeed, else 0", status -> is(status.canSell()));
        gauge(
                "posse.fenced",
                "1 if the node sells nothing until a person confirms the data set, else 0",
                status -> is(status.fence().isPresent()));
        gauge(
                "posse.patrol.running",
                "1 while the node patrols, else 0",
                status -> is(status.open() && status.patrols().running()));
        seconds(
                "posse.patrol.age",
                "Seconds since a patrol of this node last read all that it wanted",
                status -> in(status.patrols().sinceGood()));
        gauge(
                "posse.campaigns.stopped",
                "Campaigns that this node knows to be stopped",
                status -> status.stopped().count());
        gauge(
                "posse.campaigns.unreadable",
                "Campaigns that the patrols of this node could not read, or not settle, last time",
                status -> status.patrols().unreadable());
        gauge(
                "posse.unsettled",
                "Sales that the patrols of this node have found unsettled after their grace",
                status -> status.backlog().unsettled());
        seconds(
                "posse.unsettled.age",
                "Seconds since the driver of the oldest of them began, 0 if there is none",
                status -> status.backlog().oldest().map(NodeGauges::in).orElse(0.0));
        gauge(
                "posse.settling.behind",
                "Sales that wait to be settled behind their answers",
                status -> status.backlog().behind());
        seconds(
                "posse.store.read",
                "Seconds that the last fresh read took, NaN if the store did not answer",
                status -> status.store().answered().map(NodeGauges::in).orElse(Double.NaN));
        gauge(
                "posse.store.connections.used",
                "Connections of the store in use, 0 if it does not know",
                status -> status.connections().map(ConnectionUse::inUse).orElse(0));
        gauge(
                "posse.store.connections.most",
                "Connections of the store that may be in use at the same time, 0 if it does not know",
                status -> status.connections().map(ConnectionUse::most).orElse(0));
        for (Code code : Code.values()) {
            gauge(
                    "posse.problem",
                    "1 while the node has this problem, else 0",
                    status -> is(status.problems().stream().anyMatch(problem -> problem.code() == code)),
                    Tag.of("code", code.name()));
        }
    }

    /** The node was closed: nobody asks it any more, and it is not held in memory. */
    void close() {
        turn.lock();
        try {
            NodeStatus closed = source.get();
            source = () -> closed;
            last = closed;
        } finally {
            turn.unlock();
        }
    }

    private NodeStatus status() {
        turn.lock();
        try {
            NodeStatus known = last;
            if (known == null || System.nanoTime() - asked > FRESH.toNanos()) {
                known = source.get();
                last = known;
                asked = System.nanoTime();
            }
            return known;
        } finally {
            turn.unlock();
        }
    }

    private void gauge(String name, String help, ToDoubleFunction<NodeStatus> value, Tag... more) {
        register(Gauge.builder(name, this, gauges -> value.applyAsDouble(gauges.status())), name, help, more);
    }

    private void seconds(String name, String help, ToDoubleFunction<NodeStatus> value) {
        register(
                Gauge.builder(name, this, gauges -> value.applyAsDouble(gauges.status()))
                        .baseUnit("seconds"),
                name,
                help);
    }

    private void register(Gauge.Builder<NodeGauges> gauge, String name, String help, Tag... more) {
        List<Tag> tags = Stream.concat(Stream.of(node), Arrays.stream(more)).toList();
        Iterable<Tag> same = tags;
        // A node of this name that was here before: a registry would keep its gauge, and ignore this one.
        Meter before = registry.find(name).tags(same).meter();
        if (before != null) {
            Meter unused = registry.remove(before);
        }
        Gauge unused = gauge.description(help).tags(same).strongReference(true).register(registry);
    }

    private static double is(boolean fact) {
        return fact ? 1 : 0;
    }

    private static double in(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
