package dev.posse.examples.demo;

import dev.posse.examples.harness.events.NodeControls;
import dev.posse.examples.harness.workload.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Kills nodes at random, puts fresh ones in their places, and lets others stand still for a while; also by hand. */
final class NodeKiller implements Runnable, NodeControls {

    private static final Duration LONGEST_DYING = Duration.ofMillis(500);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(4);

    /** Where a person looks, a dead node is not replaced before it was seen. */
    private static final Duration SEEN = Duration.ofMillis(1_500);

    /** A node that sells nothing for so long is killed without a sale. */
    private static final Duration BEFORE_A_SALE = Duration.ofSeconds(2);

    /** After D2 a sale is under way, and before D6 it is not settled. */
    private static final List<String> WRITES = List.of("D3", "D4", "D5", "D6");

    private static final Duration BY_HAND = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final DemoSettings settings;
    private final DemoMetrics metrics;
    private final Random random;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ExecutorService hands = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "by-hand");
        thread.setDaemon(true);
        return thread;
    });

    /** Places where somebody is being killed; nobody dies twice. */
    private final Set<Integer> dying = ConcurrentHashMap.newKeySet();

    NodeKiller(Cluster cluster, DemoSettings settings, DemoMetrics metrics) {
        this.cluster = cluster;
        this.settings = settings;
        this.metrics = metrics;
        this.random = new Random(settings.seed() + 1);
    }

    /** Whether it was told to kill and stop nobody. */
    boolean isIdle() {
        return settings.killRate() + settings.stopRate() == 0;
    }

    /** Begins nothing more, and waits for what was begun by hand. */
    void end() {
        ended.set(true);
        hands.shutdown();
        try {
            if (!hands.awaitTermination(1, TimeUnit.MINUTES)) {
                metrics.alarm("A node that was killed by hand is not replaced after a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        double rate = settings.killRate() + settings.stopRate();
        if (isIdle()) {
            return;
        }
        while (!ended.get()) {
            // Exponential, so that faults come like rain; and sometimes two nodes are down at once.
            Pause.of(seconds(-Math.log(1 - random.nextDouble()) / rate));
            int place = random.nextInt(settings.nodes());
            boolean kills = random.nextDouble() * rate < settings.killRate();
            if (ended.get()) {
                return;
            } else if (kills) {
                Duration dying = Duration.ofMillis(random.nextLong(LONGEST_DYING.toMillis()));
                kill(place, 1 + random.nextInt(100), settings.pace() > 0 ? BEFORE_A_SALE : dying);
            } else {
                metrics.nodes.add("stopped");
                cluster.standStill(place, Duration.ofMillis(random.nextLong(LONGEST_STOP.toMillis())));
            }
        }
    }

    @Override
    public Result act(Action action, int place) {
        ShopNode node = cluster.at(place);
        if (ended.get()) {
            return Result.refused("Nothing is broken any more: the run is coming to its end.");
        } else if (!node.isAlive() || dying.contains(place)) {
            return Result.refused("There is no node at work at this place; the next one is being started.");
        } else if (action == Action.STOP && node.store().standsStill()) {
            return Result.refused(node.name() + " stands still already.");
        } else if (action == Action.CUT && node.store().isCut()) {
            return Result.refused("The way of " + node.name() + " to the store is cut already.");
        }
        return switch (action) {
            case KILL -> killByHand(node.name(), place);
            case STOP -> {
                metrics.nodes.add("stopped");
                cluster.standStill(place, BY_HAND);
                yield Result.done(node.name() + " stands still for " + BY_HAND.toSeconds() + " s.");
            }
            case CUT -> {
                cluster.cut(place, BY_HAND);
                yield Result.done(node.name() + " cannot reach the store for " + BY_HAND.toSeconds() + " s.");
            }
        };
    }

    private Result killByHand(String name, int place) {
        try {
            hands.execute(() -> kill(place, Integer.MAX_VALUE, BEFORE_A_SALE));
            return Result.done("The power of " + name + " goes in the middle of its next sale.");
        } catch (RejectedExecutionException e) {
            return Result.refused("Nothing is broken any more: the run is coming to its end.");
        }
    }

    private void kill(int place, int operations, Duration longest) {
        if (!dying.add(place)) {
            return;
        }
        try {
            KillableStore store = cluster.at(place).store();
            // The power goes at an operation, whichever it is; a node where nothing happens dies all the same.
            if (settings.pace() > 0 || operations == Integer.MAX_VALUE) {
                // At the worst moment, for whoever looks wants to see what becomes of a sale.
                store.cutPowerAt(WRITES.get(ThreadLocalRandom.current().nextInt(WRITES.size())));
                awaitDeath(store, longest);
            } else {
                store.cutPowerAfter(operations);
                Pause.of(longest);
            }
            store.cutPower();
            metrics.nodes.add("killed");
            if (settings.pace() > 0) {
                Pause.of(SEEN);
            }
            cluster.replace(place);
        } finally {
            dying.remove(place);
        }
    }

    private static void awaitDeath(KillableStore store, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!store.isDead() && System.nanoTime() < end) {
            Pause.of(Duration.ofMillis(5));
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (Math.min(seconds, 60) * 1e9));
    }
}
