package dev.posse;

import dev.posse.fixture.FakeClock;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.fixture.ScriptedStore;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.patrol.PatrolRate;
import dev.posse.patrol.PatrolThread;
import dev.posse.purchase.LockPolicy;
import dev.posse.step.StepRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A front door without threads: on a scripted store, with a fake clock, and patrols that run when they are told to. */
final class FrontFixture {

    /** A campaign's turn comes every ten seconds: what a test sees earlier was brought by something. */
    private static final PatrolRate SELDOM = new PatrolRate(1, 10, 2);

    final ScriptedNode node;
    final ScriptedStore store;
    final FakeClock clock = new FakeClock();
    final List<PosseEvent> events = new ArrayList<>();
    private final AtomicLong passed = new AtomicLong();
    final PatrolFixture fixture;
    final Posse posse;

    FrontFixture(ScriptedNode node, LockPolicy policy) {
        this(node, policy, SettlementQueue.Opening.NONE);
    }

    FrontFixture(ScriptedNode node, LockPolicy policy, SettlementQueue.Opening settling) {
        this.node = node;
        this.store = node.store();
        this.fixture = new PatrolFixture("front", store, clock, 1, SELDOM);
        AtomicInteger ids = new AtomicInteger();
        StepRunner runner = new StepRunner(
                "front", store, events::add, pause -> {}, () -> System.nanoTime() + passed.get(), Duration.ZERO);
        this.posse = new Posse(
                new NodeSettings(
                        "front",
                        10,
                        1,
                        2,
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        policy,
                        0,
                        0,
                        () -> "fresh-" + ids.incrementAndGet()),
                new NodeOpening.Parts(
                        new NodeContext(
                                store, runner, fixture.guard(), fixture.memory(), fixture.posse(), clock, settling),
                        new PatrolThread("front", fixture.posse(), PosseObserver.NONE),
                        events::add));
    }

    /** To this node's calls so much more time passes. */
    void passed(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    static FrontFixture selling() {
        return new FrontFixture(
                ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000), LockPolicy.COMPLETE);
    }

    <E extends PosseEvent> List<E> events(Class<E> kind) {
        return events.stream()
                .flatMap(event -> kind.isInstance(event) ? Stream.of(kind.cast(event)) : Stream.empty())
                .toList();
    }
}
