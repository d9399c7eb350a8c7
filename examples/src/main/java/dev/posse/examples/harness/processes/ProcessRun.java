package dev.posse.examples.harness.processes;

import dev.posse.Posse;
import dev.posse.audit.AuditReport;
import dev.posse.audit.Auditor;
import dev.posse.examples.harness.events.RunEvent.DoubtEnded;
import dev.posse.examples.harness.events.RunEvent.PhaseBegan;
import dev.posse.examples.harness.events.RunEvent.ScheduleDrawn;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.events.RunPhase;
import dev.posse.examples.harness.processes.LogEntry.Kind;
import dev.posse.examples.harness.processes.SettlementTimer.Outages;
import dev.posse.examples.harness.servers.Database;
import dev.posse.examples.harness.workload.BuyerAnswers.Answer;
import dev.posse.examples.harness.workload.BuyerLoop;
import dev.posse.examples.harness.workload.Pause;
import dev.posse.examples.harness.workload.Reconciliation;
import dev.posse.examples.harness.workload.StoreOutage;
import dev.posse.examples.harness.workload.Storefront;
import dev.posse.examples.harness.workload.Workload;
import dev.posse.examples.harness.workload.WorkloadSetup;
import dev.posse.store.CasKeyValueStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One run of processes: starts the nodes, lets buyers and nemesis loose, makes peace, logs everybody in, waits for the posse,
 * and holds the log against the database.
 */
public final class ProcessRun {

    /** What the log of all answers is called in its directory. */
    public static final String LOG = "answers.jsonl";

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private final ProcessSettings settings;
    private final Database database;
    private final Path directory;
    private final Progress progress;
    private final RunMetrics metrics;
    private final AtomicLong calls = new AtomicLong();
    private final Workload workload;
    private final Random random;

    /** Hears several times per second how it goes. */
    public interface Progress {

        /**
         * Hears.
         *
         * @param sold slots that are settled
         * @param state of the nodes, in a few words
         */
        void at(long sold, String state);

        /**
         * Hears what will go wrong.
         *
         * @param schedule in the order of time, a line each
         */
        void schedule(List<String> schedule);
    }

