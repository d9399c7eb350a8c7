package dev.posse.benchmarks.worker;

import dev.posse.benchmarks.shop.BuyRequest;
import dev.posse.benchmarks.shop.Shop;
import dev.posse.benchmarks.shop.Stock;
import dev.posse.benchmarks.shop.StoreCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** The buyers of one process: each buys, hears, and buys again, for accounts that no other buyer buys for. */
final class Buyers {

    private static final long END_MILLIS = 60_000;

    /** Tries of one purchase. A hot campaign beats a buyer many times; nobody is beaten as often as this. */
    private static final int MOST_TRIES = 1_000_000;

    private static final int WARM_UP_SALES = 200;
    private static final int COUNTED_SALES = 200;

    private final Shop shop;
    private final Shift shift;
    private final LongAdder sold = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final Recorder latencies = new Recorder(Reading.LONGEST_MICROS, 3);
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile boolean over;

    /** What has been counted at one moment. */
    private record Marks(long nanos, long sold, long attempts, StoreCounts counts, double client, double server) {}

    Buyers(Shop shop, Shift shift) {
        this.shop = shop;
        this.shift = shift;
    }

    /** Lets them buy from a moment of the clock on, and measures. */
    Reading run(long startMillis) {
        List<Thread> threads = new ArrayList<>();
        for (int buyer = 0; buyer < shift.buyers(); buyer++) {
            int number = buyer;
            Thread thread = new Thread(() -> buy(number), "buyer-" + buyer);
            thread.setDaemon(true);
            threads.add(thread);
        }
        sleepUntil(startMillis);
        threads.forEach(Thread::start);
        sleepUntil(startMillis + shift.warmUpMillis());
        Marks before = marks();
        latencies.reset();
        // From now, not from the start: on a busy machine this thread may have woken late.
        sleepUntil(System.currentTimeMillis() + shift.measureMillis());
        Marks after = marks();
        String measured = Reading.encode(latencies.getIntervalHistogram());
        over = true;
        threads.forEach(this::awaitEnd);
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new Reading(
                after.sold - before.sold,
                after.attempts - before.attempts,
                (after.nanos - before.nanos) / 1e9,
                after.counts.since(before.counts),
                after.client - before.client,
                after.server - before.server,
                measured,
                sold.sum());
    }

    /** Lets one buyer buy with nobody else at work: what each sale asks of the store until it is settled. */
    Reading countOperations() {
        shop.stopPatrols();
        for (int i = 0; i < WARM_UP_SALES; i++) {
            buyOne(0, i, Stock.campaign(0));
        }
        StoreCounts before = shop.counts();
        for (int i = WARM_UP_SALES; i < WARM_UP_SALES + COUNTED_SALES; i++) {
            buyOne(0, i, Stock.campaign(0));
        }
        StoreCounts counted = shop.counts().since(before);
        return new Reading(COUNTED_SALES, COUNTED_SALES, 0, counted, 0, 0, "", sold.sum());
    }

    private void buy(int buyer) {
        SplittableRandom random = new SplittableRandom(shift.node() * 1_000L + buyer);
        try {
            for (int request = 0; !over; request++) {
                buyOne(
                        buyer,
                        request,
                        Stock.campaign(random.nextInt(shift.stock().campaigns())));
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            over = true;
        }
    }

    private void buyOne(int buyer, int number, String campaign) {
        // Buyer and process are remainders, so that no two of them share an account.
        int stride = shift.nodes() * shift.buyers();
        int own = Math.max(1, shift.stock().accounts() / stride);
        int account = (number % own) * stride + buyer * shift.nodes() + shift.node();
        BuyRequest request = new BuyRequest(
                Stock.account(account), campaign, "p" + shift.node() + "-" + buyer + "-" + number, shift.slots());
        long began = System.nanoTime();
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            Shop.Answer answer = shop.buy(request);
            attempts.increment();
            if (answer == Shop.Answer.SOLD) {
                sold.increment();
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
                latencies.recordValue(Math.min(micros, Reading.LONGEST_MICROS));
                return;
            }
            if (over && answer == Shop.Answer.AGAIN) {
                return;
            }
        }
        throw new IllegalStateException(request + " was not answered in " + MOST_TRIES + " tries");
    }

    private Marks marks() {
        return new Marks(
                System.nanoTime(),
                sold.sum(),
                attempts.sum(),
                shop.counts(),
                CpuTime.ownSeconds(),
                shift.node() == 0 ? CpuTime.secondsOf(shift.serverPid()) : 0);
    }

    private void awaitEnd(Thread thread) {
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            failure.compareAndSet(
                    null,
                    new IllegalStateException(
                            thread.getName() + " does not come back from its purchase within " + END_MILLIS + " ms"));
        }
    }

    private static void sleepUntil(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(Math.max(0, millis - System.currentTimeMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the buyers buy", e);
        }
    }
}
