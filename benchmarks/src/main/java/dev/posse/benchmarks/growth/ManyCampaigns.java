package dev.posse.benchmarks.growth;

import dev.posse.Posse;
import dev.posse.store.memory.InMemoryStore;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Many campaigns on a node: to create them, and what a node remembers of them. */
final class ManyCampaigns {

    private static final long PRICE = 250;
    private static final long CAPACITY = 1000;
    private static final int PARTS = 10;

    private ManyCampaigns() {}

    static void create(int campaigns, int settleSeconds, Consumer<Cost> heard) {
        try (InMemoryStore store = new InMemoryStore()) {
            try (Posse posse = Posse.on(store).open()) {
                posse.stopPatrols();
                int part = campaigns / PARTS;
                long all = System.nanoTime();
                for (int i = 0; i < PARTS; i++) {
                    long began = System.nanoTime();
                    for (int j = i * part; j < (i + 1) * part; j++) {
                        posse.campaigns().create("c" + j, PRICE, CAPACITY);
                    }
                    if (i == 0 || i == PARTS - 1) {
                        heard.accept(new Cost(
                                "create a campaign, in memory",
                                String.format(Locale.ROOT, "%,d to %,d", i * part + 1, (i + 1) * part),
                                (System.nanoTime() - began) / 1e3 / part,
                                "µs"));
                    }
                }
                heard.accept(new Cost(
                        "create all campaigns, in memory",
                        String.format(Locale.ROOT, "%,d", campaigns),
                        (System.nanoTime() - all) / 1e9,
                        "s"));
            }
            rememberedBy(store, campaigns, settleSeconds, heard);
        }
    }

    private static void rememberedBy(InMemoryStore store, int campaigns, int settleSeconds, Consumer<Cost> heard) {
        long before = Heap.usedBytes();
        try (Posse posse = Posse.on(store).nodes(1).open()) {
            pause(settleSeconds);
            posse.stopPatrols();
            heard.accept(new Cost(
                    "memory of a node, after some seconds of patrols",
                    String.format(Locale.ROOT, "%,d campaigns", campaigns),
                    (double) (Heap.usedBytes() - before) / campaigns,
                    "bytes per campaign"));
        }
    }

    /** A node looks by itself, in its own time; nobody announces that it has. */
    static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while nodes patrol", e);
        }
    }
}