    private ProcessRun(
            ProcessSettings settings,
            Database database,
            Path directory,
            Progress progress,
            List<? extends RunListener> listeners) {
        this.metrics = new RunMetrics(listeners);
        this.settings = settings;
        this.database = database;
        this.directory = directory;
        this.progress = progress;
        this.random = new Random(settings.seed() + 3);
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
     * @param kind of the database, for the summary
     * @param database to work on; stays the caller's to close
     * @param directory for the log and the nodes' own words
     * @param progress hears how it goes
     * @param listeners hear what happens
     * @return what came of it
     */
    public static ProcessResult run(
            ProcessSettings settings,
            String kind,
            Database database,
            Path directory,
            Progress progress,
            List<? extends RunListener> listeners) {
        return new ProcessRun(settings, database, directory, progress, listeners).run(kind);
    }

    private ProcessResult run(String kind) {
        Path file = directory.resolve(LOG);
        try (CasKeyValueStore store = CasKeyValueStore.open(database.uri())) {
            String unused = StoreOutage.survive(() -> Posse.initialize(store));
            try (Posse posse = StoreOutage.survive(
                    () -> Posse.on(store).node("coordinator").open())) {
                posse.stopPatrols();
                begins(RunPhase.SETTING_UP);
                workload.tell(metrics.events, settings.capacity());
                WorkloadSetup setup = new WorkloadSetup(posse, workload);
                setup.setUp(settings.capacity());
                SettlementTimer watch = new SettlementTimer(store, workload.campaigns(), metrics.events);
                Duration selling;
                Duration catchUp;
                try (AnswerLog log = new AnswerLog(file, metrics::alarm)) {
                    Fleet fleet = new Fleet(settings, directory, log, metrics, database::openLink);
                    try {
                        fleet.start();
                        selling = sell(fleet, log, watch);
                        begins(RunPhase.CLOSING_UP);
                        orAlarm("The run could not be brought to its end", () -> closeUp(fleet, log));
                        catchUp = setup.awaitSettled();
                        Pause.of(SettlementTimer.PERIOD.multipliedBy(3));
                    } finally {
                        watch.end();
                        fleet.close();
                    }
                }
                begins(RunPhase.READING_THE_BOOKS);
                return reconcile(kind, store, posse, watch, selling, catchUp, file);
            }
        }
    }

    private void begins(RunPhase phase) {
        metrics.events.tell(at -> new PhaseBegan(at, phase));
    }

    private Duration sell(Fleet fleet, AnswerLog log, SettlementTimer watch) {
        List<Fault> schedule = Schedule.draw(settings, database.faults());
        List<String> faults = schedule.stream().map(Fault::toString).toList();
        progress.schedule(faults);
        metrics.events.tell(at -> new ScheduleDrawn(at, faults));
        begins(RunPhase.SELLING);
        Nemesis nemesis = new Nemesis(schedule, fleet, database, log, metrics, settings.seed());
        ExecutorService threads = Executors.newFixedThreadPool(settings.buyers() + 2, task -> {
            Thread thread = new Thread(task, "buyer");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> watching = threads.submit(watch);
        List<Future<?>> buying = new ArrayList<>();
        long began = System.nanoTime();
        for (int number = 1; number <= settings.buyers(); number++) {
            long seed = new Random(settings.seed() * 31 + number).nextLong();
            String name = workload.run() + "-p" + number;
            buying.add(threads.submit(new BuyerLoop(
                    name, seed, workload, new FleetStorefront(fleet, log, metrics, calls, seed + 1), metrics.events)));
        }
        Storefront payments = new FleetStorefront(fleet, log, metrics, calls, settings.seed());
        buying.add(threads.submit(new RepeatedDeposits(workload, payments, metrics)));
        nemesis.start();
        metrics.events.controls(new ByHand(nemesis, fleet));
        long end = began + settings.duration().toNanos();
        while (workload.isOpen() && System.nanoTime() < end && !watching.isDone()) {
            progress.at(watch.sold(), fleet.up() + " of " + fleet.size() + " nodes up");
            Pause.of(Duration.ofMillis(200));
        }
        workload.close();
        Duration selling = Duration.ofNanos(System.nanoTime() - began);
        orAlarm("What was broken is not well again", nemesis::makePeace);
        // Longer than an outage, at whose end who waits for the database gives up by itself.
        long last = System.nanoTime()
                + StoreOutage.LONGEST.toNanos()
                + Duration.ofMinutes(1).toNanos();
        buying.forEach(work -> await(work, last));
        threads.shutdown();
        orAlarm("Not all nodes are open at the end", () -> fleet.awaitAllReady(Duration.ofMinutes(1)));
        fleet.awaitIdle(Duration.ofMinutes(1));
        progress.at(watch.sold(), "peace");
        return selling;
    }

    /** Who ends otherwise than in order is told with the cause, and the books are read all the same. */
    private void await(Future<?> work, long end) {
        try {
            work.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            metrics.alarm("A buyer ended early: " + e.getCause());
        } catch (TimeoutException e) {
            metrics.alarm("A buyer has not ended three minutes after the last sale");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted", e);
        }
    }

    private void orAlarm(String alarm, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            metrics.alarm(alarm + ": " + e);
        }
    }

    /** Everybody logs in, and who went without an answer asks for it. */
    private void closeUp(Fleet fleet, AnswerLog log) {
        for (String account : workload.accounts()) {
            WorkloadSetup.untilDone(() -> answered(fleet, NodeRequest.login(calls.incrementAndGet(), account))
                    .filter(response -> !response.text().equals(NodeResponse.UNRESOLVED))
                    .isPresent());
        }
        // What is on the disk so far says who went without an answer.
        log.flush();
        for (Answer answer : HistoryReader.of(log.file()).answers().open()) {
            askForGood(fleet, log, answer);
        }
    }

    private void askForGood(Fleet fleet, AnswerLog log, Answer open) {
        WorkloadSetup.untilDone(() -> {
            NodeRequest request = NodeRequest.outcome(calls.incrementAndGet(), open.account(), open.purchaseId());
            Optional<NodeResponse> response = answered(fleet, request).filter(NodeResponse::isFinal);
            response.ifPresent(told -> {
                log.append(LogEntry.end(log.now(), Kind.ENDED, request));
                metrics.events.tell(at -> new DoubtEnded(at, open.purchaseId(), "later: " + told.text()));
            });
            return response.isPresent();
        });
    }

    private Optional<NodeResponse> answered(Fleet fleet, NodeRequest request) {
        try {
            NodeResponse response =
                    fleet.any(random).ask(request).answer().get(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(response).filter(told -> told.kind() == NodeResponse.Kind.TOLD);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted", e);
        }
    }

    /** After all else, for it loses what was acknowledged: with a verdict, a log and accounts of its own. */
    private Optional<RestoredCopy.Result> restored() {
        if (settings.databaseFaults() == 0 || !database.keepsCopies()) {
            return Optional.empty();
        }
        progress.at(0, "an older copy is put in place");
        return Optional.of(RestoredCopy.strike(settings, database, directory, workload.run()));
    }

    private ProcessResult reconcile(
            String kind,
            CasKeyValueStore store,
            Posse posse,
            SettlementTimer watch,
            Duration selling,
            Duration catchUp,
            Path file) {
        AuditReport audit = StoreOutage.survive(() -> new Auditor(store, workload.accounts()).audit());
        HistoryReader history = HistoryReader.of(file);
        Reconciliation.Result reconciliation =
                StoreOutage.survive(() -> Reconciliation.reconcile(posse, workload, history.answers()));
        return new ProcessResult(
                settings,
                kind,
                metrics,
                watch.crashToSettledMillis(metrics, reconciliation.claims(), Outages.OUTSIDE),
                watch.crashToSettledMillis(metrics, reconciliation.claims(), Outages.DURING),
                selling,
                catchUp,
                audit,
                reconciliation,
                restored(),
                history.differences(),
                history.lines(),
                directory);
    }
}
