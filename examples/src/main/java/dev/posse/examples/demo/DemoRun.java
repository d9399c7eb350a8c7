package dev.posse.examples.demo;

import dev.posse.Posse;
import dev.posse.audit.Auditor;
import dev.posse.examples.harness.events.RunEvent.DoubtEnded;
import dev.posse.examples.harness.events.RunEvent.PhaseBegan;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.events.RunPhase;
import dev.posse.examples.harness.workload.BuyerAnswers;
import dev.posse.examples.harness.workload.BuyerLoop;
import dev.posse.examples.harness.workload.Pause;
import dev.posse.examples.harness.workload.Reconciliation;
import dev.posse.examples.harness.workload.StoreOutage;
import dev.posse.examples.harness.workload.Workload;
import dev.posse.examples.harness.workload.WorkloadSetup;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** One run: opens the cluster, lets buyers loose and kills nodes, makes peace, logs everybody in, and reads the books. */
final class DemoRun {

    private final DemoSettings settings;
    private final CasKeyValueStore store;
    private final Workload workload;
    private final DemoMetrics metrics;
    private final BuyerAnswers answers = new BuyerAnswers();
    private final Random random;

    private DemoRun(DemoSettings settings, CasKeyValueStore store, List<? extends RunListener> listeners) {
        this.metrics = new DemoMetrics(listeners);
        this.settings = settings;
        this.store = store;
        this.random = new Random(settings.seed() + 2);
        this.workload = new Workload(
                settings.accounts(),
                settings.campaigns(),
                "run-" + UUID.randomUUID().toString().substring(0, 8));
        this.workload.pace(settings.buyers(), settings.pace());
    }

    /**
     * Runs.
     *
     * @param settings what it is to be like
     * @param store to work on, set up if it was not; stays the caller's to close
     * @param progress hears several times per second how many slots are sold
     * @param listeners hear what happens
     * @return what came of it
     */
    static DemoResult run(
            DemoSettings settings,
            CasKeyValueStore store,
            LongConsumer progress,
            List<? extends RunListener> listeners) {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        // The patrol thread of a dead node ends with the power cut, and nobody needs to hear of it.
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (!(thrown instanceof NodeKilled)) {
                System.err.println("Thread " + thread.getName() + " failed: " + thrown);
            }
        });
        try {
            return new DemoRun(settings, store, listeners).run(progress);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private DemoResult run(LongConsumer progress) {
        begins(RunPhase.SETTING_UP);
        String unused = StoreOutage.survive(() -> Posse.initialize(store));
        Network network = new Network(store, metrics.events, settings.latency(), settings.pace() == 0);
        Cluster cluster = new Cluster(settings, network, metrics);
        try {
            workload.tell(metrics.events, settings.capacity());
            new WorkloadSetup(cluster.any(random).posse(), workload).setUp(settings.capacity());
            network.becomeBusy();
            begins(RunPhase.SELLING);
            long began = System.nanoTime();
            sell(cluster, progress);
            Duration selling = Duration.ofNanos(System.nanoTime() - began);
            begins(RunPhase.CLOSING_UP);
            Duration catchUp = closeUp(cluster, network);
            begins(RunPhase.READING_THE_BOOKS);
            return new DemoResult(
                    settings,
                    workload.campaigns(),
                    workload.accounts(),
                    metrics,
                    metrics.sales.crashToSettledMillis(),
                    selling,
                    catchUp,
                    StoreOutage.survive(() -> new Auditor(store, workload.accounts()).audit()),
                    StoreOutage.survive(
                            () -> Reconciliation.reconcile(cluster.any(random).posse(), workload, answers)));
        } finally {
            cluster.close();
        }
    }

    private void begins(RunPhase phase) {
        metrics.events.tell(at -> new PhaseBegan(at, phase));
    }

    /** Everybody logs in, and who went without an answer asks for it. Whatever fails here, the books are read. */
    private Duration closeUp(Cluster cluster, Network network) {
        try {
            cluster.makePeace();
            network.close();
            workload.accounts().forEach(account -> login(cluster, account));
            answers.open().forEach(answer -> askForGood(cluster, answer));
            return new WorkloadSetup(cluster.any(random).posse(), workload).awaitSettled();
        } catch (RuntimeException e) {
            metrics.alarm("The run could not be brought to its end: " + e);
            return Duration.ZERO;
        }
    }

    private void sell(Cluster cluster, LongConsumer progress) {
        NodeKiller killer = new NodeKiller(cluster, settings, metrics);
        ExecutorService threads = Executors.newFixedThreadPool(settings.buyers() + 1);
        List<Future<?>> running = new ArrayList<>();
        metrics.events.controls(killer);
        Future<?> killing = threads.submit(killer);
        for (int number = 1; number <= settings.buyers(); number++) {
            running.add(threads.submit(buyer(number, cluster)));
        }
        long end = System.nanoTime() + settings.duration().toNanos();
        // Without its killer a run proves nothing, so it need not go on.
        while (workload.isOpen() && System.nanoTime() < end && (!killing.isDone() || killer.isIdle())) {
            progress.accept(metrics.sales.sold());
            Pause.of(Duration.ofMillis(100));
        }
        workload.close();
        running.forEach(buying -> await("A buyer", buying));
        progress.accept(metrics.sales.sold());
        killer.end();
        await("Who kills and replaces nodes", killing);
        threads.shutdown();
    }

    private BuyerLoop buyer(int number, Cluster cluster) {
        Random seeds = new Random(settings.seed() * 31 + number);
        return new BuyerLoop(
                workload.run() + "-p" + number,
                seeds.nextLong(),
                workload,
                new ClusterStorefront(cluster, answers, metrics.events, seeds.nextLong()),
                metrics.events);
    }

    /** Who ends otherwise than in order is told with the cause, and the books are read all the same. */
    private void await(String who, Future<?> work) {
        try {
            // Longer than an outage, at whose end who waits for the store gives up by itself.
            work.get(StoreOutage.LONGEST.toSeconds() + 60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            metrics.alarm(who + " ended early: " + e.getCause());
        } catch (TimeoutException e) {
            metrics.alarm(who + " has not ended three minutes after the last sale");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted", e);
        }
    }

    private void login(Cluster cluster, String account) {
        WorkloadSetup.untilDone(() -> {
            StepTracker.begin(Actor.LOGIN);
            return !(cluster.any(random).posse().login(account) instanceof LoginOutcome.Unresolved);
        });
    }

    private void askForGood(Cluster cluster, BuyerAnswers.Answer answer) {
        WorkloadSetup.untilDone(() -> {
            StepTracker.begin(Actor.LOGIN);
            PurchaseOutcome outcome = cluster.any(random).posse().outcome(answer.account(), answer.purchaseId());
            if (outcome instanceof PurchaseOutcome.InDoubt) {
                return false;
            }
            answers.told(answer.account(), outcome);
            metrics.events.tell(at -> new DoubtEnded(at, answer.purchaseId(), "later: " + outcome.word()));
            return true;
        });
    }
}
