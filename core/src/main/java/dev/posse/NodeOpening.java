package dev.posse;

import dev.posse.dataset.IncarnationGuard;
import dev.posse.dataset.NodeMemory;
import dev.posse.document.Keys;
import dev.posse.document.Printable;
import dev.posse.observe.LoggingObserver;
import dev.posse.observe.NodeStatus;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.patrol.NodePatrols;
import dev.posse.patrol.PatrolRate;
import dev.posse.patrol.PatrolThread;
import dev.posse.step.Sleeper;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import dev.posse.store.memory.InMemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Opens a node: puts its parts together, and tells that it is open. */
final class NodeOpening {

    /** So long opening waits for what the deployment promises; no sale needs it. */
    private static final Duration FITNESS = Duration.ofSeconds(2);

    private final CasKeyValueStore store;
    private final NodeSettings settings;
    private final PosseObserver observer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Sleeper sleeper = NodeOpening::sleep;

    NodeOpening(
            CasKeyValueStore store,
            NodeSettings settings,
            List<PosseObserver> observers,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        List<PosseObserver> hearing = new ArrayList<>(List.of(new LoggingObserver()));
        hearing.addAll(observers);
        this.observer = PosseObserver.all(hearing);
    }

    /**
     * What a node is made of.
     *
     * @param context all that its services share
     * @param patrols not yet started
     * @param observer who hears of everything
     */
    record Parts(NodeContext context, PatrolThread patrols, PosseObserver observer) {}

    /** Puts the parts together; nothing runs yet. */
    Parts parts() {
        if (store instanceof InMemoryStore && store.get(Keys.INCARNATION).isEmpty()) {
            DataSet.initialize(store);
        }
        IncarnationGuard guard = new IncarnationGuard(DataSet.incarnation(store));
        String name = settings.name();
        StepRunner runner =
                new StepRunner(name, store, observer, sleeper, System::nanoTime, settings.grace(), random::nextDouble);
        NodeMemory memory = new NodeMemory();
        NodePatrols patrols = new NodePatrols(
                name,
                store,
                runner,
                observer,
                clock,
                random,
                new PatrolRate(settings.patrolsPerSecond(), settings.nodes(), settings.readsPerSecond()),
                guard,
                memory,
                sleeper,
                settings.grace());
        return new Parts(
                new NodeContext(store, runner, guard, memory, patrols, clock, settling()),
                new PatrolThread(name, patrols, observer),
                observer);
    }

    void tellOpened(Supplier<NodeStatus> status) {
        observer.onEvent(new PosseEvent.NodeOpened(settings.name(), version(), settings.sentence(), fitness(), status));
    }

    private SettlementQueue.Opening settling() {
        return settings.settlingThreads() == 0
                ? SettlementQueue.Opening.NONE
                : settler -> Optional.of(new SettlementQueue(
                        settings.name(),
                        settings.settlingThreads(),
                        settings.settlingQueue(),
                        SettlementQueue.DRAIN,
                        settler));
    }

    /** On a thread of its own: a management port that hangs is to hold up neither opening nor anybody else. */
    private StoreFitness fitness() {
        FutureTask<StoreFitness> asked = new FutureTask<>(store::fitness);
        Thread thread = new Thread(asked, "posse-" + settings.name() + "-fitness");
        thread.setDaemon(true);
        thread.start();
        try {
            return asked.get(FITNESS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return unknown(
                    Optional.ofNullable(e.getCause()).map(Printable::reason).orElse("no reason was given"));
        } catch (TimeoutException e) {
            return unknown("no answer within " + FITNESS.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown("interrupted");
        }
    }

    private StoreFitness unknown(String why) {
        String detail = "what the deployment promises could not be read: " + why + "; type ./posse doctor";
        return new StoreFitness(
                store.getClass().getSimpleName(), List.of(new Finding(Aspect.SERVER, Verdict.UNKNOWN, detail)));
    }

    static String version() {
        try (InputStream version = NodeOpening.class.getResourceAsStream("version.txt")) {
            return version == null ? "?" : new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "?";
        }
    }

    private static void sleep(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
