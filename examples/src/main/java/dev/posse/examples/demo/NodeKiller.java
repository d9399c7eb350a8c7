package dev.posse.examples.demo;

import dev.posse.examples.harness.workload.Pause;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/** Kills nodes at random, puts fresh ones in their places, and lets others stand still for a while. */
final class NodeKiller implements Runnable {

    private static final Duration LONGEST_DOWN = Duration.ofMillis(500);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(4);

    private final Cluster cluster;
    private final DemoSettings settings;
    private final DemoMetrics metrics;
    private final Random random;
    private final AtomicBoolean ended = new AtomicBoolean();

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

    void end() {
        ended.set(true);
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
                kill(place);
            } else {
                stop(place);
            }
        }
    }

    private void stop(int place) {
        metrics.nodes.add("stopped");
        cluster.standStill(place, Duration.ofMillis(random.nextLong(LONGEST_STOP.toMillis())));
    }

    private void kill(int place) {
        KillableStore store = cluster.at(place).store();
        // The power goes at an operation, whichever it is; a node where nothing happens dies all the same.
        store.cutPowerAfter(1 + random.nextInt(100));
        Pause.of(Duration.ofMillis(random.nextLong(LONGEST_DOWN.toMillis())));
        store.cutPower();
        metrics.nodes.add("killed");
        cluster.replace(place);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (Math.min(seconds, 60) * 1e9));
    }
}
