package dev.posse.examples.demo;

import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Slot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * When which sale was decided, when it was settled, and when its driver was killed, as seen on the way to the store. For
 * the figures only; the verdict comes from the store itself.
 */
final class SalesLog {

    private record Sale(String campaign, long slot, long decidedNanos) {}

    private record Crash(String purchaseId, long nanos) {}

    private final Map<String, Sale> sales = new ConcurrentHashMap<>();
    private final Map<String, Long> settled = new ConcurrentHashMap<>();
    private final Deque<Crash> crashes = new ArrayDeque<>();
    private final AtomicLong sold = new AtomicLong();

    void wrote(String key, byte[] value) {
        if (key.startsWith("slot/")) {
            if (Slot.decode(key, value) instanceof Claim claim) {
                sales.put(claim.purchaseId(), new Sale(claim.campaign(), claim.slot(), System.nanoTime()));
                sold.incrementAndGet();
            }
        } else if (key.startsWith("campaign/")) {
            long last = Campaign.decode(key, value).lastPurchasedSlot();
            settled.putIfAbsent(name(key.substring("campaign/".length()), last), System.nanoTime());
        }
    }

    synchronized void crashed(String purchaseId) {
        crashes.add(new Crash(purchaseId, System.nanoTime()));
    }

    long sold() {
        return sold.get();
    }

    /** Of the sales whose drivers died after the decision and before the end: from the crash to the campaign's move. */
    synchronized Histogram crashToSettledMillis() {
        Histogram histogram = new Histogram(3);
        for (Crash crash : crashes) {
            Optional.ofNullable(sales.get(crash.purchaseId()))
                    .filter(sale -> sale.decidedNanos() <= crash.nanos())
                    .flatMap(sale -> Optional.ofNullable(settled.get(name(sale.campaign(), sale.slot()))))
                    .map(at -> at - crash.nanos())
                    .filter(nanos -> nanos > 0)
                    .ifPresent(nanos -> histogram.recordValue(nanos / 1_000_000));
        }
        return histogram;
    }

    private static String name(String campaign, long slot) {
        return campaign + "/" + slot;
    }
}
