package dev.posse.benchmarks.crash;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.observe.PosseEvent;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * A node with a process of its own, which sells until it is killed. Its store is slow in writing and takes no chains, so that a kill finds drivers between
 * any two writes.
 */
@Command(name = "crash-victim", hidden = true, description = "A process that buys until it is killed.")
public final class VictimCommand implements Callable<Integer> {

    static final String READY = "ready";

    private static final long SLOWEST_WRITE_MICROS = 40_000;
    private static final int SLOTS = 50;

    @Parameters(index = "0", description = "The store's URI.")
    private String uri = "";

    @Parameters(index = "1", description = "What its accounts begin with; each buyer has one.")
    private String accounts = "";

    @Parameters(index = "2", description = "How many buyers.")
    private int buyers;

    private volatile List<String> where = List.of();
    private volatile List<String> once = List.of();

    /** For picocli. */
    public VictimCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch patrolled = new CountDownLatch(1);
        try (CasKeyValueStore store = new SlowStore(CasKeyValueStore.open(uri));
                Posse posse = Posse.on(store)
                        .node(accounts)
                        .observer(event -> {
                            if (event instanceof PosseEvent.PatrolHeartbeat) {
                                patrolled.countDown();
                            }
                        })
                        .open();
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            patrolled.await();
            // Those who are counted as alive are the others.
            posse.stopPatrols();
            System.out.println(READY);
            where = campaigns(input);
            for (int i = 0; i < buyers; i++) {
                int number = i;
                Thread thread = new Thread(() -> buy(posse, number), "buyer-" + i);
                thread.setDaemon(true);
                thread.start();
            }
            once = campaigns(input);
            // Who started it kills it; if he is gone, it ends with its input.
            return campaigns(input).isEmpty() ? 0 : 1;
        }
    }

    private static List<String> campaigns(BufferedReader input) throws IOException {
        return Optional.ofNullable(input.readLine())
                .map(line -> List.of(line.split(" ", -1)))
                .orElse(List.of());
    }

    /** Again and again in the same campaign, and the last time in another one if it is told to. */
    private void buy(Posse posse, int number) {
        try {
            while (once.isEmpty()) {
                buy(posse, number, where.get(number));
            }
            buy(posse, number, once.get(number));
        } catch (StoreException e) {
            // The database is out, and the process about to be killed.
            return;
        }
    }

    private void buy(Posse posse, int number, String campaign) {
        var unused = posse.purchase(PurchaseRequest.of(accounts + number, campaign)
                .neverAskedBefore()
                .withSlots(SLOTS));
    }

    private static final class SlowStore extends ForwardingStore {

        SlowStore(CasKeyValueStore store) {
            super(store);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            pause();
            return super.add(key, value);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            pause();
            return super.swap(key, value, expected);
        }

        private static void pause() {
            try {
                TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(SLOWEST_WRITE_MICROS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
