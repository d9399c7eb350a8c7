package dev.posse.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts and times the events with Micrometer (1.15 or newer), which is an optional dependency: who uses this class brings it. Thread-safe.
 *
 * <p>Every meter is tagged with {@code node}; no tag is ever an id, so that the number of series is bounded by the nodes and the words of the
 * protocol. From the opening of a node on all of its meters are there, each with a help text; but for {@code posse.step}, of which there would be
 * hundreds that never count. {@code docs/operations.md} lists them, with their names in Prometheus.
 *
 * <p>The gauges ask the node how it is when somebody reads them ({@code posse.can.sell}, {@code posse.problem} and others). They stay when it is
 * closed, and tell that.
 */
public final class MicrometerObserver implements PosseObserver {

    private final MeterRegistry registry;
    private final ConcurrentMap<String, NodeMeters> meters = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, NodeGauges> gauges = new ConcurrentHashMap<>();

    // Steps are the hot path: a registry's own look-up sorts the tags and makes an id each time.
    private final ConcurrentMap<StepKey, Timer> steps = new ConcurrentHashMap<>();

    private record StepKey(String node, PosseEvent.Actor actor, StepName step, PosseEvent.Answer answer) {}

    /**
     * Makes an observer.
     *
     * @param registry where the meters are kept
     */
    public MicrometerObserver(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    @Override
    public void onEvent(PosseEvent event) {
        Objects.requireNonNull(event, "event");
        NodeMeters node = meters.computeIfAbsent(event.node(), name -> new NodeMeters(registry, name));
        if (event instanceof PosseEvent.StepTaken step) {
            steps.computeIfAbsent(
                            new StepKey(step.node(), step.actor(), step.step(), step.answer()),
                            key -> node.step(key.actor(), key.step(), key.answer()))
                    .record(step.took());
        } else if (event instanceof PosseEvent.PurchaseEnded ended) {
            String outcome = ended.outcome().word();
            node.purchase(outcome).increment();
            ended.decided().ifPresent(decided -> time(node.decided(), decided));
            time(node.answered(outcome), ended.took());
        } else if (event instanceof PosseEvent.NodeOpened opened) {
            gauges.put(opened.node(), new NodeGauges(registry, opened.node(), opened.status()));
        } else if (event instanceof PosseEvent.NodeClosed closed) {
            NodeGauges left = gauges.remove(closed.node());
            if (left != null) {
                left.close();
            }
        } else if (event instanceof PosseEvent.SettlementsLeft left) {
            node.settlementLeft().increment(left.sales());
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            node.lockResolved(resolved.how()).increment();
        } else if (event instanceof PosseEvent.Recovered recovered) {
            node.recovery(recovered.branch()).increment();
            time(node.recoveryAge(), recovered.age());
        } else if (event instanceof PosseEvent.PatrolFailed) {
            node.patrolFailed().increment();
        } else if (event instanceof PosseEvent.PatrolHeartbeat) {
            node.patrolHeartbeat().increment();
        } else if (event instanceof PosseEvent.Alarm alarm) {
            count(node, alarm);
        }
    }

    private static void count(NodeMeters node, PosseEvent.Alarm alarm) {
        if (alarm instanceof PosseEvent.TotalFailure) {
            node.totalFailure().increment();
        } else if (alarm instanceof PosseEvent.DataLossDetected) {
            node.dataLoss().increment();
        } else if (alarm instanceof PosseEvent.BookingLost) {
            node.bookingLost().increment();
        } else if (alarm instanceof PosseEvent.ListingLost) {
            node.listingLost().increment();
        }
    }

    private static void time(Timer timer, Duration duration) {
        // An age compares the clocks of two nodes and may come out negative; a timer would drop it.
        timer.record(duration.isNegative() ? Duration.ZERO : duration);
    }
}
