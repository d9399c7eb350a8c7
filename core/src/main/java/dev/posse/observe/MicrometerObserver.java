package dev.posse.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts and times the events with Micrometer, which is an optional dependency: who uses this class brings it. Thread-safe.
 *
 * <p>Every meter is tagged with {@code node}; no tag is ever an id, so that the number of series is bounded by the nodes and
 * the words of the protocol.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>kind</th><th>tags</th><th>what</th></tr>
 *   <tr><td>{@code posse.purchase}</td><td>counter</td><td>{@code outcome}</td><td>purchases by how they ended</td></tr>
 *   <tr><td>{@code posse.purchase.decided}</td><td>timer</td><td></td><td>from the beginning to the known sale</td></tr>
 *   <tr><td>{@code posse.purchase.answered}</td><td>timer</td><td>{@code outcome}</td><td>from the beginning to the answer;
 *       of a sale, until it was settled or left to the posse, or, where it is settled behind the answer, until it was decided</td></tr>
 *   <tr><td>{@code posse.settlement.left}</td><td>counter</td><td></td><td>sales that were decided and not settled when their node
 *       was closed</td></tr>
 *   <tr><td>{@code posse.lock.resolved}</td><td>counter</td><td>{@code how}</td><td>locks that somebody else resolved</td></tr>
 *   <tr><td>{@code posse.recovery}</td><td>counter</td><td>{@code branch}</td><td>sales that the posse finished</td></tr>
 *   <tr><td>{@code posse.recovery.age}</td><td>timer</td><td></td><td>from the driver's beginning, by its clock, to the
 *       settlement by the posse</td></tr>
 *   <tr><td>{@code posse.patrol.failed}</td><td>counter</td><td></td><td>patrols that ended early</td></tr>
 *   <tr><td>{@code posse.patrol.heartbeat}</td><td>counter</td><td></td><td>once per second while the posse patrols and the store
 *       answers</td></tr>
 *   <tr><td>{@code posse.total.failure}</td><td>counter</td><td></td><td>contradictions; any is worth a pager</td></tr>
 *   <tr><td>{@code posse.data.loss}</td><td>counter</td><td></td><td>data sets older than before; likewise</td></tr>
 *   <tr><td>{@code posse.booking.lost}</td><td>counter</td><td></td><td>accounts that lost what was booked; likewise</td></tr>
 *   <tr><td>{@code posse.listing.lost}</td><td>counter</td><td></td><td>campaigns that the directory does not list any more;
 *       likewise</td></tr>
 *   <tr><td>{@code posse.step}</td><td>timer</td><td>{@code actor}, {@code step}, {@code answer}</td><td>each step from asking
 *       to the answer</td></tr>
 * </table>
 */
public final class MicrometerObserver implements PosseObserver {

    private static final String NODE = "node";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;

    // Steps are the hot path: a registry's own look-up sorts the tags and makes an id each time.
    private final ConcurrentMap<StepKey, Timer> steps = new ConcurrentHashMap<>();

    private record StepKey(String node, PosseEvent.Actor actor, StepName step, PosseEvent.Answer answer) {}

    /**
     * Makes an observer.
     *
     * @param registry where the meters are kept
     */
    public MicrometerObserver(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onEvent(PosseEvent event) {
        Tags node = Tags.of(NODE, event.node());
        if (event instanceof PosseEvent.StepTaken step) {
            step(step).record(step.took());
        } else if (event instanceof PosseEvent.PurchaseEnded ended) {
            Tags outcome = node.and(OUTCOME, ended.outcome().word());
            count("posse.purchase", outcome);
            ended.decided().ifPresent(decided -> time("posse.purchase.decided", node, decided));
            time("posse.purchase.answered", outcome, ended.took());
        } else if (event instanceof PosseEvent.SettlementsLeft left) {
            registry.counter("posse.settlement.left", node).increment(left.sales());
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            count("posse.lock.resolved", node.and("how", resolved.how().name()));
        } else if (event instanceof PosseEvent.Recovered recovered) {
            count("posse.recovery", node.and("branch", recovered.branch().text()));
            time("posse.recovery.age", node, recovered.age());
        } else if (event instanceof PosseEvent.PatrolFailed) {
            count("posse.patrol.failed", node);
        } else if (event instanceof PosseEvent.PatrolHeartbeat) {
            count("posse.patrol.heartbeat", node);
        } else if (event instanceof PosseEvent.TotalFailure) {
            count("posse.total.failure", node);
        } else if (event instanceof PosseEvent.DataLossDetected) {
            count("posse.data.loss", node);
        } else if (event instanceof PosseEvent.BookingLost) {
            count("posse.booking.lost", node);
        } else if (event instanceof PosseEvent.ListingLost) {
            count("posse.listing.lost", node);
        }
    }

    private Timer step(PosseEvent.StepTaken step) {
        return steps.computeIfAbsent(
                new StepKey(step.node(), step.actor(), step.step(), step.answer()),
                key -> registry.timer(
                        "posse.step",
                        NODE,
                        key.node(),
                        "actor",
                        key.actor().name().toLowerCase(Locale.ROOT),
                        "step",
                        key.step().text(),
                        "answer",
                        key.answer().name().toLowerCase(Locale.ROOT)));
    }

    private void count(String name, Tags tags) {
        registry.counter(name, tags).increment();
    }

    private void time(String name, Tags tags, Duration duration) {
        // An age compares the clocks of two nodes and may come out negative; a timer would drop it.
        registry.timer(name, tags).record(duration.isNegative() ? Duration.ZERO : duration);
    }
}
