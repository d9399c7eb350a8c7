package dev.posse.benchmarks.crash;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Buyers who come at a given rate, far below what the machine can do, so that nothing waits for a processor. */
final class LivingBuyers implements AutoCloseable {

    private static final int SLOTS = 20;

    private static final int ACCOUNTS_EACH = 4;

    private static final int END_MILLIS = 20_000;

    private final List<Posse> nodes;
    private final List<String> campaigns;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder sold = new LongAdder();
    private final long pauseMicros;
    private volatile boolean ended;

    LivingBuyers(List<Posse> nodes, List<String> campaigns, CrashShop shop, int perSecond) {
        this.nodes = nodes;
        this.campaigns = campaigns;
        this.pauseMicros = 1_000_000L * nodes.size() / perSecond;
        for (int i = 0; i < nodes.size(); i++) {
            int number = i;
            List<String> accounts = shop.accounts("buyer-" + i + "-", ACCOUNTS_EACH);
            Thread thread = new Thread(() -> buy(number, accounts), "buyer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    long sold() {
        return sold.sum();
    }

    private void buy(int number, List<String> accounts) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try {
            for (int purchase = 0; !ended; purchase++) {
                TimeUnit.MICROSECONDS.sleep(random.nextLong(2 * pauseMicros));
                buy(number, accounts.get(purchase % accounts.size()), campaigns.get(random.nextInt(campaigns.size())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void buy(int number, String account, String campaign) {
        try {
            PurchaseOutcome outcome = nodes.get(number)
                    .purchase(PurchaseRequest.of(account, campaign)
                            .neverAskedBefore()
                            .withSlots(SLOTS));
            if (outcome instanceof PurchaseOutcome.Purchased) {
                sold.increment();
            }
        } catch (StoreException e) {
            // The database is out; he comes again.
        }
    }

    /** Lets everybody finish what he is at. */
    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join(END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
