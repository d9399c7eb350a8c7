package dev.posse.bench;

import dev.posse.dataset.IncarnationGuard;
import dev.posse.dataset.NodeMemory;
import dev.posse.observe.PosseEvent;
import dev.posse.patrol.NodePatrols;
import dev.posse.patrol.PatrolRate;
import dev.posse.step.StepRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** One node's share of the posse, with a clock that a test moves and randomness with a seed; patrols when it is told to. */
public final class PatrolFixture {

    /** Once per second and campaign, by ten nodes, with 2,000 reads. */
    public static final PatrolRate DEFAULT = new PatrolRate(1, 10, 2000);

    private final ScriptedStore store;
    private final FakeClock clock;
    private final IncarnationGuard fence = new IncarnationGuard("life-1", 0);
    private final NodeMemory memory = new NodeMemory();
    private final List<PosseEvent> events = new ArrayList<>();
    private final StepRunner runner;
    private final NodePatrols posse;
    private final List<Duration> pauses = new ArrayList<>();
    private Runnable duringGrace = () -> {};
    private Instant due;

    /** Makes a node's share on a store of its own. */
    public PatrolFixture(String node, ScriptedStore store, FakeClock clock, long seed, PatrolRate rate) {
        this.store = store;
        this.clock = clock;
        this.due = clock.instant();
        Duration grace = Duration.ofMillis(100);
        this.runner = new StepRunner(node, store, events::add, pauses::add, System::nanoTime, grace);
        this.posse = new NodePatrols(
                node, store, runner, events::add, clock, new Random(seed), rate, fence, memory, this::pause, grace);
    }

    private void pause(Duration length) {
        pauses.add(length);
        duringGrace.run();
    }

    /** What happens whenever this node waits for a driver to finish by itself. */
    public void duringGrace(Runnable happens) {
        duringGrace = happens;
    }

    /** Runs what is due, now. */
    public Duration runDue() {
        return posse.runDue();
    }

    /** Runs as often as it wants to, until so much time has passed. */
    public void runFor(Duration time) {
        together(List.of(this), clock, time, fixture -> {});
    }

    /** Hears of each run. */
    @FunctionalInterface
    public interface Observer {
        /** Hears that the node has patrolled. */
        void ran(PatrolFixture fixture);
    }

    /** Lets several nodes patrol as often as each wants to, until so much time has passed. */
    public static void together(List<PatrolFixture> fixtures, FakeClock clock, Duration time, Observer observer) {
        Instant end = clock.instant().plus(time);
        while (true) {
            PatrolFixture next = fixtures.stream()
                    .min(Comparator.comparing(fixture -> fixture.due))
                    .orElseThrow();
            if (next.due.isAfter(end)) {
                clock.set(end);
                return;
            }
            if (next.due.isAfter(clock.instant())) {
                clock.set(next.due);
            }
            Duration wait = next.runDue();
            next.due = clock.instant().plus(wait);
            observer.ran(next);
        }
    }

    /** The node's store. */
    public ScriptedStore store() {
        return store;
    }

    /** How the node has waited, between two runs not counted. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** What keeps the node from selling. */
    public IncarnationGuard fence() {
        return fence;
    }

    /** What the node knows of the data set. */
    public NodeMemory memory() {
        return memory;
    }

    /** The node's share itself. */
    public NodePatrols posse() {
        return posse;
    }

    /** The node's runner. */
    public StepRunner runner() {
        return runner;
    }

    /** What happened on the node. */
    public List<PosseEvent> events() {
        return List.copyOf(events);
    }

    /** What happened on the node, of one kind. */
    public <E extends PosseEvent> List<E> events(Class<E> kind) {
        return events.stream()
                .flatMap(event -> kind.isInstance(event) ? Stream.of(kind.cast(event)) : Stream.empty())
                .toList();
    }
}
