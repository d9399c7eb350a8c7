package dev.posse.examples.demo;

import dev.posse.Posse;
import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.events.RunEvent.NodeChanged;
import dev.posse.examples.harness.workload.Pause;
import dev.posse.examples.harness.workload.StoreOutage;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;

/** The nodes. One that died is replaced by a fresh one, with another name and another clock. */
final class Cluster {

    /** How far a node's clock may be off, in either direction. */
    private static final long SKEW_MILLIS = 5_000;

    private final DemoSettings settings;
    private final Network network;
    private final DemoMetrics metrics;
    private final AtomicReferenceArray<ShopNode> nodes;
    private final AtomicInteger opened = new AtomicInteger();
    private final Random random;

    Cluster(DemoSettings settings, Network network, DemoMetrics metrics) {
        this.settings = settings;
        this.network = network;
        this.metrics = metrics;
        this.random = new Random(settings.seed());
        this.nodes = new AtomicReferenceArray<>(settings.nodes());
        for (int place = 0; place < settings.nodes(); place++) {
            nodes.set(place, opened(place));
        }
    }

    /**
     * Picks a living node, as a load balancer does: it may die the moment after.
     *
     * @throws StoreException if none lives for longer than an outage of the store lasts
     */
    ShopNode any(RandomGenerator chooser) {
        long end = System.nanoTime() + StoreOutage.LONGEST.toNanos();
        while (true) {
            int first = chooser.nextInt(nodes.length());
            for (int offset = 0; offset < nodes.length(); offset++) {
                ShopNode node = nodes.get((first + offset) % nodes.length());
                if (node.isAlive()) {
                    return node;
                }
            }
            if (System.nanoTime() - end > 0) {
                throw new StoreException("No node lives, and none could be opened for " + StoreOutage.LONGEST);
            }
            Pause.of(Duration.ofMillis(5));
        }
    }

    ShopNode at(int place) {
        return nodes.get(place);
    }

    /**
     * Puts a fresh node in the place of a dead one, and waits for the store if that does not answer.
     *
     * @throws RuntimeException if no node can be opened any more; the place stays dead
     */
    void replace(int place) {
        ShopNode dead = nodes.get(place);
        // The way was the dead node's; its successor has one of its own.
        mend(place, dead);
        nodes.set(place, opened(place));
        dead.bury();
    }

    /** A node stands still, and wakes up later: a zombie, whose drivers know nothing of what was done meanwhile. */
    void standStill(int place, Duration length) {
        ShopNode node = nodes.get(place);
        node.store().standStill();
        tell(place, node.name(), NodeChange.STOPPED);
        CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    node.store().goOn();
                    if (node.isAlive()) {
                        tell(place, node.name(), NodeChange.CONTINUED);
                    }
                });
    }

    /** A node cannot reach the store for a while. */
    void cut(int place, Duration length) {
        ShopNode node = nodes.get(place);
        node.store().cut();
        tell(place, node.name(), NodeChange.CUT);
        CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> mend(place, node));
    }

    private void mend(int place, ShopNode node) {
        if (node.store().isCut()) {
            node.store().mend();
            tell(place, node.name(), NodeChange.MENDED);
        }
    }

    /** From here on nobody dies any more. */
    void makePeace() {
        for (int place = 0; place < nodes.length(); place++) {
            nodes.get(place).store().cutPowerAfter(Integer.MAX_VALUE);
            nodes.get(place).store().goOn();
            mend(place, nodes.get(place));
        }
        for (int place = 0; place < nodes.length(); place++) {
            if (!nodes.get(place).isAlive()) {
                replace(place);
            }
        }
    }

    void close() {
        for (int place = 0; place < nodes.length(); place++) {
            nodes.get(place).posse().close();
        }
    }

    private ShopNode opened(int place) {
        String name = "node-" + opened.incrementAndGet();
        tell(place, name, NodeChange.STARTING);
        ShopNode node = StoreOutage.survive(() -> open(place, name));
        tell(place, name, NodeChange.SERVING);
        return node;
    }

    private void tell(int place, String name, NodeChange change) {
        metrics.events.tell(at -> new NodeChanged(at, place, name, change, "", 0));
    }

    private ShopNode open(int place, String name) {
        KillableStore view = new KillableStore(
                name, network, metrics, settings.lostAnswers(), () -> tell(place, name, NodeChange.KILLED));
        Duration skew = Duration.ofMillis(random.nextLong(-SKEW_MILLIS, SKEW_MILLIS + 1));
        Posse posse = Posse.on(view)
                .node(name)
                .nodes(settings.nodes())
                .patrolsPerSecond(settings.patrolRate())
                .clock(InstantSource.offset(InstantSource.system(), skew))
                .observer(metrics)
                .open();
        return new ShopNode(name, posse, view);
    }
}
