package dev.posse.examples.demo;

import dev.posse.Posse;
import dev.posse.audit.Auditor;
import dev.posse.examples.market.Answers;
import dev.posse.examples.market.Market;
import dev.posse.examples.market.Pause;
import dev.posse.examples.market.Reckoning;
import dev.posse.examples.market.Shopkeeper;
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

/** One run: opens the cluster, lets buyers and reaper loose, makes peace, logs everybody in, and reckons. */
final class DemoRun {

    private final DemoSettings settings;
    private final CasKeyValueStore store;
    private final Market market;
    private final SalesLog log = new SalesLog();
    private final Tally tally = new Tally();
    private final Answers answers = new Answers();
    private final Random dice;

    private DemoRun(DemoSettings settings, CasKeyValueStore store) {
        this.settings = settings;
        this.store = store;
        this.dice = new Random(settings.seed() + 2);
        this.market = new Market(
                settings.accounts(),
                settings.campaigns(),
                "run-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /**
     * Runs.
     *
     * @param settings what it is to be like
     * @param store to work on, set up if it was not; stays the caller's to close
     * @param progress hears several times per second how many slots are sold
     * @return what came of it
     */
    static DemoResult run(DemoSettings settings, CasKeyValueStore store, LongConsumer progress) {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        // The patrol thread of a dead node ends with the power cut, and nobody needs to hear of it.
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (!(thrown instanceof PowerCut)) {
                System.err.println("Thread " + thread.getName() + " failed: " + thrown);
            }
        });
        try {
            return new DemoRun(settings, store).run(progress);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private DemoResult run(LongConsumer progress) {
        Posse.initialize(store);
        Network network = new Network(store, log, settings.latency());
        Cluster cluster = new Cluster(settings, network, tally);
        try {
            new Shopkeeper(cluster.any(dice).posse(), market).setUp(settings.capacity());
            network.becomeBusy();
            long began = System.nanoTime();
            sell(cluster, progress);
            Duration selling = Duration.ofNanos(System.nanoTime() - began);
            cluster.makePeace();
            network.close();
            market.accounts().forEach(account -> login(cluster, account));
            answers.open().forEach(answer -> askForGood(cluster, answer));
            Duration catchUp = new Shopkeeper(cluster.any(dice).posse(), market).awaitSettled();
            return new DemoResult(
                    settings,
                    market.campaigns(),
                    market.accounts(),
                    tally,
                    log.crashToSettledMillis(),
                    selling,
                    catchUp,
                    new Auditor(store, market.accounts()).audit(),
                    Reckoning.reckon(cluster.any(dice).posse(), market, answers));
        } finally {
            cluster.close();
        }
    }

    private void sell(Cluster cluster, LongConsumer progress) {
        Reaper reaper = new Reaper(cluster, settings, tally);
        ExecutorService threads = Executors.newFixedThreadPool(settings.buyers() + 1);
        List<Future<?>> running = new ArrayList<>();
        Future<?> reaping = threads.submit(reaper);
        for (int number = 1; number <= settings.buyers(); number++) {
            Random seeds = new Random(settings.seed() * 31 + number);
            String name = market.accounts().get(0).split("-buyer-", 2)[0] + "-p" + number;
            running.add(threads.submit(new Buyer(name, seeds.nextLong(), market, cluster, answers, tally, log)));
        }
        long end = System.nanoTime() + settings.duration().toNanos();
        while (market.isOpen() && System.nanoTime() < end && !threads.isTerminated()) {
            progress.accept(log.sold());
            Pause.of(Duration.ofMillis(100));
        }
        market.close();
        running.forEach(DemoRun::await);
        progress.accept(log.sold());
        reaper.end();
        await(reaping);
        threads.shutdown();
    }

    private static void await(Future<?> work) {
        try {
            work.get(2, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A buyer ended in a way that the demo does not know", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("A buyer has not ended two minutes after the last sale", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted", e);
        }
    }

    private void login(Cluster cluster, String account) {
        Shopkeeper.untilDone(() -> {
            Position.begin(Actor.LOGIN);
            return !(cluster.any(dice).posse().login(account) instanceof LoginOutcome.Unresolved);
        });
    }

    private void askForGood(Cluster cluster, Answers.Answer answer) {
        Shopkeeper.untilDone(() -> {
            Position.begin(Actor.LOGIN);
            if (new Shopkeeper(cluster.any(dice).posse(), market).mayHaveForgotten(answer.account())) {
                // A purchase id that has left the window counts as new: an answer now would be no answer.
                answers.askedTooLate(answer.account(), answer.purchaseId());
                tally.doubts.add("later: too late to ask");
                return true;
            }
            PurchaseOutcome outcome = cluster.any(dice).posse().outcome(answer.account(), answer.purchaseId());
            if (outcome instanceof PurchaseOutcome.InDoubt) {
                return false;
            }
            answers.told(answer.account(), outcome);
            tally.doubts.add("later: " + Buyer.nameOf(outcome));
            return true;
        });
    }
}
